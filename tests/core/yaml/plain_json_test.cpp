// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/plain_json.hpp"

#include "core/yaml/check_text.hpp"
#include "core/yaml/json_reader.hpp"
#include "core/yaml/reading.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <random>
#include <string>
#include <string_view>

namespace dcr::yaml {
namespace {

std::string place(Span at) {
  return fmt::format("{}:{}+{}", at.begin.line, at.begin.column, at.length);
}

/// A tree with everything that is known of it.
std::string described(const Node& node) {
  std::string out = fmt::format("{}{}{}'{}'", static_cast<int>(node.kind), node.quoted ? "q" : "",
                                place(node.at), node.text);
  for (const auto& item : node.items) out += fmt::format("[{}]", described(*item));
  for (const Entry& entry : node.entries) {
    out += fmt::format("{{'{}'{} {}}}", entry.key, place(entry.key_at), described(*entry.value));
  }
  return out;
}

/// Holds the one reader against the other.
void compare(const std::string& text, const Limits& limits = {}) {
  if (check_text(text, limits.bytes)) return;
  const auto plain = read_plain_json(text, limits);
  const std::string lines = plain_text(text);
  const JsonReading thorough = read_json(Source(lines), limits);
  const bool good = thorough.stream.problems.empty() && !thorough.stream.documents.empty();
  INFO(text);
  REQUIRE((plain != nullptr) == good);
  if (good) CHECK(described(*plain) == described(*thorough.stream.documents.front().root));
}

constexpr auto samples = std::to_array<std::string_view>({
    "{}",
    " [ ] ",
    "{\n  \"a\": {  \n    \"b\": [1, -2.50, 3e2, 4E-1, 0, -0, 1.0],\n    \"c\": null\n  },\n"
    "  \"d\": [true, false, {\"e\": \"f\"}, []]\n}\n",
    R"({"é": "ü 漢字 🙂", "\u00e8": "\ud83d\ude42 \b\f\n\r\t\/\\\"", "": {"x": ["é", 1]}, "z": 1})",
    "[123456789012345678901234567890, 0.1, \"\\u0000\"]",
    "[\"a\",\n\n  \"b\"\t,\n\"c\"   \n]\n\n",
    "{\r\n \"a\": [ \r\n1\r\n, {}],\r\n\"b\": 2}\r\n",
    "{\"a\": 1, \"a\": 2}",
    "{\"a\": 1,}",
    "[1,, 2]",
    "[01]",
    "[1.]",
    "[.5]",
    "[+1]",
    "[-]",
    "[1e999]",
    "[nul]",
    "[\"a\tb\"]",
    "[\"\\x\"]",
    "[\"\\ud83d\"]",
    "[\"\\ude42\"]",
    "[\"\\u12\"]",
    "{\"a\"}",
    "{\"a\": }",
    "{a: 1}",
    "[\"a",
    "[1",
    "{\"a\": 1",
    "[] []",
    "[1] x",
    "",
    "1",
    "\"text\"",
});

TEST_CASE("both readers of JSON see the same") {
  for (const std::string_view sample : samples) compare(std::string(sample));
}

TEST_CASE("both readers of JSON see the same in what is almost JSON") {
  constexpr std::string_view bytes = "\t\n \"{}[]:,\\u0123456789.-+eE\xC3\xA9truefalsn/~";
  std::mt19937 random(1);
  const auto below = [&](std::size_t limit) { return random() % limit; };
  for (int round = 0; round < 4000; ++round) {
    std::string text(samples[below(samples.size())]);
    for (std::size_t changes = below(3); changes > 0; --changes) {
      const std::size_t at = below(text.size() + 1);
      switch (below(3)) {
        case 0: text.insert(at, 1, bytes[below(bytes.size())]); break;
        case 1: text.erase(at, 1 + below(3)); break;
        default: text.insert(at, text.substr(at, 1 + below(9)));
      }
    }
    compare(text);
  }
}

TEST_CASE("both readers of JSON see the same number of keys") {
  std::string many;
  for (int i = 0; i < 40; ++i) many += fmt::format("{}\"k{}\": {}", i == 0 ? "" : ", ", i, i);
  compare("{" + many + "}");
  compare("{" + many + ", \"k7\": 0}");
}

TEST_CASE("both readers of JSON stop at the same limits") {
  const Limits small{.bytes = 1000, .depth = 3, .expanded = 8};
  compare("[[[1]]]", small);
  compare("[[[[1]]]]", small);
  compare("{\"a\": {\"b\": {}}}", small);
  compare("{\"a\": {\"b\": {\"c\": {}}}}", small);
  compare("[1, 2, 3, 4, 5, 6, 7]", small);
  compare("[1, 2, 3, 4, 5, 6, 7, 8]", small);
  compare("{\"a\": 1, \"b\": 2, \"c\": 3}", small);
  compare("{\"a\": 1, \"b\": 2, \"c\": 3, \"d\": 4}", small);
  CHECK(read_plain_json(std::string(1'000'000, '['), {}) == nullptr);
}

TEST_CASE("what is cut out of a file keeps its places") {
  const auto node = read_plain_json("{\"a\": 1,\n\"b\": 2}", {}, {7, 20});
  REQUIRE(node);
  CHECK(place(node->at) == "7:20+8");
  CHECK(place(node->entries[0].key_at) == "7:21+3");
  CHECK(place(node->entries[1].key_at) == "8:1+3");
}

}  // namespace
}  // namespace dcr::yaml
