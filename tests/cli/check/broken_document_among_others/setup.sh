# shellcheck shell=sh
contract contracts/both.yaml orders 1.0.0 id
{
  echo '---'
  echo 'dataset_id: [users'
} >>contracts/both.yaml
