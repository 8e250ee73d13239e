// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace dcr::yaml {

/// Documents that use most of YAML, for tests that hold of every document.
[[nodiscard]] inline const std::vector<std::string>& sample_documents() {
  static const std::vector<std::string> documents{
      "a: 1\nb: [x, 'y', \"z\"]\nc: {d: e, f: }\n",
      "# head\nid: orders   # the name\nversion: \"1.0.0\"\nfields:\n  - name: id\n    type: "
      "integer\n"
      "  - name: note\n    description: >-\n      folded\n      text\n\n      more # no comment\n"
      "    type: string\n",
      "text: |\n  one\n   two\n\n  three\nkeep: |+\n  x\n\nstrip: >-\n  a\n  b\n\n   c\n  d\nend: "
      "1\n",
      "- a\n- - b\n  - c\n-\n- {k: v}\n- ? x\n  : y\n-\n  z: 1\n",
      "plain: one two\n  three\n\n  four\nquoted: \"one\n  two\\\n  three\"\nsingle: 'it''s\n  "
      "here'\n",
      "base: &base {a: 1, b: 2}\nuse: *base\nlist: &l\n  - *base\n  - x\nagain: *l\n",
      "é: ü\nключ: значение\n漢字: [一, 二]\n\"\\u00e8\": '🙂 x'\n",
      "---\na: 1\n---\n- b\n...\n# between\n---\nc\n",
      "%YAML 1.2\n---\na: !!str 1\nb: !!int \"3\"\nc: !!map {}\n",
      "empty:\nnull: null\ntilde: ~\nlast:\n",
      "a:\r\n  - b\r\n  - |\r\n    c\r\n    d\r\ne: f\r\n  g\r\n",
      "{\"a\": [1, 2.5, -3e2, true, null], \"b\": {\"c\": \"\\u00e9\\n\"}, \"d\": []}\n",
      "[a: b, {c: d}, [e], \"f\", g h]\n",
      "a: |2\n    two more\n   one\n  none\nb: >1\n x\n  y\nc: x#y\nd: http://e.f/g#h\n",
      "key with blanks : value\n\"quoted key\": 1\n'single': 2\n? explicit\n: 3\n",
      "a: [\n  x, # one\n  y\n]\nb: {\n  c: d,\n}\n",
      "- |\n literal\n- >\n folded\n\n- ''\n- \"\"\n- - - deep\n",
      "x: -1\ny: - 1\n",  // not YAML: problems on both sides
  };
  return documents;
}

}  // namespace dcr::yaml
