#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The checkers of tests/formats find what is wrong.

Golden cases hold every report against tests/formats/strict.py; here right reports pass it, and each
of the planted faults is found. The last line counts: "N passed, N failed".
"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "formats"))
import strict  # noqa: E402

PRINT = "0123456789abcdef"


def sarif(**changes):
    rule = {"id": "a_rule", "shortDescription": {"text": "a"}, "fullDescription": {"text": "b"},
            "help": {"text": "c", "markdown": "c"},
            "defaultConfiguration": {"enabled": True, "level": "error"}}
    place = {"artifactLocation": {"uri": changes.get("uri", "a%20b.yaml"), "uriBaseId": "%SRCROOT%"},
             "region": changes.get("region", {"startLine": 1, "startColumn": 2, "endColumn": 3})}
    result = {"ruleId": changes.get("rule", "a_rule"), "ruleIndex": 0, "level": changes.get("level", "error"),
              "message": {"text": changes.get("text", "gone")},
              "locations": [{"physicalLocation": place}],
              "partialFingerprints": {"dcr/v1": PRINT}, "suppressions": changes.get("suppressions", [])}
    run = {"tool": {"driver": {"name": "dcr", "semanticVersion": "1.0.0", "rules": [rule]}},
           "columnKind": changes.get("columns", "unicodeCodePoints"),
           "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "the root"}}},
           "invocations": [{"executionSuccessful": True}],
           "results": [result] * changes.get("times", 1)}
    return json.dumps({"$schema": "https://x/sarif-schema-2.1.0.json", "version": "2.1.0", "runs": [run]})


def gitlab(**changes):
    one = {"description": "gone", "check_name": "a_rule", "fingerprint": PRINT, "severity": "major",
           "location": {"path": "a.yaml", "lines": {"begin": 1}}}
    one["location"]["path"] = changes.pop("path", "a.yaml")
    times = changes.pop("times", 1)
    return json.dumps([{**one, **changes}] * times)


def junit(body='<failure message="gone" type="a_rule">text</failure>', failures=1, name="a", head=True):
    counts = f'tests="1" failures="{failures}" errors="0" skipped="0"'
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n' if head else ""
    return (f'{declaration}<testsuites name="dcr" {counts}><testsuite name="dcr" {counts}>'
            f'<testcase name="{name}" classname="b" file="c">{body}</testcase></testsuite></testsuites>\n')


TOKEN = "0" * 64
ERROR = "::error file=a.yaml,line=1,col=2,endColumn=3,title=a_rule::gone%0A100%25\n"
HEADING = "<!-- dcr check -->\n### dcr check: refused\n\n"

RIGHT = {
    "sarif": [sarif(), sarif(text="{{a}}"), sarif(suppressions=[{"kind": "inSource"}])],
    "gitlab": [gitlab(), "[]"],
    "junit": [junit(), junit(body="<system-out>fine</system-out>", failures=0)],
    "github": [ERROR, "", ERROR + f"::stop-commands::{TOKEN}\n::error::x\n::{TOKEN}::\n"],
    "markdown": [HEADING + "field `@all`\n", HEADING + "| `a\\|b` | 1 | c |\n"],
}
WRONG = {
    "sarif": [
        sarif(uri="/a.yaml"), sarif(uri="a b.yaml"), sarif(uri="file:///a.yaml"), sarif(uri="a%2.yaml"),
        sarif(region={"startLine": 0}), sarif(region={"startLine": 1, "endColumn": 3}),
        sarif(region={"startLine": 1, "startColumn": 3, "endColumn": 3}), sarif(rule="another"),
        sarif(level="info"), sarif(text="{a}"), sarif(text="[a](http://b)"), sarif(text="a\x1bb"),
        sarif(times=2), sarif(columns="utf16"), sarif(suppressions=[{"kind": "inline"}]),
    ],
    "gitlab": [
        gitlab(path="/a.yaml"), gitlab(path="./a.yaml"), gitlab(times=2), gitlab(severity="error"),
        gitlab(fingerprint=""), gitlab(description=""), gitlab(description="a\nb"), gitlab(extra=1), "{}", "",
    ],
    "junit": [
        junit(head=False), junit(failures=2), junit(name=""), junit(body="<failure>a</failure>"),
        junit(body='<failure message="a" type="b"><script/></failure>'), junit(body="]]>&"), junit(body="\x0b"),
        junit(body='<failure message="a" type="b"/><failure message="a" type="b"/>'), junit(name="a\x1b"),
    ],
    "github": [
        ERROR.replace("%25", "%"), ERROR.replace("gone", "%zz"), ERROR.replace(",title=a_rule", ""),
        ERROR.replace("a.yaml", "a,b.yaml"), ERROR * 11, ERROR.replace("error", "notice") + ERROR,
        ERROR + "::error::x\n", ERROR + "text\n", ERROR + f"::stop-commands::{TOKEN}\ntext\n",
        f"::stop-commands::{TOKEN}\n::{TOKEN}::\n::error::x\n::{TOKEN}::\n", ERROR.replace("gone", "\x1b"),
    ],
    "markdown": [
        HEADING + "field @all\n", HEADING + "<b>\n", HEADING + "| a | b | c | d |\n", HEADING + "see #12\n",
        HEADING + "[a](b)\n", HEADING + "a `b\n", HEADING + "<details><summary>a</summary>\n", "text\n",
        HEADING + "x" * 65536, HEADING + "http://a\n", HEADING + ":tada:\n", HEADING + "a\x1b\n",
    ],
    "jsonl": ["", "{}\n", '{"record": "summary"}\n'],
}


def main():
    failures, passed = [], 0
    for name, texts in RIGHT.items():
        for text in texts:
            faults = strict.judge(name, text)[1]
            passed += not faults
            failures += [f"{name}: a right report is refused: {faults} {text[:200]!r}"] if faults else []
    for name, texts in WRONG.items():
        for text in texts:
            faults = strict.judge(name, text)[1]
            passed += bool(faults)
            failures += [] if faults else [f"{name}: a wrong report passes: {text[:200]!r}"]
    for failure in failures:
        print(f"FAIL: {failure}")
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures else 0


sys.exit(main())
