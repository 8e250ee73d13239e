# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id note
commit 'first'
git worktree add -q -b topic ../linked
cd ../linked || exit
contract contracts/orders.yaml orders 1.1.0 id
