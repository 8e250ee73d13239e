# shellcheck shell=sh
served
sed -i -e 's/version: "1.0.0"/version: "1.1.0"/' -e '$a\  - {name: country, type: string, required: false}' contracts/users.yaml
commit 'a field'
