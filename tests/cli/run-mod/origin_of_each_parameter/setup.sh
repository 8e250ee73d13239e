mod_files sample
