# shellcheck shell=sh
registry
git checkout -q -b side HEAD~2
git mv contracts/orders_v2.yaml contracts/orders.yaml
commit "side: one name"
sed -i s/2.0.0/2.1.0/ contracts/orders.yaml
commit "side: 2.1.0"
git checkout -q main
git merge -q --no-ff -m "merge side" side
sed -i s/2.1.0/2.2.0/ contracts/orders.yaml
commit "orders 2.2.0"
