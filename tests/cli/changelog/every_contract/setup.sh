# orders moves its version and its file; users keeps its majors beside each other; a merge brings
# two versions at once.
contract contracts/orders.yaml orders 1.0.0 id amount
contract contracts/users_v1.yaml users 1.0.0 user_id
commit 'first contracts'
git mv contracts/orders.yaml contracts/sales.yaml
printf '  - {name: plan, type: string, required: false, enum: [free]}\n' >>contracts/sales.yaml
sed -i 's/1\.0\.0/1.1.0/' contracts/sales.yaml
commit 'orders: a plan'
git checkout -q -b proposal
contract contracts/users_v2.yaml users 2.0.0 user_id country
commit 'users: a second major'
sed -i 's/2\.0\.0/2.0.1/; s/^fields:/description: Users.\nfields:/' contracts/users_v2.yaml
commit 'users: described'
git checkout -q main
sed -i 's/1\.0\.0/1.0.1/; s/^fields:/description: Old users.\nfields:/' contracts/users_v1.yaml
commit 'users: a patch of the old line'
clock=$((clock + 60))
GIT_AUTHOR_DATE="$clock +0000" GIT_COMMITTER_DATE="$clock +0000" \
  git merge -q --no-ff -m 'take users 2' proposal
sed -i 's/1\.1\.0/2.0.0/; /name: amount/d' contracts/sales.yaml
sed -i 's/status: active/status: deprecated\ndeprecation_uri: https:\/\/example.com\/users-2/' contracts/users_v1.yaml
commit 'orders: no amount, users 1 retires'
