# shellcheck shell=sh
contract contracts/good.yaml good 1.0.0 id
commit 'first'
printf 'dataset_id: "orders\nversion: "1.0.0"\n' | write contracts/quote.yaml
printf 'dataset_id: a\ndataset_id: b\n' | write contracts/twice.yaml
head -c 10000 /dev/zero | tr '\0' '[' | write contracts/deep.yaml
truncate -s 100M contracts/large.yaml
printf 'dataset_id: a\0b\n' | write contracts/nul.yaml
printf 'dataset_id: caf\351\n' | write contracts/latin.yaml
printf 'dataset_id: a\n\tversion: "1.0.0"\n' | write contracts/tab.yaml
{
  echo 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]'
  for n in 1 2 3 4 5 6 7 8 9; do
    a="*a$((n - 1))"
    echo "a$n: &a$n [$a, $a, $a, $a, $a, $a, $a, $a, $a, $a]"
  done
  echo 'dataset_id: *a9'
} | write contracts/laughs.yaml
