contract contracts/orders.yaml orders 1.0.0 id
commit 'first'
git mv contracts/orders.yaml contracts/sales.yaml
printf '  - {name: amount, type: number, required: false}\n' >>contracts/sales.yaml
sed -i 's/1\.0\.0/1.1.0/' contracts/sales.yaml
commit 'moved and grown'
