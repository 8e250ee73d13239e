# shellcheck shell=sh
echo 'A repository of something else.' | write README.md
commit 'first'
