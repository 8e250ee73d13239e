mod_files odd
write bad.yaml <<'END'
mods:
  three: {_type: odd, how: 5, password: "pass${word"}
  four: {_type: odd, how: "${env.NOT_THERE}", data: "${mods.three.globals.x}"}
END
