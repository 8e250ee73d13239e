// SPDX-License-Identifier: Apache-2.0
#include "core/schema/containment.hpp"

#include "tests/core/schema/schemas.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace dcr::schema {

namespace {

struct Case {
  std::string left;
  std::string relation;
  std::string right;
  Draft draft;
};

const std::map<std::string, Draft> drafts{{"draft-04", Draft::draft4},
                                          {"draft-06", Draft::draft6},
                                          {"draft-07", Draft::draft7},
                                          {"2019-09", Draft::draft2019_09},
                                          {"2020-12", Draft::draft2020_12}};

/// The pairs of containment_cases.txt, which says what its lines mean.
std::vector<Case> cases() {
  std::ifstream file(DCR_SOURCE_DIR "/tests/core/schema/containment_cases.txt");
  std::vector<Case> found;
  Draft draft = Draft::draft2020_12;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.starts_with("#")) continue;
    if (line.starts_with("draft ")) {
      draft = drafts.at(line.substr(6));
      continue;
    }
    std::size_t at = std::string::npos;
    for (const char* relation : {" == ", " << ", " >> ", " ## ", " =? ", " ?= ", " ?? "}) {
      at = std::min(at, line.find(relation));
    }
    REQUIRE_MESSAGE(at != std::string::npos, line);
    found.push_back({line.substr(0, at), line.substr(at + 1, 2), line.substr(at + 4), draft});
  }
  return found;
}

Schema compiled(const std::string& text, Draft draft) {
  CompileOptions options;
  options.default_draft = draft;
  options.unknown_keywords = std::nullopt;
  // A whole document is no flow value: "false" is.
  const Compilation made = Schema::compile(test::node("[" + text + "]")->items.front(), options);
  REQUIRE_MESSAGE(made.ok(), text << (made.ok() ? "" : made.problems.front().message));
  return *made.schema;
}

/// '=' contained, '!' not (with a witness that shows it), '?' undecidable.
char verdict(const Schema& writer, const Schema& reader) {
  const Containment found = containment(writer, reader, Policy::strict);
  switch (found.answer) {
    case Answer::contained: return '=';
    case Answer::undecidable: return '?';
    case Answer::not_contained: break;
  }
  CHECK(judge(writer.root(), *found.witness) == Validity::valid);
  CHECK(judge(reader.root(), *found.witness) == Validity::invalid);
  return '!';
}

std::string relation(const Schema& left, const Schema& right) {
  const std::string both{verdict(left, right), verdict(right, left)};
  static const std::map<std::string, std::string> names{
      {"==", "=="}, {"=!", "<<"}, {"!=", ">>"}, {"!!", "##"}};
  const auto name = names.find(both);
  return name == names.end() ? both : name->second;
}

}  // namespace

TEST_CASE("pairs of schemas relate as their keywords say") {
  const std::vector<Case> all = cases();
  CHECK(all.size() > 250);
  for (const Case& one : all) {
    CAPTURE(one.left);
    CAPTURE(one.right);
    const Schema left = compiled(one.left, one.draft);
    const Schema right = compiled(one.right, one.draft);
    CHECK(relation(left, right) == one.relation);
  }
}

TEST_CASE("what holds of all sets holds of schemas") {
  const std::vector<Case> all = cases();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Case& one = all[i];
    // Definitions are found from the root, and a reference stands alone in older drafts.
    if (one.left.find('$') != std::string::npos || one.right.find('$') != std::string::npos)
      continue;
    const bool has_booleans = one.draft != Draft::draft4;
    const std::string& a = one.left;
    const std::string& b = one.right;
    CAPTURE(a);
    CAPTURE(b);
    const Schema left = compiled(a, one.draft);
    const auto is_in = [&](const std::string& writer, const std::string& reader) {
      return verdict(compiled(writer, one.draft), compiled(reader, one.draft));
    };
    CHECK(verdict(left, left) == '=');
    CHECK(verdict(left, compiled("{}", one.draft)) == '=');
    CHECK(is_in(fmt::format("{{allOf: [{}, {}]}}", a, b), a) == '=');
    CHECK(is_in(a, fmt::format("{{anyOf: [{}, {}]}}", b, a)) == '=');
    CHECK(is_in(a, fmt::format("{{not: {{not: {}}}}}", a)) == '=');
    if (has_booleans) CHECK(is_in("false", a) == '=');
  }
}

TEST_CASE("containment is transitive") {
  const std::vector<Case> all = cases();
  std::map<std::pair<std::string, std::string>, bool> known;
  for (std::size_t i = 0; i + 2 < all.size(); ++i) {
    if (all[i].draft != all[i + 2].draft) continue;
    const std::array<std::string, 4> texts{all[i].left, all[i].right, all[i + 1].left,
                                           all[i + 2].right};
    std::array<std::array<bool, 4>, 4> in{};
    for (std::size_t a = 0; a < 4; ++a) {
      for (std::size_t b = 0; b < 4; ++b) {
        const auto [at, is_new] = known.try_emplace({texts[a], texts[b]}, false);
        if (is_new) {
          at->second = containment(compiled(texts[a], all[i].draft),
                                   compiled(texts[b], all[i].draft), Policy::strict)
                           .answer == Answer::contained;
        }
        in[a][b] = at->second;
      }
    }
    for (std::size_t a = 0; a < 4; ++a) {
      for (std::size_t b = 0; b < 4; ++b) {
        for (std::size_t c = 0; c < 4; ++c) {
          CHECK_MESSAGE((!in[a][b] || !in[b][c] || in[a][c]),
                        texts[a] << " in " << texts[b] << " in " << texts[c]);
        }
      }
    }
  }
}

}  // namespace dcr::schema
