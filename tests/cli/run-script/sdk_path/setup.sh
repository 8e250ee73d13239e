mod_files odd
write datapy/__init__.py <<'END'
OWN = 1
END
