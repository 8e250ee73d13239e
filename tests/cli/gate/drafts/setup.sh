# shellcheck shell=sh
contract contracts/a.yaml a 1.0.0 id
sed -i /^status/d contracts/a.yaml
contract contracts/b.yaml b 1.0.0 id
sed -i s/active/draft/ contracts/b.yaml
commit drafts
