# shellcheck shell=sh
served
break_users
commit 'a break'
git branch topic
echo note >notes.md
commit 'no contract'
