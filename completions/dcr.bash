# bash completion of dcr; printed by 'dcr completion bash'

_dcr_offer() {
  local word
  while IFS= read -r word; do COMPREPLY+=("$word"); done
}

# Not compgen -W: it would expand what a repository calls its branches and contracts.
_dcr_offer_lines() {
  local word
  while IFS= read -r word; do
    [[ $word == "$cur"* ]] && COMPREPLY+=("$(printf '%q' "$word")")
  done
}

_dcr() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command='' i
  COMPREPLY=()
  # bash divides --color=never into three words.
  if [[ $cur == '=' ]]; then
    cur=''
  elif [[ $prev == '=' ]]; then
    prev=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      -C | --color) ((i++)) ;;
      -* | =) ;;
      *)
        command=${COMP_WORDS[i]}
        break
        ;;
    esac
  done
  case $command in
    list) command=list-registry ;;
  esac
  case $command,$prev in
    *,-C) _dcr_offer < <(compgen -d -- "$cur"); return ;;
    *,--color) _dcr_offer < <(compgen -W 'auto always never' -- "$cur"); return ;;
    check,--head) _dcr_offer_lines < <(git for-each-ref --format='%(refname:short)' 2>/dev/null); return ;;
    check,--against) _dcr_offer_lines < <(git for-each-ref --format='%(refname:short)' 2>/dev/null); return ;;
    check,--range) _dcr_offer_lines < <(git for-each-ref --format='%(refname:short)' 2>/dev/null); return ;;
    check,--mode) _dcr_offer < <(compgen -W 'backward backward_transitive forward forward_transitive full full_transitive none' -- "$cur"); return ;;
    check,--format) _dcr_offer < <(compgen -W 'text json jsonl sarif github gitlab junit markdown' -- "$cur"); return ;;
    check,--fail-on) _dcr_offer < <(compgen -W 'error warning never' -- "$cur"); return ;;
    validate,--format) _dcr_offer < <(compgen -W 'text json jsonl sarif github gitlab junit markdown' -- "$cur"); return ;;
    validate,--fail-on) _dcr_offer < <(compgen -W 'error warning never' -- "$cur"); return ;;
    gate,--kind) _dcr_offer < <(compgen -W 'contract model' -- "$cur"); return ;;
    gate,--at) _dcr_offer_lines < <(git for-each-ref --format='%(refname:short)' 2>/dev/null); return ;;
    gate,--registry) _dcr_offer < <(compgen -d -- "$cur"); return ;;
    gate,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    freshness,--observed) :; return ;;
    freshness,--from) :; return ;;
    freshness,--now) :; return ;;
    freshness,--at) _dcr_offer_lines < <(git for-each-ref --format='%(refname:short)' 2>/dev/null); return ;;
    freshness,--registry) _dcr_offer < <(compgen -d -- "$cur"); return ;;
    freshness,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    sync,--registry) _dcr_offer < <(compgen -d -- "$cur"); return ;;
    sync,--namespace) :; return ;;
    sync,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    validate-registry,--timeout) :; return ;;
    validate-registry,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    list-registry,--kind) _dcr_offer < <(compgen -W 'contract model mod' -- "$cur"); return ;;
    list-registry,--category) :; return ;;
    list-registry,--name) :; return ;;
    list-registry,--namespace) :; return ;;
    list-registry,--owner) :; return ;;
    list-registry,--status) _dcr_offer < <(compgen -W 'draft active deprecated archived' -- "$cur"); return ;;
    list-registry,--limit) :; return ;;
    list-registry,--offset) :; return ;;
    list-registry,--at) _dcr_offer_lines < <(git for-each-ref --format='%(refname:short)' 2>/dev/null); return ;;
    list-registry,--registry) _dcr_offer < <(compgen -d -- "$cur"); return ;;
    list-registry,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    show,--kind) _dcr_offer < <(compgen -W 'contract model' -- "$cur"); return ;;
    show,--at) _dcr_offer_lines < <(git for-each-ref --format='%(refname:short)' 2>/dev/null); return ;;
    show,--registry) _dcr_offer < <(compgen -d -- "$cur"); return ;;
    show,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    versions,--kind) _dcr_offer < <(compgen -W 'contract model' -- "$cur"); return ;;
    versions,--at) _dcr_offer_lines < <(git for-each-ref --format='%(refname:short)' 2>/dev/null); return ;;
    versions,--registry) _dcr_offer < <(compgen -d -- "$cur"); return ;;
    versions,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    diff,--mode) _dcr_offer < <(compgen -W 'backward backward_transitive forward forward_transitive full full_transitive none' -- "$cur"); return ;;
    diff,--format) _dcr_offer < <(compgen -W 'text json jsonl sarif github gitlab junit markdown' -- "$cur"); return ;;
    diff,--kind) _dcr_offer < <(compgen -W 'contract model' -- "$cur"); return ;;
    diff,--registry) _dcr_offer < <(compgen -d -- "$cur"); return ;;
    changelog,--since) :; return ;;
    changelog,--kind) _dcr_offer < <(compgen -W 'contract model' -- "$cur"); return ;;
    changelog,--at) _dcr_offer_lines < <(git for-each-ref --format='%(refname:short)' 2>/dev/null); return ;;
    changelog,--registry) _dcr_offer < <(compgen -d -- "$cur"); return ;;
    changelog,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    owners,--output) :; return ;;
    owners,--from-decision-card) :; return ;;
    owners,--write) _dcr_offer_lines < <(dcr list-registry --names --include-deprecated 2>/dev/null); return ;;
    owners,--at) _dcr_offer_lines < <(git for-each-ref --format='%(refname:short)' 2>/dev/null); return ;;
    owners,--registry) _dcr_offer < <(compgen -d -- "$cur"); return ;;
    owners,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    impact,--field) :; return ;;
    impact,--at) _dcr_offer_lines < <(git for-each-ref --format='%(refname:short)' 2>/dev/null); return ;;
    impact,--registry) _dcr_offer < <(compgen -d -- "$cur"); return ;;
    impact,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    mod-info,--at) _dcr_offer_lines < <(git for-each-ref --format='%(refname:short)' 2>/dev/null); return ;;
    mod-info,--registry) _dcr_offer < <(compgen -d -- "$cur"); return ;;
    mod-info,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    register,--mode) _dcr_offer < <(compgen -W 'backward backward_transitive forward forward_transitive full full_transitive none' -- "$cur"); return ;;
    register,-m) :; return ;;
    register,--message) :; return ;;
    register,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    register,--schema) :; return ;;
    register,--name) :; return ;;
    register,--version) :; return ;;
    register,--namespace) :; return ;;
    register,--meta) :; return ;;
    register,--registered-by) :; return ;;
    import,--namespace) :; return ;;
    import,--out) _dcr_offer < <(compgen -d -- "$cur"); return ;;
    import,--only) :; return ;;
    import,--version-from) _dcr_offer < <(compgen -W 'dcr' -- "$cur"); return ;;
    import,--registered-by) :; return ;;
    import,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    bump,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    deprecate,--uri) :; return ;;
    deprecate,-m) :; return ;;
    deprecate,--message) :; return ;;
    deprecate,--kind) _dcr_offer < <(compgen -W 'contract model' -- "$cur"); return ;;
    deprecate,--now) :; return ;;
    deprecate,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    archive,--kind) _dcr_offer < <(compgen -W 'contract model' -- "$cur"); return ;;
    archive,--now) :; return ;;
    archive,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    remove,--kind) _dcr_offer < <(compgen -W 'contract model' -- "$cur"); return ;;
    remove,--now) :; return ;;
    remove,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    register-mod,--command) :; return ;;
    register-mod,--name) :; return ;;
    register-mod,--mod-version) :; return ;;
    register-mod,--description) :; return ;;
    register-mod,--category) :; return ;;
    register-mod,--author) :; return ;;
    register-mod,--metadata) :; return ;;
    register-mod,--schema) :; return ;;
    register-mod,--param) :; return ;;
    register-mod,--input) :; return ;;
    register-mod,--output) :; return ;;
    register-mod,--produces) :; return ;;
    register-mod,--consumes) :; return ;;
    register-mod,--package) :; return ;;
    register-mod,--python) :; return ;;
    register-mod,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    run-mod,--params) :; return ;;
    run-mod,--set) :; return ;;
    run-mod,--timeout) :; return ;;
    run-mod,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    run-mod,--result) :; return ;;
    run-script,--params) :; return ;;
    run-script,--set) :; return ;;
    run-script,--timeout) :; return ;;
    init,--ci) _dcr_offer < <(compgen -W 'github gitlab' -- "$cur"); return ;;
    doctor,--registry) _dcr_offer < <(compgen -d -- "$cur"); return ;;
    doctor,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    rules,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    explain,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
  esac
  case $command in
    '') _dcr_offer < <(compgen -W 'check validate gate freshness sync validate-registry hook list-registry list show versions diff changelog owners impact mod-info register import bump deprecate archive remove register-mod run-mod run-script init doctor completion rules explain help -C --color -h --help --version' -- "$cur") ;;
    check)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--staged --head --against --tip --range --mode --format --fail-on -q --quiet --all --audit -C --color -h --help' -- "$cur")
      else
        :
      fi
      ;;
    validate)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--strict --format --fail-on -q --quiet -C --color -h --help' -- "$cur")
      else
        :
      fi
      ;;
    gate)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--kind --at --registry --format -C --color -h --help' -- "$cur")
      else
        _dcr_offer_lines < <(dcr list-registry --names --include-deprecated 2>/dev/null)
      fi
      ;;
    freshness)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--observed --from --all --now --at --registry --format -C --color -h --help' -- "$cur")
      else
        _dcr_offer_lines < <(dcr list-registry --names --include-deprecated 2>/dev/null)
      fi
      ;;
    sync)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--registry --namespace --global --best-effort --format -C --color -h --help' -- "$cur")
      else
        _dcr_offer_lines < <(dcr list-registry --names --include-deprecated 2>/dev/null)
      fi
      ;;
    validate-registry)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--import --timeout --without-dependencies --format -C --color -h --help' -- "$cur")
      else
        :
      fi
      ;;
    hook)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '-C --color -h --help' -- "$cur")
      else
        :
      fi
      ;;
    list-registry)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--kind --category --name --namespace --global --owner --status --include-deprecated --names --namespaces --limit --offset --at --registry --format -C --color -h --help' -- "$cur")
      else
        :
      fi
      ;;
    show)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--schema --raw --kind --at --registry --format -C --color -h --help' -- "$cur")
      else
        _dcr_offer_lines < <(dcr list-registry --names --include-deprecated 2>/dev/null)
      fi
      ;;
    versions)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--kind --at --registry --format -C --color -h --help' -- "$cur")
      else
        _dcr_offer_lines < <(dcr list-registry --names --include-deprecated 2>/dev/null)
      fi
      ;;
    diff)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--mode --exit-code --format -q --quiet --kind --registry -C --color -h --help' -- "$cur")
      else
        _dcr_offer_lines < <(dcr list-registry --names --include-deprecated 2>/dev/null)
      fi
      ;;
    changelog)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--since --kind --at --registry --format -C --color -h --help' -- "$cur")
      else
        _dcr_offer_lines < <(dcr list-registry --names --include-deprecated 2>/dev/null)
      fi
      ;;
    owners)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--codeowners --output --from-decision-card --write --dry-run --at --registry --format -C --color -h --help' -- "$cur")
      else
        _dcr_offer_lines < <(dcr list-registry --names --include-deprecated 2>/dev/null)
      fi
      ;;
    impact)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--field --at --registry --format -C --color -h --help' -- "$cur")
      else
        _dcr_offer_lines < <(dcr list-registry --names --include-deprecated 2>/dev/null)
      fi
      ;;
    mod-info)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--at --registry --format -C --color -h --help' -- "$cur")
      else
        :
      fi
      ;;
    register)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--mode --tag -m --message --dry-run --allow-overwrite --format --schema --name --version --namespace --meta --registered-by -C --color -h --help' -- "$cur")
      else
        :
      fi
      ;;
    import)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--namespace --out --only --version-from --registered-by --dry-run --exit-code --format -C --color -h --help' -- "$cur")
      else
        :
      fi
      ;;
    bump)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--write --format -C --color -h --help' -- "$cur")
      else
        _dcr_offer_lines < <(dcr list-registry --names --include-deprecated 2>/dev/null)
      fi
      ;;
    deprecate)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--uri -m --message --kind --dry-run --now --format -C --color -h --help' -- "$cur")
      else
        _dcr_offer_lines < <(dcr list-registry --names --include-deprecated 2>/dev/null)
      fi
      ;;
    archive)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--kind --dry-run --now --format -C --color -h --help' -- "$cur")
      else
        _dcr_offer_lines < <(dcr list-registry --names --include-deprecated 2>/dev/null)
      fi
      ;;
    remove)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--force --kind --dry-run --now --format -C --color -h --help' -- "$cur")
      else
        _dcr_offer_lines < <(dcr list-registry --names --include-deprecated 2>/dev/null)
      fi
      ;;
    register-mod)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--command --name --mod-version --description --category --author --metadata --schema --param --no-params --input --output --produces --consumes --package --python --without-dependencies --dry-run --format -C --color -h --help' -- "$cur")
      else
        :
      fi
      ;;
    run-mod)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--params --set --timeout --all --dry-run --locked --format --result -C --color -h --help' -- "$cur")
      else
        :
      fi
      ;;
    run-script)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--params --set --timeout --sdk-path -C --color -h --help' -- "$cur")
      else
        :
      fi
      ;;
    init)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--hooks --ci -C --color -h --help' -- "$cur")
      else
        :
      fi
      ;;
    doctor)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--registry --format -C --color -h --help' -- "$cur")
      else
        :
      fi
      ;;
    completion)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '-C --color -h --help' -- "$cur")
      else
        _dcr_offer < <(compgen -W 'bash zsh fish' -- "$cur")
      fi
      ;;
    rules)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--format --names -C --color -h --help' -- "$cur")
      else
        :
      fi
      ;;
    explain)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--format -C --color -h --help' -- "$cur")
      else
        _dcr_offer_lines < <(dcr rules --names 2>/dev/null)
      fi
      ;;
    help)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '-C --color -h --help' -- "$cur")
      else
        _dcr_offer < <(compgen -W 'check validate gate freshness sync validate-registry hook list-registry list show versions diff changelog owners impact mod-info register import bump deprecate archive remove register-mod run-mod run-script init doctor completion rules explain help' -- "$cur")
      fi
      ;;
  esac
}

complete -o bashdefault -o default -F _dcr dcr
