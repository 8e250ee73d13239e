// SPDX-License-Identifier: Apache-2.0
// A text read as JSON: the quick reader and the one that explains agree, both agree with JSON for
// Modern C++, and the scanner finds the members they find.
#include "core/formats/json_scan.hpp"
#include "core/formats/pretty_json.hpp"
#include "core/yaml/check_text.hpp"
#include "core/yaml/edit_text.hpp"
#include "core/yaml/json_reader.hpp"
#include "core/yaml/parse.hpp"
#include "core/yaml/plain_json.hpp"
#include "core/yaml/reading.hpp"
#include "tests/fuzz/support/expect.hpp"
#include "tests/fuzz/targets.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace dcr::fuzz {
namespace {

void scan(std::string_view text) {
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
    const auto object = formats::scan_object(text, at);
    if (!object) continue;
    expect(object->begin == at && object->end > at && object->end <= text.size(),
           "an object lies outside of the text");
    std::size_t last = at;
    for (const formats::JsonMember& member : object->members) {
      // Of what is no JSON a value may be empty, or reach beyond the object.
      expect(last <= member.key_begin && member.key_begin <= member.value_begin &&
                 member.value_begin <= member.value_end && member.value_end <= text.size(),
             "a member lies outside of the text", member.key);
      last = member.value_end;
    }
  }
}

void expect_same_members(std::string_view text, const yaml::Node& root) {
  const auto object = formats::scan_object(text, text.find('{'));
  expect(object.has_value(), "the scanner finds no object");
  expect(object->members.size() == root.entries.size(), "the scanner counts other members");
  for (std::size_t i = 0; i < root.entries.size(); ++i) {
    expect(object->members[i].key == root.entries[i].key, "the scanner reads another key",
           object->members[i].key);
  }
}

}  // namespace

void fuzz_json(std::string_view input) {
  scan(input);
  const yaml::Limits limits;
  if (yaml::check_text(input, limits.bytes)) return;
  if (yaml::byte_order_mark_size(input) > 0) return;
  const std::string lines = yaml::plain_text(input);
  const auto quick = yaml::read_plain_json(lines, limits);
  const yaml::JsonReading slow = yaml::read_json(yaml::Source(lines), limits);
  const bool good = slow.stream.ok() && !slow.stream.documents.empty();
  expect(quick == nullptr || good, "the quick reader takes what is wrong");
  // It leaves numbers too small for a double to the other one.
  const bool small = lines.find_first_of("eE") != std::string::npos;
  expect(quick != nullptr || !good || small, "the quick reader refuses what is right");
  expect_sound(slow.stream.problems, lines);
  const bool accepted = nlohmann::json::accept(lines);
  expect(!good || accepted, "what is read is no JSON");
  // Duplicate keys, unpaired surrogates and depth are problems beyond the grammar.
  expect(good || !accepted || !slow.stream.problems.empty(), "JSON is refused without a word");
  if (!good || quick == nullptr) return;
  const yaml::Node& root = *slow.stream.documents.front().root;
  expect(yaml::is_same(*quick, root), "the readers of JSON see different values");
  const std::string pretty = formats::pretty_json(root);
  const auto again = yaml::read_plain_json(pretty, limits);
  expect(again != nullptr && yaml::is_same(*again, root), "what was written reads back as another",
         pretty);
  if (root.is_mapping()) expect_same_members(lines, root);
}

}  // namespace dcr::fuzz
