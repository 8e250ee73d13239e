# shellcheck shell=sh
served
git push -q origin main:topic
