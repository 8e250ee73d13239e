# shellcheck shell=sh
mods
mkdir -p bin etl/mods/sources
printf '#!/bin/sh\n' >bin/clean
chmod +x bin/clean
echo 'def run(params): return {}' >etl/mods/sources/csv_reader.py
site=.venv/lib/python3.11/site-packages
write $site/frames-2.1.0.dist-info/METADATA <<'END'
Metadata-Version: 2.1
Name: frames
Version: 2.1.0
Provides-Extra: excel
Provides-Extra: Parquet_Files
Requires-Dist: sheets>=3.0; extra == 'excel'
Requires-Dist: arrows; (python_version > "3.0") and extra == "parquet-files"
Requires-Dist: nothing-here; python_version < "3" and extra == "excel"

Provides-Extra: of-the-body
END
write $site/sheets-2.9.dist-info/METADATA <<'END'
Name: sheets
END
