// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.hpp"
#include "core/yaml/parse.hpp"
#include "tests/core/yaml/samples.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>

namespace dcr::yaml {

namespace {

/// The bytes that mean something to YAML, and some that no text may hold.
constexpr std::string_view bytes{"\0\t\n\r \"#%&'*,-.:<>?@[\\]`{|}!~a1\x7F\x85\xC3\xFF", 34};

class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}

  std::string operator()(std::string text) {
    for (std::size_t changes = 1 + below(3); changes > 0; --changes) change(text);
    return text;
  }
  std::size_t below(std::size_t limit) { return random_() % limit; }

 private:
  void change(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    const char byte = bytes[below(bytes.size())];
    switch (below(5)) {
      case 0: text.resize(at); break;
      case 1: text.insert(at, 1, byte); break;
      case 2: text.erase(at, 1 + below(4)); break;
      case 3: text.insert(at, text.substr(at, 1 + below(12))); break;
      default:
        if (at < text.size()) text[at] = byte;
    }
  }

  std::minstd_rand random_;
};

/// Every place of a tree lies in its text, and every text is UTF-8 without stray line ends.
bool is_sound(const Node& node, int lines) {
  const auto inside = [&](const Span& at) {
    return at.begin.line >= 1 && at.begin.line <= lines && at.begin.column >= 1 && at.length >= 1;
  };
  if (!inside(node.at) || !is_utf8(node.text)) return false;
  for (const auto& item : node.items) {
    if (!is_sound(*item, lines)) return false;
  }
  for (const Entry& entry : node.entries) {
    if (!inside(entry.key_at) || !is_sound(*entry.value, lines)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("a damaged document gives problems or a tree, and places inside of it") {
  constexpr int rounds = 6000;
  Mutator mutate(20240117);
  int broken = 0;
  for (int round = 0; round < rounds; ++round) {
    const auto& documents = sample_documents();
    const std::string text = mutate(documents[mutate.below(documents.size())]);
    const auto lines = static_cast<int>(std::count(text.begin(), text.end(), '\n')) + 1;
    CAPTURE(text);
    const Stream stream = parse(text, round % 8 == 0 ? "x.json" : "x.yaml");
    broken += stream.ok() ? 0 : 1;
    for (const Problem& problem : stream.problems) {
      REQUIRE(!problem.message.empty());
      REQUIRE(is_utf8(problem.message));
      REQUIRE(problem.at.begin.line >= 1);
      REQUIRE(problem.at.begin.line <= lines);
      REQUIRE(problem.at.begin.column >= 1);
      REQUIRE(problem.at.length >= 1);
    }
    for (const Document& document : stream.documents) REQUIRE(is_sound(*document.root, lines));
  }
  CHECK(broken > rounds / 4);
  CHECK(broken < rounds);
}

}  // namespace dcr::yaml
