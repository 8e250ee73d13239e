contract a.yaml orders 1.0.0 id
contract b.yaml orders 1.1.0 id
