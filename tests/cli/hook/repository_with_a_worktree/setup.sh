# shellcheck shell=sh
sample
git checkout -q .
git clone -q . ../server
(
  cd ../server || exit
  dcr init --hooks >/dev/null
  printf '#!/bin/sh\nexec dcr hook pre-receive\n' >.git/hooks/pre-receive
  chmod +x .git/hooks/pre-receive
  git config receive.denyCurrentBranch updateInstead
  git config user.name Ada
)
git remote add origin "file://$PWD/../server"
git fetch -q
break_users
commit 'a break'
