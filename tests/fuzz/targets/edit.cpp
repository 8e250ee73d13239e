// SPDX-License-Identifier: Apache-2.0
// A line to write, then a YAML text: with one value replaced, or one key inserted, the text reads
// as before but for what was asked for.
#include "core/yaml/edit.hpp"

#include "core/base/text.hpp"
#include "core/yaml/check_text.hpp"
#include "core/yaml/parse.hpp"
#include "core/yaml/render.hpp"
#include "tests/fuzz/support/expect.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/support/yaml_paths.hpp"

#include <algorithm>
#include <string>

namespace dcr::fuzz {
namespace {

constexpr std::size_t longest = 4096;
constexpr std::size_t most_edits = 12;

void expect_edited(const std::string& text, const yaml::Stream& before, const yaml::Path& path,
                   std::string_view value) {
  const auto edited = yaml::replace_value(text, "x.yaml", path, yaml::string_value(value));
  if (!edited) {
    expect_sound(edited.error(), text);
    return;
  }
  const yaml::Stream after = yaml::parse(*edited, "x.yaml");
  expect(after.ok(), "an edited text is broken", *edited);
  const yaml::Node* found = test::find(after, path);
  expect(found != nullptr && found->is_string() && found->text == value, "an edit went elsewhere",
         *edited);
  // The comments inside of a list go with it.
  if (!test::find(before, path)->is_scalar()) return;
  expect(test::all_but(after, path) == test::all_but(before, path),
         "an edit changed more than its value", *edited);
}

void expect_inserted(const std::string& text, yaml::Path path, std::string_view value) {
  const auto edited =
      yaml::insert_key(text, "x.yaml", path, "new key", yaml::string_value(value), "b");
  if (!edited) {
    expect_sound(edited.error(), text);
    return;
  }
  const yaml::Stream after = yaml::parse(*edited, "x.yaml");
  expect(after.ok(), "a text with one key more is broken", *edited);
  path.steps.emplace_back("new key");
  const yaml::Node* found = test::find(after, path);
  expect(found != nullptr && found->text == value, "a key was written elsewhere", *edited);
}

}  // namespace

void fuzz_edit(std::string_view input) {
  const std::size_t end = std::min(input.find('\n'), input.size());
  const std::string_view value = input.substr(0, end);
  const std::string text(input.substr(std::min(end + 1, input.size())));
  // No file holds a value that is no text.
  if (text.size() > longest || yaml::check_text(value, longest)) return;
  const yaml::Stream before =
      yaml::parse(text, "x.yaml", {.bytes = longest, .depth = 100, .expanded = 1000});
  if (!before.ok()) return;
  std::vector<yaml::Path> paths = test::paths_of(before);
  const std::size_t step = paths.size() / most_edits + 1;
  for (std::size_t i = 0; i < paths.size(); i += step) {
    expect_edited(text, before, paths[i], value);
    const yaml::Node& node = *test::find(before, paths[i]);
    if (node.is_mapping() && node.find("new key") == nullptr) {
      expect_inserted(text, paths[i], value);
    }
  }
}

}  // namespace dcr::fuzz
