mod_files odd
write secrets.yaml <<'END'
globals: {pass: "hunter22"}
mods:
  one: {_type: odd, how: secret_error, password: "first line\nsecond \"line\"\n"}
  wrong: {_type: odd, how: "${password}", size: "${password}", password: "hunter22${"}
  other: {_type: odd, how: "hunter22", size: "${globals.pass}", password: "${pass}"}
END
write both.yaml <<'END'
mods:
  first: {_type: odd, how: secret, password: hunter22}
  second: {_type: odd, how: secret, password: "${mods.first.globals.url}"}
END
