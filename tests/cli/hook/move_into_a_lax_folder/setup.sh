# shellcheck shell=sh
printf 'contracts: ["**/*.yaml"]\noverrides:\n  - {match: "sandbox/**", compatibility: none}\n' >dcr.yaml
served
mkdir sandbox
git mv contracts/users.yaml sandbox/users.yaml
break_users sandbox/users.yaml
