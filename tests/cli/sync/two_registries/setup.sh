# registry: a repository beside this one with the models of two services.
mkdir ../registry
(
  cd ../registry || exit 1
  git init -q -b main
  model models/user-service/User_v1_0_0.yaml user-service User 1.0.0 'name!'
  model models/user-service/User_v2_0_0.yaml user-service User 2.0.0 'id!'
  model models/user-service/Group.yaml user-service Group 1.0.0 'name!'
  model models/user-service/Same.yaml user-service Same 1.0.0 'name!'
  model models/order-service/Order.yaml order-service Order 1.0.0 'id!'
  commit models
)
