# shellcheck shell=sh
registry
git clone -q --bare . ../hub.git
git remote add origin ../hub.git
git fetch -q
git remote set-head origin main
contract contracts/new.yaml new 1.0.0 id
commit new
