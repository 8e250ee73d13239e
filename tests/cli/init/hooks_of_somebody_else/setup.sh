# shellcheck shell=sh
sample
git checkout -q .
git init -q --bare -b main --template= ../server.git
git remote add origin "file://$PWD/../server.git"
mkdir .git/hooks
printf '#!/bin/sh\necho "a formatter"\n' >.git/hooks/pre-commit
printf '#!/usr/bin/env bash\nset -e\necho "large files of:"\ncut -d " " -f 1,3\n' >.git/hooks/pre-push
chmod +x .git/hooks/*
