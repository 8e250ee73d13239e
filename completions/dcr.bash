# bash completion of dcr; printed by 'dcr completion bash'

# Reads the line up to the cursor as the shell would, takes quotes and escapes away, and expands
# nothing. COMP_WORDS is of no use here: bash divides it at every character of COMP_WORDBREAKS, so
# that ns::name@1.0.0 is seven words. Sets: words; quote, the one that is open; kept, how many
# characters of the last word stay as they are, because readline replaces only what follows the last
# of those characters.
_dcr_read_line() {
  local line=${COMP_LINE:0:COMP_POINT} word='' begun='' char i
  words=() quote='' kept=0
  for ((i = 0; i < ${#line}; i++)); do
    char=${line:i:1}
    if [[ $quote == "'" ]]; then
      if [[ $char == "'" ]]; then quote='' kept=${#word}; else word+=$char; fi
    elif [[ $quote == '"' ]]; then
      if [[ $char == '"' ]]; then
        quote='' kept=${#word}
      elif [[ $char == \\ && ${line:i+1:1} == [\$\`\"\\] ]]; then
        i=$((i + 1)) word+=${line:i:1}
      else
        word+=$char
      fi
    elif [[ $char == [\'\"] ]]; then
      quote=$char begun=1 kept=${#word}
    elif [[ $char == \\ ]]; then
      i=$((i + 1)) begun=1 word+=${line:i:1}
    elif [[ $char == [[:space:]] ]]; then
      [[ -z $begun ]] || words+=("$word")
      word='' begun='' kept=0
    elif [[ $COMP_WORDBREAKS != *"$char"* ]]; then
      word+=$char begun=1
    elif [[ $char == [@\$] ]]; then
      # These two begin what readline replaces: hosts and variables are completed by them.
      kept=${#word} word+=$char begun=1
    else
      word+=$char begun=1 kept=${#word}
    fi
  done
  words+=("$word")
}

# Sets reply: the text so that it stands for itself, outside quotes or inside the open ones.
_dcr_quote() {
  local char i
  if [[ -z $quote ]]; then
    printf -v reply %q "$1"
    return
  fi
  reply=''
  for ((i = 0; i < ${#1}; i++)); do
    char=${1:i:1}
    if [[ $quote == "'" && $char == "'" ]]; then
      reply+="'\\''"
    elif [[ $quote == '"' && $char == [\$\`\"\\] ]]; then
      reply+=\\$char
    elif [[ $quote == '"' && $char == '!' ]]; then
      reply+="\"'!'\""
    else
      reply+=$char
    fi
  done
}

_dcr() {
  local words quote kept paths='' line reply
  COMPREPLY=()
  _dcr_read_line
  while IFS= read -r line; do
    if [[ -z $paths ]]; then
      paths=${line%% *}
      continue
    fi
    line=${line%%$'\t'*}
    _dcr_quote "${line:kept}"
    COMPREPLY+=("$reply")
  done < <(command dcr complete -- "${words[@]:1}" 2>/dev/null)
  case $paths in
    files) compopt -o default ;;
    folders) compopt -o dirnames ;;
    *) compopt +o default ;;
  esac
  compopt -o nosort
}

complete -F _dcr dcr
