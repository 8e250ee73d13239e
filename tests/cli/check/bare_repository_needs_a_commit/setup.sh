# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id
commit 'first'
git clone -q --bare . ../bare.git
