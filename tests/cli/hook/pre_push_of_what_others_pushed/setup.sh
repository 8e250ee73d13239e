# shellcheck shell=sh
served
rm ../server.git/hooks/pre-receive
dcr init --hooks >/dev/null
git clone -q ../server.git ../other
echo note >../other/note.md
git -C ../other add -A
git -C ../other commit -q -m 'of somebody else'
git -C ../other push -q origin main
