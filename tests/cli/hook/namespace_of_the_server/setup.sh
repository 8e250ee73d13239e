# shellcheck shell=sh
served
git -c protocol.ext.allow=always push -q "ext::git --namespace=team %s $PWD/../server.git" main
git -C ../server.git symbolic-ref refs/namespaces/team/HEAD refs/namespaces/team/refs/heads/main
break_users
commit 'a break'
