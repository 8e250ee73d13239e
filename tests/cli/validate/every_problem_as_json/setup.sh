# shellcheck shell=sh
printf 'dataset_id: users\nversion: "1"\nfields: []\n' | write bad.yaml
