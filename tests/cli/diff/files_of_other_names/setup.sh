contract contracts/orders.yaml shop.orders 2.0.0 id
commit 'first'
contract draft.yaml shop.sales 1.0.0 id
