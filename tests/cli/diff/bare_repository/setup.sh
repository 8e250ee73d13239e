sample
commit second
git clone -q --bare . ../bare
printf '  - {name: plan, type: string, required: false}\n' >>contracts/users.yaml
