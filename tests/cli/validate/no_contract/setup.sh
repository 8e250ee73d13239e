# shellcheck shell=sh
echo 'just: [some, yaml]' | write values.yaml
: | write empty.yaml
echo '- 1' | write list.yaml
