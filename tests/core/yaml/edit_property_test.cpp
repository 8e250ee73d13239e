// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/edit.hpp"
#include "core/yaml/parse.hpp"
#include "tests/core/yaml/samples.hpp"
#include "tests/support/yaml_paths.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <random>

namespace dcr::yaml {

namespace {

constexpr auto values = std::to_array<std::string_view>({"1.1.0",
                                                         "1.10",
                                                         "no",
                                                         "",
                                                         " ",
                                                         "a: b",
                                                         "x #y",
                                                         "'",
                                                         "\"",
                                                         "\\",
                                                         "it's \"so\"",
                                                         "a\nb\n",
                                                         "\t",
                                                         "-",
                                                         "---",
                                                         "...",
                                                         "- a",
                                                         "? a",
                                                         "{a}",
                                                         "[",
                                                         ",",
                                                         "*a",
                                                         "&a",
                                                         "!t",
                                                         "%d",
                                                         "@",
                                                         "`",
                                                         "|",
                                                         ">",
                                                         "~",
                                                         "null",
                                                         "2027-03-01",
                                                         "0x1F",
                                                         ".5",
                                                         "+1",
                                                         "1e3",
                                                         "\xC3\xA9 \xF0\x9F\x99\x82",
                                                         "\xC2\x85",
                                                         "\xE2\x80\xA8",
                                                         "\xEF\xBB\xBF",
                                                         "\x7F",
                                                         "\x01",
                                                         "a:",
                                                         ":a",
                                                         "a,b",
                                                         "a]b",
                                                         "<<",
                                                         "https://example.com/a?b=c&d#e",
                                                         "dcr:accept x",
                                                         "# no comment"});

const Node& at(const Stream& stream, const Path& path) {
  const Node* node = test::find(stream, path);
  REQUIRE(node != nullptr);
  return *node;
}

std::string with_crlf(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) out += '\r';
    out += text[i];
  }
  return out;
}

std::vector<std::string> variants(const std::string& text) {
  std::string without_end = text;
  while (!without_end.empty() && without_end.back() == '\n') without_end.pop_back();
  return {text, with_crlf(text), "\xEF\xBB\xBF" + text, without_end};
}

struct Tally {
  int right = 0;
  int refused = 0;
};

/// Whether `after` keeps the line ends of `before`: all with a carriage return, or none.
bool same_line_ends(const std::string& before, const std::string& after) {
  const auto count = [](const std::string& text, char c) {
    return std::count(text.begin(), text.end(), c);
  };
  const bool all = count(before, '\r') == count(before, '\n');
  return (all && count(after, '\r') == count(after, '\n')) ||
         (count(before, '\r') == 0 && count(after, '\r') == 0) || count(before, '\r') > 0;
}

void replace_everything(const std::string& text, Tally& tally, std::size_t value_step) {
  const Stream before = parse(text, "x.yaml");
  if (!before.ok()) return;
  std::size_t turn = 0;
  for (const Path& path : test::paths_of(before)) {
    const bool scalar = at(before, path).is_scalar();
    for (turn %= value_step; turn < values.size(); turn += value_step) {
      const std::string_view value = values[turn];
      CAPTURE(text);
      CAPTURE(value);
      const Result<std::string> edited = replace_value(text, "x.yaml", path, string_value(value));
      if (!edited) {
        REQUIRE(edited.error().where.has_value());
        REQUIRE(!edited.error().message.empty());
        ++tally.refused;
        continue;
      }
      CAPTURE(*edited);
      const Stream after = parse(*edited, "x.yaml");
      REQUIRE(after.ok());
      REQUIRE(at(after, path).is_string());
      REQUIRE(at(after, path).text == value);
      if (scalar) REQUIRE(test::all_but(after, path) == test::all_but(before, path));
      REQUIRE(same_line_ends(text, *edited));
      ++tally.right;
    }
  }
}

}  // namespace

TEST_CASE("every scalar of every sample takes every value, or the edit is refused") {
  Tally tally;
  for (const std::string& sample : sample_documents()) {
    for (const std::string& text : variants(sample)) replace_everything(text, tally, 7);
  }
  MESSAGE(tally.right, " edits, ", tally.refused, " refused");
  CHECK(tally.right > 2500);
  CHECK(tally.refused * 4 < tally.right);
}

TEST_CASE("a key is inserted into every mapping of every sample, or refused") {
  Tally tally;
  for (const std::string& sample : sample_documents()) {
    for (const std::string& text : variants(sample)) {
      const Stream before = parse(text, "x.yaml");
      if (!before.ok()) continue;
      std::vector<Path> paths = test::paths_of(before);
      for (std::size_t i = 0; i < before.documents.size(); ++i) paths.push_back({i, {}});
      for (Path path : paths) {
        if (!at(before, path).is_mapping()) continue;
        CAPTURE(text);
        const auto edited = insert_key(text, "x.yaml", path, "new key", string_value("a: b"), "b");
        tally.right += edited ? 1 : 0;
        tally.refused += edited ? 0 : 1;
        if (!edited) continue;
        CAPTURE(*edited);
        const Stream after = parse(*edited, "x.yaml");
        REQUIRE(after.ok());
        path.steps.emplace_back("new key");
        REQUIRE(at(after, path).text == "a: b");
      }
    }
  }
  MESSAGE(tally.right, " keys, ", tally.refused, " refused");
  CHECK(tally.right > 80);
  CHECK(tally.refused * 3 < tally.right);
}

TEST_CASE("edits of damaged texts are right or refused") {
  constexpr std::string_view bytes{"\t\n\r \"#%&'*,-.:<>?@[\\]`{|}!~a1\xC3\xFF", 31};
  std::minstd_rand random(20261121);
  Tally tally;
  for (int round = 0; round < 1500; ++round) {
    std::string text = sample_documents()[random() % sample_documents().size()];
    for (int change = 0; change < 2; ++change) {
      text.insert(random() % (text.size() + 1), 1, bytes[random() % bytes.size()]);
    }
    replace_everything(text, tally, 41);
  }
  CHECK(tally.right > 1000);
}

}  // namespace dcr::yaml
