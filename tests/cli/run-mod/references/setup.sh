mod_files odd
write refs.yaml <<'END'
globals: {day: 2024-08-12, base: "/data/${day}", stage: test, test_size: 7, list: [a, "${day}"]}
mods:
  typed:
    _type: odd
    how: ${base}/in.csv
    size: ${globals.${stage}_size}
    data: {list: "${list}", first: "${list.1}", home: "${env.LC_ALL}", text: "$${day}", self: "n=${size}"}
  wrong:
    _type: odd
    how: ${bas}
    size: ${globals.stag}
    data: ["${env.NOT_THERE}", "${mods.typd.globals.x}", "${open", "in ${list}", "${mods.typed.globals.x}"]
  cyclic: {_type: odd, how: "${data}", data: "<${how}>"}
END
