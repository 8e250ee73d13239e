# bash completion of dcr; printed by 'dcr completion bash'

_dcr_offer() {
  local word
  while IFS= read -r word; do COMPREPLY+=("$word"); done
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
  case $command,$prev in
    *,-C) _dcr_offer < <(compgen -d -- "$cur"); return ;;
    *,--color) _dcr_offer < <(compgen -W 'auto always never' -- "$cur"); return ;;
    check,--head) _dcr_offer < <(compgen -W "$(git for-each-ref --format='%(refname:short)' 2>/dev/null)" -- "$cur"); return ;;
    check,--against) _dcr_offer < <(compgen -W "$(git for-each-ref --format='%(refname:short)' 2>/dev/null)" -- "$cur"); return ;;
    check,--range) _dcr_offer < <(compgen -W "$(git for-each-ref --format='%(refname:short)' 2>/dev/null)" -- "$cur"); return ;;
    check,--mode) _dcr_offer < <(compgen -W 'backward backward_transitive forward forward_transitive full full_transitive none' -- "$cur"); return ;;
    check,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    check,--fail-on) _dcr_offer < <(compgen -W 'error warning never' -- "$cur"); return ;;
    validate,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    validate,--fail-on) _dcr_offer < <(compgen -W 'error warning never' -- "$cur"); return ;;
    rules,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
    explain,--format) _dcr_offer < <(compgen -W 'text json' -- "$cur"); return ;;
  esac
  case $command in
    '') _dcr_offer < <(compgen -W 'check validate init completion rules explain help -C --color -h --help --version' -- "$cur") ;;
    check)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '--staged --head --against --tip --range --mode --format --fail-on -q --quiet --all -C --color -h --help' -- "$cur")
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
    init)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '-C --color -h --help' -- "$cur")
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
        _dcr_offer < <(compgen -W "$(dcr rules --names 2>/dev/null)" -- "$cur")
      fi
      ;;
    help)
      if [[ $cur == -* ]]; then
        _dcr_offer < <(compgen -W '-C --color -h --help' -- "$cur")
      else
        _dcr_offer < <(compgen -W 'check validate init completion rules explain help' -- "$cur")
      fi
      ;;
  esac
}

complete -o bashdefault -o default -F _dcr dcr
