# shellcheck shell=sh
sample
git checkout -q .
contract contracts/old.yaml shop.old 1.0.0 id
sed -i 's/status: active/status: deprecated\ndeprecation_uri: https:\/\/example.com\/old/' contracts/old.yaml
contract contracts/idea.yaml shop.idea 0.1.0 id
sed -i 's/status: active/status: draft/' contracts/idea.yaml
commit 'one deprecated, one draft'
rm contracts/*.yaml
