# shellcheck shell=sh
sample
git checkout -q .
rm contracts/orders.yaml
echo 'accept: [{fingerprint: ccee42809290891f, until: 2027-03-01, reason: sold the shop}]' | write dcr.yaml
