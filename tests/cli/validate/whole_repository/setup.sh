# shellcheck shell=sh
contract contracts/a.yaml a 1.0.0 id
contract elsewhere/b.yaml b 1.0.0 id id
contract contracts/c.yaml c 1.0.0 id
sed -i '/owners:/,/team/d' contracts/c.yaml
echo 'rules: {owner_missing: warning}' | write dcr.yaml
