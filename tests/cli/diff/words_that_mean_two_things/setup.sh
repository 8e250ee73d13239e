contract contracts/orders.yaml orders 1.0.0 id
commit 'first'
git branch orders
contract main orders 1.0.0 id name
