mod_files odd
write bad.yaml <<'END'
mods:
  one: {how: exit}
  two: {_type: od, how: exit}
  three: {_type: odd, how: 5, size: many, password: [secret-text]}
END
