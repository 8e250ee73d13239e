contract contracts/gone.yaml gone 1.0.0 id
contract contracts/moved.yaml moved 1.0.0 id
contract contracts/stays.yaml stays 1.0.0 id
commit 'first'
git mv contracts/moved.yaml contracts/elsewhere.yaml
git rm -q contracts/gone.yaml
commit 'tidied'
contract contracts/new.yaml new 1.0.0 id
sed -i 's/status: active/status: deprecated\ndeprecation_uri: https:\/\/example.com\/next/' contracts/stays.yaml
commit 'retired'
