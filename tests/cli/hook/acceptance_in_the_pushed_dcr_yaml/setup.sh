# shellcheck shell=sh
served
git rm -q contracts/users.yaml
fingerprint=$(dcr check --format json | sed -n 's/.*"fingerprint": "\(.*\)",/\1/p')
git reset -q --hard
printf 'accept:\n  - {fingerprint: %s, reason: "nobody reads it"}\n' "$fingerprint" >dcr.yaml
