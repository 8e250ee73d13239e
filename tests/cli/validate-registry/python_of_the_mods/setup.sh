# shellcheck shell=sh
mods
mkdir -p bin etl/mods/sources .venv/bin
printf '#!/bin/sh\n' >bin/clean
chmod +x bin/clean
echo 'def run(params): return {}' >etl/mods/sources/csv_reader.py
# An environment that says it is another Python, and tells whoever starts it.
write .venv/bin/python3 <<'END'
#!/bin/sh
echo started >>started
exec /usr/bin/python3 "$@"
END
chmod +x .venv/bin/python3
