# shellcheck shell=sh
truncate -s 100M large.yaml
truncate -s 20M middling.yaml
