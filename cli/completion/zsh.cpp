// SPDX-License-Identifier: Apache-2.0
#include "cli/completion/completion.hpp"

namespace dcr::cli {

std::string_view zsh_completion() {
  return R"zsh(#compdef dcr
# zsh completion of dcr; printed by 'dcr completion zsh'

_dcr() {
  local paths before line
  local -a lines offers shown
  # (Q) takes quotes and escapes away, and expands nothing.
  lines=("${(@f)$(command dcr complete -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
  paths=${lines[1]%% *}
  before=${lines[1]#* }
  shift lines
  for line in $lines; do
    offers+=("${line%%$'\t'*}")
    if [[ -n ${line#*$'\t'} ]]; then
      shown+=("${line/$'\t'/  -- }")
    else
      shown+=("${line%%$'\t'*}")
    fi
  done
  if (( $#offers )); then
    compadd -l -V dcr -d shown -a -- offers
  fi
  if [[ $paths == files || $paths == folders ]]; then
    compset -p $#before
    if [[ $paths == files ]]; then
      _files
    else
      _files -/
    fi
  fi
  (( compstate[nmatches] ))
}

_dcr "$@"
)zsh";
}

}  // namespace dcr::cli
