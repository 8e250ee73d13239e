contract contracts/orders.yaml orders 1.0.0 id
printf '  - {name: plan, type: string, enum: [free]}\n' >>contracts/orders.yaml
commit 'first'
sed -i 's/\[free\]/[pro]/' contracts/orders.yaml
