# shellcheck shell=sh
registry
git branch "topic/a"
git branch "\$(touch\${IFS}pwned)"
