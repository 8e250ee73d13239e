# shellcheck shell=sh
served
tip=$(git rev-parse HEAD)
seq 3000 | sed "s|.*|create refs/heads/topic/& $tip|" | git update-ref --stdin
