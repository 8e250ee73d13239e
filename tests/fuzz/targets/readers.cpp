// SPDX-License-Identifier: Apache-2.0
// The smaller readers: the ledger, Decision Cards, observations, CSV, CODEOWNERS, moments, and what
// makes text safe to show.
#include "core/base/text.hpp"
#include "core/base/timestamp.hpp"
#include "core/formats/codeowners.hpp"
#include "core/formats/csv.hpp"
#include "core/formats/decision_card.hpp"
#include "core/formats/lifecycle.hpp"
#include "core/formats/observations.hpp"
#include "core/report/display_width.hpp"
#include "core/report/markdown.hpp"
#include "tests/fuzz/support/documents.hpp"
#include "tests/fuzz/support/expect.hpp"
#include "tests/fuzz/support/parts.hpp"
#include "tests/fuzz/targets.hpp"

#include <string>

namespace dcr::fuzz {
namespace {

constexpr std::size_t longest = 1U << 16U;

void ledger(std::string_view text) {
  const auto before = formats::parse_lifecycle(text);
  const auto version = Version::parse("1.2.3");
  const formats::LifecycleEntry entry{.status = Status::archived,
                                      .deprecation_uri = "https://x.example/#a",
                                      .message = "it's \"over\": so",
                                      .since = "2026-11-21"};
  const auto edited = formats::with_lifecycle_entry(text, "a.b", *version, entry);
  if (!before) {
    expect_sound(before.error(), text);
    expect(!edited.has_value(), "a broken ledger takes an entry");
    return;
  }
  if (!edited) return;
  const auto after = formats::parse_lifecycle(*edited);
  expect(after.has_value(), "an edited ledger is broken", *edited);
  const formats::LifecycleEntry* found = after->find("a.b", *version);
  expect(found != nullptr && found->status == entry.status && found->message == entry.message,
         "the ledger lost its entry", *edited);
  for (const auto& [name, versions] : before->names) {
    for (const auto& [number, old] : versions) {
      if (name == "a.b" && number == *version) continue;
      const formats::LifecycleEntry* kept = after->find(name, number);
      expect(kept != nullptr && kept->status == old.status, "the ledger lost another entry",
             *edited);
    }
  }
}

void tables(std::string_view text) {
  for (const char delimiter : {',', ';', '\t'}) {
    expect_sound(formats::parse_csv(text, delimiter).problems, text);
  }
  if (const auto observed = formats::read_observations(text, "x"); !observed) {
    expect_sound(observed.error(), text);
  }
  if (const auto owners = formats::parse_decision_card(text, "x"); !owners) {
    expect_sound(owners.error(), text);
  }
}

void codeowners(std::string_view text) {
  const formats::CodeownersBlock block =
      formats::codeowners_block({{std::string(text.substr(0, 64)), {{"@a/b", "", {}}}}});
  const auto once = formats::with_codeowners_block(text, "CODEOWNERS", block.text);
  if (!once) {
    expect_sound(once.error(), text);
    return;
  }
  const auto twice = formats::with_codeowners_block(*once, "CODEOWNERS", block.text);
  expect(twice && *twice == *once, "owners are written twice", *once);
}

void moment(std::string_view line) {
  const auto at = parse_timestamp(line);
  if (!at) return;
  const auto again = parse_timestamp(utc_text(at->seconds));
  expect(!again || again->seconds == at->seconds, "a moment is written as another", line);
}

void show(std::string_view text) {
  const std::string safe = printable(text);
  expect_printable(safe, Lines::one);
  expect(is_utf8(safe), "a printable text is no UTF-8");
  expect(report::display_width(safe) <= safe.size() * 2, "a text is wider than it can be");
  for (const std::string& shown :
       {report::markdown_text(text), report::markdown_code(text), report::markdown_sentence(text),
        report::html_text(text), report::markdown_link(text)}) {
    expect_printable(shown, Lines::one);
  }
}

}  // namespace

void fuzz_readers(std::string_view input) {
  if (input.size() > longest) return;
  ledger(input);
  tables(input);
  codeowners(input);
  show(input);
  for (const std::string_view line : lines_of(input, 4)) {
    moment(line);
    static_cast<void>(nearest(line, {"owners", "fields", "version"}));
    static_cast<void>(path_component(line));
  }
}

}  // namespace dcr::fuzz
