contract contracts/orders.yaml orders 1.0.0 id
commit 'first'
sed -i 's/1\.0\.0/1.0.1/; s/^fields:/description: Orders.\nfields:/' contracts/orders.yaml
commit 'described'
git checkout -q -b proposal
sed -i 's/1\.0\.1/1.0.2/; s/Orders\./All orders./' contracts/orders.yaml
commit 'proposed'
