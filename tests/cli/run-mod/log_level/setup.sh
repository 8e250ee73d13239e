mod_files odd
