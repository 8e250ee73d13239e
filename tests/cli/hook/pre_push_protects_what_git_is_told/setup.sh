# shellcheck shell=sh
served
rm ../server.git/hooks/pre-receive
dcr init --hooks >/dev/null
git config dcr.protected 'release/*'
git push -q --no-verify origin main:release/1
break_users
git commit -q --no-verify -a -m 'a break'
