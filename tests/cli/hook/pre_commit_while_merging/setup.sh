# shellcheck shell=sh
sample
git checkout -q .
git checkout -q -b topic
sed -i -e 's/1\.0\.0/1.1.0/' -e '$a\  - {name: note, type: string, required: false}' contracts/orders.yaml
commit 'a field'
git checkout -q main
echo note >notes.md
commit 'no contract'
dcr init --hooks >/dev/null
git merge -q --no-commit topic
