# shellcheck shell=sh
echo 'compatibility: backward_transitive' | write dcr.yaml
contract contracts/orders.yaml orders 1.0.0 id note
sed -i 's/note, type: string/note, type: string, required: false/' contracts/orders.yaml
commit 'first'
contract contracts/orders.yaml orders 1.1.0 id note
sed -i 's/note, type: string/note, type: string, aliases: [x]/' contracts/orders.yaml
commit 'the note is required now'
contract contracts/orders.yaml orders 1.2.0 id note more
sed -i 's/more, type: string/more, type: string, required: false/' contracts/orders.yaml
