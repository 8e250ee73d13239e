# shellcheck shell=sh
served
sed -i '/name: user_id/i\  # dcr:accept field_removed reason="nobody reads it"' contracts/users.yaml
commit 'accept that user_id goes'
git push -q origin main
sed -i '/dcr:accept/d' contracts/users.yaml
break_users
sed -i 's/^fields:/&\n  # dcr:accept field_removed(ltv) reason="nobody reads it"/' contracts/users.yaml
