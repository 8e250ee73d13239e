# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# The part of functions.sh about servers and pushes.

# server: ../server.git, a bare repository whose pre-receive hook is dcr's. It is `origin` here, and
# its main has what is committed.
server() {
  git init -q --bare -b main --template= ../server.git
  dcr -C ../server.git init --hooks >/dev/null
  git remote add origin "file://$PWD/../server.git"
  git push -q origin main
}

# push ARGUMENT...: git push as its user sees it, without the blanks that git puts behind what the
# server says. Of what dcr said, excerpts and reasons are left out.
push() {
  push_code=0
  git push "$@" >../push.log 2>&1 || push_code=$?
  echo "\$ git push $*"
  sed -e 's/ *$//' -e '/^remote:   *\(was\|why\|hits\|accept\|[0-9]* *│\)/d' -e '/^remote:$/d' \
    -e 's/: warning\[field_removed_undeprecated].*/: and its warning/' ../push.log
  echo "exit $push_code"
}

# break_users: takes the field that consumers read from contracts/users.yaml, under 1.1.0.
break_users() {
  sed -i -e '/name: ltv/,$d' -e 's/, ltv]/]/' -e 's/1\.0\.0/1.1.0/' "${1:-contracts/users.yaml}"
}

# served: the contracts of sample, committed and on the server.
served() {
  sample
  git checkout -q .
  server
}
