# shellcheck shell=sh
served
git -C ../server.git symbolic-ref refs/heads/alias refs/heads/main
git -C ../server.git symbolic-ref refs/heads/alias_of_it refs/heads/alias
break_users
commit 'a break'
