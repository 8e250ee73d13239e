# shellcheck shell=sh
contract contracts/one.yaml orders 1.0.0 id note
contract contracts/two.yaml users 1.0.0 id note
{
  cat contracts/one.yaml
  echo '---'
  cat contracts/two.yaml
} | write contracts/both.yaml
rm contracts/one.yaml contracts/two.yaml
commit 'first'
sed -i '16d; 11s/1\.0\.0/1.1.0/' contracts/both.yaml
