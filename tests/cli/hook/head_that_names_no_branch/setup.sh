# shellcheck shell=sh
served
git -C ../server.git update-ref --no-deref HEAD main
break_users
commit 'a break'
