# shellcheck shell=sh
mkdir -p bin etl
printf '#!/bin/sh\n' >bin/clean
chmod +x bin/clean
echo 'x = 1' >etl/empty.py
echo 'def run(' >etl/broken.py
echo '{"type": "object", "properties": {"limit": {"type": "integer"}}}' >clean.json
