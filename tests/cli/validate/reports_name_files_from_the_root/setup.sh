# shellcheck shell=sh
mkdir -p sub/deep ../outside
printf 'dataset_id: broken\n' | write sub/deep/broken.yaml
cp sub/deep/broken.yaml ../outside/
