# shellcheck shell=sh
served
break_users
commit 'a break'
