// SPDX-License-Identifier: Apache-2.0
#include "core/check/push.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

using dcr::check::parse_pre_push;
using dcr::check::parse_pre_receive;
using dcr::check::PushRules;
using dcr::check::PushVerdict;
using dcr::check::RefUpdate;

namespace {

const std::string a(40, 'a');
const std::string b(40, 'b');
const std::string none(40, '0');

std::string text_of(const dcr::Result<std::vector<RefUpdate>>& updates) {
  if (!updates) return "error: " + updates.error().message;
  std::string text;
  for (const RefUpdate& one : *updates) {
    text += one.ref + " " + one.before.short_hex() + " " + one.after.short_hex() + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("parse_pre_receive reads old, new and reference") {
  CHECK(text_of(parse_pre_receive("")).empty());
  CHECK(text_of(parse_pre_receive(a + " " + b + " refs/heads/main\n" + b + " " + none +
                                  " refs/tags/v1\n")) ==
        "refs/heads/main aaaaaaa bbbbbbb\nrefs/tags/v1 bbbbbbb 0000000\n");
  // A last line without an end is a line.
  CHECK(text_of(parse_pre_receive(a + " " + b + " refs/heads/main")) ==
        "refs/heads/main aaaaaaa bbbbbbb\n");
}

TEST_CASE("parse_pre_push reads what the user typed, blanks and all") {
  CHECK(text_of(parse_pre_push(":/a fix " + b + " refs/heads/main " + a + "\n")) ==
        "refs/heads/main aaaaaaa bbbbbbb\n");
  CHECK(text_of(parse_pre_push("(delete) " + none + " refs/heads/main " + a + "\n")) ==
        "refs/heads/main aaaaaaa 0000000\n");
}

TEST_CASE("what is no line of git's is an error that shows it") {
  for (const std::string& line : std::to_array<std::string>(
           {"\n", "main\n", a + " " + b + "\n", a + " " + b + " main\n",
            a + "a " + b + " refs/heads/main\n", " " + a + " " + b + " refs/heads/main\n",
            a + " " + b + "  refs/heads/main\n", a + " " + b + " refs/heads/main \n"})) {
    CAPTURE(line);
    CHECK(text_of(parse_pre_receive(line)).starts_with("error: '"));
  }
  CHECK(text_of(parse_pre_receive("\x1b[2J\n")) ==
        "error: '\\x1b[2J' is no line that git writes to this hook");
  CHECK(text_of(parse_pre_push(b + " refs/heads/main " + a + "\n")).starts_with("error: '"));
}

TEST_CASE("patterns protect branches as globs match paths") {
  PushRules rules;
  CHECK_FALSE(rules.protects("main"));
  for (const char* pattern : {"main", "release/*", "hot/**"}) {
    rules.protected_branches.push_back(dcr::Glob::compile(pattern).value());
  }
  CHECK(rules.protects("main"));
  CHECK(rules.protects("release/1"));
  CHECK(rules.protects("hot/a/b"));
  CHECK_FALSE(rules.protects("release/1/fix"));
  CHECK_FALSE(rules.protects("maintenance"));
  CHECK_FALSE(rules.protects("topic/main"));
}

TEST_CASE("only a protected branch is refused") {
  PushVerdict verdict{.branch = "main"};
  verdict.is_deleted = true;
  CHECK_FALSE(verdict.is_refused());
  verdict.is_protected = true;
  CHECK(verdict.is_refused());
  verdict.is_deleted = false;
  CHECK_FALSE(verdict.is_refused());
  verdict.failure = dcr::Error{dcr::ErrorKind::unavailable, "missing", {}, {}};
  CHECK(verdict.is_refused());
  verdict.is_protected = false;
  CHECK_FALSE(verdict.is_refused());
}
