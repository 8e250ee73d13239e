# shellcheck shell=sh
read_by_many
