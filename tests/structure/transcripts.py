# SPDX-License-Identifier: Apache-2.0
"""What README.md shows of dcr's answers is what dcr answers: each block of ```text is found, line
after line, in what a golden case expects. Blanks at the end of a line are git's, not dcr's."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def lines_of(text):
    return [line.rstrip() for line in text.splitlines()]


def has_run(lines, wanted):
    """Whether `wanted` stands in `lines` as one run."""
    return any(lines[i:i + len(wanted)] == wanted for i in range(len(lines) - len(wanted) + 1))


def main():
    answers = [lines_of(path.read_text(errors="replace"))
               for path in sorted(ROOT.glob("tests/cli/*/*/stdout"))]
    blocks = re.findall(r"^```text\n(.*?)^```$", (ROOT / "README.md").read_text(), re.M | re.S)
    failed = 0
    for block in blocks:
        if not any(has_run(answer, lines_of(block)) for answer in answers):
            failed += 1
            print("FAIL README.md shows what no golden case expects:\n" + block)
    if not blocks:
        failed += 1
        print("FAIL README.md shows no answer of dcr's")
    print("%d passed, %d failed" % (max(0, len(blocks) - failed), failed))
    return failed > 0


sys.exit(main())
