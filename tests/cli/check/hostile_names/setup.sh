# shellcheck shell=sh
contract contracts/orders.yaml orders 1.0.0 id
commit 'first'
escape=$(printf '\033')
contract "contracts/a${escape}[31m.yaml" red 1.0.0 id id
contract contracts/b.yaml '"\e]0;title\a"' 1.0.0 id
contract contracts/c.yaml calm 1.0.0 id
printf 'description: %s[2J gone\n' "$escape" >>contracts/c.yaml
contract contracts/d.yaml dark 1.0.0 '"\e[2J"'
contract contracts/e.yaml eerie 1.0.0 id
printf 'unknown\302\233key: 1\n' >>contracts/e.yaml
contract contracts/f.yaml fine 1.0.0 id
printf 'description: "\\e[2J\\u202e"\nowner\\e: 1\n' >>contracts/f.yaml
