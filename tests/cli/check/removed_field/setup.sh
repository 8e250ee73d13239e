# shellcheck shell=sh
sample
sed -i 's/, ltv\]/]/' contracts/users.yaml
