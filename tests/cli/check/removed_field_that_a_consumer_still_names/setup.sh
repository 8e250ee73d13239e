# shellcheck shell=sh
sample
sed -i "s/fields: .user_id./fields: [user_id, ltv]/" contracts/users.yaml
