# shellcheck shell=sh
sample
git checkout -q .
sed -i '$a\  - {name: amount, type: integer}' contracts/orders.yaml
echo 'compatibility: full' >>contracts/orders.yaml
sed -i -e '/name: ltv/i\  # dcr:accept field_removed reason="nobody reads it"' -e '$a\compatibility: none' contracts/users.yaml
commit 'what pushers like'
server
printf 'contracts: ["contracts/**/*.yaml", "elsewhere/*.yaml"]\nbreaking: forbid\n' >../server.git/policy.yaml
git -C ../server.git config dcr.policy policy.yaml
