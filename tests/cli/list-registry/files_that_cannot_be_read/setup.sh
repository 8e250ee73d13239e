# shellcheck shell=sh
registry
echo "dataset_id: [" >contracts/broken.yaml
