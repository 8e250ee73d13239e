# shellcheck shell=sh
served
echo 'compatibilty: none' >dcr.yaml
commit 'a policy that is none'
