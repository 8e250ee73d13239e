# shellcheck shell=sh
sample
git checkout -q .
break_users
commit 'a break that slipped in'
dcr init --hooks >/dev/null
