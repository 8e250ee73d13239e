# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# What `cmd` and `setup.sh` of every case may call.

clock=1767225600 # 2026-01-01; a commit made by `cmd` is a day younger than those of `setup.sh`

# write PATH: what stands on stdin becomes the file, its folders too.
write() {
  case $1 in */*) mkdir -p "${1%/*}" ;; esac
  cat >"$1"
}

# commit MESSAGE [OPTION...]: everything in the folder, a minute after the commit before.
commit() {
  commit_message=$1
  shift
  clock=$((clock + 60))
  GIT_AUTHOR_DATE="$clock +0000"
  GIT_COMMITTER_DATE="$clock +0000"
  export GIT_AUTHOR_DATE GIT_COMMITTER_DATE
  git add -A
  git commit -q -m "$commit_message" "$@"
}
