# shellcheck shell=sh
contract contracts/lax.yaml lax 1.0.0 id note
echo 'compatibility: none' >>contracts/lax.yaml
contract contracts/strict.yaml strict 1.0.0 id note
commit 'first'
contract contracts/lax.yaml lax 1.0.1 id
contract contracts/strict.yaml strict 1.0.1 id
echo 'compatibility: none' >>contracts/strict.yaml
