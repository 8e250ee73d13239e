#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Holds a report against what its format demands, stricter than any reader of it.

    strict.py FORMAT FILE [FOLDER]     FORMAT: sarif github gitlab junit markdown jsonl

Prints "FORMAT: N findings, as it should be" or every fault, and then ends with 1. With a FOLDER every
place has to be a line of a file that is there.
"""

import json
import pathlib
import re
import sys
import urllib.parse
import xml.etree.ElementTree

import jsonschema

HERE = pathlib.Path(__file__).resolve().parent
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def schema_faults(schema, document, root=None):
    validator = jsonschema.Draft202012Validator(schema, resolver=root)
    for error in sorted(validator.iter_errors(document), key=lambda e: list(map(str, e.absolute_path))):
        yield f"/{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"


def read_schema(name):
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def place_fault(folder, path, line):
    """Why there is no such line; None when there is, or where nothing is to be looked up."""
    if folder is None or path == "<stdin>":
        return None
    file = folder / path
    if pathlib.PurePosixPath(path).is_absolute():
        return f"{path} is absolute"
    if not file.is_file():
        return f"{path} is no file"
    return None if line <= max(1, file.read_bytes().count(b"\n")) else f"{path} has no line {line}"


def repeated(names):
    seen = set()
    return [name for name in names if name in seen or seen.add(name)]


def is_doubled(text):
    """Whether braces stand in pairs, as SARIF 3.11.5 wants them."""
    return not re.search(r"[{}]", text.replace("{{", "").replace("}}", ""))


def sarif(text, folder):
    document = json.loads(text)
    faults = list(schema_faults(read_schema("sarif.schema.json"), document))
    if faults:
        return 0, faults
    run = document["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    faults += [f"rule {name} is there twice" for name in repeated(rules)]
    prints = [json.dumps(result["partialFingerprints"]) for result in run["results"]]
    faults += [f"the fingerprint {name} is there twice" for name in repeated(prints)]
    for result in run["results"]:
        where = result["locations"][0]["physicalLocation"]
        region, words = where["region"], result["message"]["text"]
        if where["artifactLocation"]["uriBaseId"] not in run["originalUriBaseIds"]:
            faults.append("a place has no base")
        if rules[result["ruleIndex"]] != result["ruleId"]:
            faults.append(f"ruleIndex of {result['ruleId']} is that of another rule")
        if region.get("endColumn", 2) <= region.get("startColumn", 1):
            faults.append("a region is empty")
        if not is_doubled(words) or re.search(r"\]\(", words) or UNSAFE.search(words):
            faults.append(f"a message holds markup: {words!r}")
        path = urllib.parse.unquote(where["artifactLocation"]["uri"], errors="surrogateescape")
        faults.append(place_fault(folder, path, region["startLine"]))
    return len(run["results"]), faults


def gitlab(text, folder):
    document = json.loads(text)
    faults = list(schema_faults(read_schema("gitlab.schema.json"), document))
    if faults:
        return 0, faults
    faults += [f"the fingerprint {name} is there twice"
               for name in repeated(one["fingerprint"] for one in document)]
    for one in document:
        faults.append(place_fault(folder, one["location"]["path"], one["location"]["lines"]["begin"]))
        if UNSAFE.search(one["description"]) or "\n" in one["description"]:
            faults.append(f"a description holds a control character: {one['description']!r}")
    return len(document), faults


def junit_counts(element, cases):
    failing = [case for case in cases if case.find("failure") is not None]
    want = {"tests": len(cases), "failures": len(failing), "errors": 0, "skipped": 0}
    for name, number in want.items():
        if element.get(name) != str(number):
            yield f"{element.tag} says {name}={element.get(name)}, and there are {number}"


def junit_case(case, folder):
    if set(case.attrib) - {"file"} != {"name", "classname"} or not all(case.attrib.values()):
        yield f"a testcase has the attributes {sorted(case.attrib)}"
    for child in case:
        wanted = {"failure": {"message", "type"}, "system-out": set()}.get(child.tag)
        if wanted is None or set(child.attrib) != wanted or len(child):
            yield f"a testcase holds <{child.tag}> with {sorted(child.attrib)}"
        if UNSAFE.search((child.text or "") + child.get("message", "")):
            yield "a text holds a control character"
    if len(case.findall("failure")) > 1:
        yield "a testcase fails twice"
    if folder is not None:
        for line in (case.findtext("failure") or "").splitlines():
            place = re.match(r"([^ ].*?):(\d+)(?::\d+)?: (?:error|warning)\[", line)
            if place:
                yield place_fault(folder, place[1], int(place[2]))


def junit(text, folder):
    if not text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n'):
        return 0, ["there is no XML declaration"]
    root = xml.etree.ElementTree.fromstring(text.encode())
    faults = [] if root.tag == "testsuites" else [f"the root is <{root.tag}>"]
    faults += junit_counts(root, root.findall("testsuite/testcase"))
    for suite in root:
        if suite.tag != "testsuite" or not suite.get("name"):
            faults.append(f"<{suite.tag}> is no testsuite with a name")
        faults += junit_counts(suite, list(suite))
        for case in suite:
            faults += [f"<{case.tag}> is no testcase"] if case.tag != "testcase" else []
            faults += junit_case(case, folder)
    return len(root.findall("testsuite/testcase/failure")), faults


COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")
STOP = re.compile(r"::stop-commands::([0-9a-f]{64})")


def unescaped(text, of_property):
    for code, sign in (("%0D", "\r"), ("%0A", "\n")) + ((("%3A", ":"), ("%2C", ",")) if of_property else ()):
        text = text.replace(code, sign)
    if "%" in text.replace("%25", ""):
        raise ValueError(f"a percent sign stands alone: {text!r}")
    return text.replace("%25", "%")


def annotation(line):
    """(level, properties, message) of a workflow command."""
    parts = COMMAND.fullmatch(line)
    if not parts:
        raise ValueError(f"no annotation: {line!r}")
    properties = dict(part.split("=", 1) for part in parts[2].split(","))
    return parts[1], {k: unescaped(v, True) for k, v in properties.items()}, unescaped(parts[3], False)


def annotation_faults(level, properties, message, folder):
    rest = level == "notice" and set(properties) == {"title"}
    columns = {"col", "endColumn"} & set(properties)
    if not rest and set(properties) - columns != {"file", "line", "title"} or len(columns) == 1:
        yield f"an annotation has the properties {sorted(properties)}"
    if not message or UNSAFE.search(message.replace("\n", "")) or UNSAFE.search(properties["title"]):
        yield f"an annotation says {message!r}"
    if not rest:
        yield place_fault(folder, properties["file"], int(properties["line"]))


def github(text, folder):
    lines = text.split("\n")
    at, levels, faults = 0, [], []
    while at < len(lines) and COMMAND.match(lines[at]):
        one = annotation(lines[at])
        levels.append(one[0])
        faults += annotation_faults(*one, folder)
        at += 1
    if levels != sorted(levels, key=["error", "warning", "notice"].index):
        faults.append("errors do not come first")
    faults += [f"more than ten of {level}" for level in set(levels) if levels.count(level) > 10]
    stop = STOP.fullmatch(lines[at]) if at < len(lines) else None
    if stop:
        # The runner reads no command until the token comes; nobody else may have written it.
        end = lines.index(f"::{stop[1]}::")
        if lines[end + 1:] != [""] or any(stop[1] in line for line in lines[at + 1:end]):
            faults.append("the token stands in the wrong place")
    elif lines[at:] != [""]:
        faults.append(f"a line is not behind a token: {lines[at]!r}")
    return len(levels), faults


def without_code(line):
    """A line of Markdown without its code, where nothing means anything."""
    line = re.sub(r"<code>[^<]*</code>", "", line)
    return re.sub(r"(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)", "", line)


OWN_HTML = re.compile(r"<!-- dcr [a-z]+ -->|<details><summary>|</summary>|</details>")


def markdown(text, folder):
    faults, depth = [], 0
    if len(text) > 65536:
        faults.append("it is longer than a comment may be")
    for number, line in enumerate(text.split("\n"), 1):
        depth += line.count("<details>") - (line == "</details>")
        bare = OWN_HTML.sub("", without_code(line)).replace("**", "")
        bare = re.sub(r"\\.", "", bare)
        if re.search(r"[<>@#`~$\[\]!]|https?:|www\.|:[a-z_]+:|&(?!amp;|lt;|gt;|quot;)", bare.lstrip("#")):
            faults.append(f"line {number} holds markup: {line!r}")
        if line.startswith("|") and len(re.findall(r"(?<!\\)\|", line)) != 4:
            faults.append(f"line {number} is no row of three: {line!r}")
        if UNSAFE.search(line):
            faults.append(f"line {number} holds a control character: {line!r}")
    if depth:
        faults.append("a folded part is not closed")
    if not text.startswith("<!-- dcr ") or "\n### " not in text:
        faults.append("it has no heading")
    return sum(line.startswith("- **") for line in text.split("\n")), faults


def jsonl(text, folder):
    schemas = HERE.parent.parent / "schemas"
    schema = json.loads((schemas / "report-line.schema.json").read_text(encoding="utf-8"))
    base = jsonschema.RefResolver(schemas.as_uri() + "/", schema)
    lines = [json.loads(line) for line in text.split("\n")[:-1]]
    faults = [] if text.endswith("\n") else ["the last line does not end"]
    for line in lines:
        faults += schema_faults(schema, line, base)
    if [line["record"] for line in lines] != ["finding"] * (len(lines) - 1) + ["summary"]:
        faults.append("the records are not findings and one summary")
    for line in lines[:-1]:
        faults.append(place_fault(folder, line["anchor"]["path"], line["anchor"]["line"]))
    return len(lines) - 1, faults


FORMATS = {"sarif": sarif, "github": github, "gitlab": gitlab, "junit": junit, "markdown": markdown,
           "jsonl": jsonl}


def judge(name, text, folder=None):
    """(how many findings, the faults) of a report."""
    try:
        number, faults = FORMATS[name](text, folder)
    except (ValueError, KeyError, xml.etree.ElementTree.ParseError) as error:
        return 0, [f"cannot be read: {error!r}"]
    return number, [fault for fault in faults if fault]


def main():
    name, file, *rest = sys.argv[1:]
    text = pathlib.Path(file).read_bytes().decode("utf-8")
    number, faults = judge(name, text, pathlib.Path(rest[0]) if rest else None)
    for fault in faults:
        print(f"{name}: FAULT: {fault}")
    if not faults:
        print(f"{name}: {number} findings, as it should be")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
