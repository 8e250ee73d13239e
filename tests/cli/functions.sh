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

# contract PATH NAME VERSION FIELD...: a small active contract whose fields are required strings.
contract() {
  contract_path=$1
  {
    printf 'dataset_id: %s\nversion: "%s"\nstatus: active\nowners:\n  - {team: growth}\nfields:\n' \
      "$2" "$3"
    shift 3
    for contract_field; do printf '  - {name: %s, type: string}\n' "$contract_field"; done
  } | write "$contract_path"
}

# sample: two committed contracts; then one loses a field that consumers read, under 1.1.0.
sample() {
  contract contracts/orders.yaml shop.orders 1.0.0 order_id
  write contracts/users.yaml <<'END'
dataset_id: users.daily_active
version: "1.0.0"
status: active
primary_key: [user_id]
owners:
  - {team: growth-platform, contact: "#growth-platform"}
consumers:
  - {name: dashboards/revenue, contact: "#bi-team", fields: [user_id, ltv]}
  - {name: churn-model, contact: "#ml"}
fields:
  - name: user_id
    type: string
  - name: ltv
    type: number
    required: false
END
  commit 'first contracts'
  sed -i -e '/name: ltv/,$d' -e 's/, ltv]/]/' -e 's/1\.0\.0/1.1.0/' contracts/users.yaml
}

# run COMMAND...: for cases of several steps: the command, all it says, and its exit code.
run() {
  echo "\$ $*"
  run_code=0
  "$@" 2>&1 || run_code=$?
  echo "exit $run_code"
}
