# shellcheck shell=sh
echo 'compatibility: none' >dcr.yaml
contract contracts/orders.yaml shop.orders 1.0.0 order_id note
commit 'anything goes'
rm dcr.yaml
commit 'not any more'
server
git -C ../server.git config --add dcr.protected main
git -C ../server.git config --add dcr.protected 'refs/heads/release/*'
