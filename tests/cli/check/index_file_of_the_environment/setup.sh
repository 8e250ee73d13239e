# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id note
commit 'first'
cp .git/index ../other-index
contract contracts/orders.yaml orders 1.1.0 id
GIT_INDEX_FILE=../other-index git add -A
git checkout -q .
