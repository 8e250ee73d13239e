# shellcheck shell=sh
contract contracts/a.yaml a 1.0.0 id
contract contracts/deep/b.yml b 1.0.0 id id
contract contracts/deep/c.json c 1.0.0 id
contract contracts/.hidden/d.yaml d 1.0.0 id id
echo text | write contracts/readme.txt
echo 'just: yaml' | write contracts/values.yaml
ln -s .. contracts/loop
mkdir empty
