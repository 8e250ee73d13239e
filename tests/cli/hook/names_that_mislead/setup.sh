# shellcheck shell=sh
served
tip=$(git rev-parse main)
break_users
commit 'a break'
git tag main
git update-ref "refs/heads/$tip" HEAD
git update-ref refs/heads/heads/main HEAD
