# shellcheck shell=sh
contract contracts/a.yaml a 1.0.0 id
