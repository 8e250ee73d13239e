mod_files odd
write script.py <<'END'
def work():
    raise ValueError("not today")


work()
END
printf 'def\n' >broken.py
