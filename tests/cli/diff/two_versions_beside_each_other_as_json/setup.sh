contract contracts/orders_v1.yaml orders 1.0.0 id note
contract contracts/orders_v2.yaml orders 2.0.0 id
commit 'two majors'
