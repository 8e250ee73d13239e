// SPDX-License-Identifier: Apache-2.0
// Lines that users name things with: references, patterns and paths, addresses of registries. What
// is read is written and read as the same; a pattern matches what its alternatives match.
#include "core/model/reference.hpp"

#include "core/base/glob.hpp"
#include "core/base/glob_braces.hpp"
#include "core/base/text.hpp"
#include "core/git/mirror_address.hpp"
#include "tests/fuzz/support/expect.hpp"
#include "tests/fuzz/support/parts.hpp"
#include "tests/fuzz/targets.hpp"

#include <algorithm>
#include <string>

namespace dcr::fuzz {
namespace {

constexpr std::size_t most_lines = 8;

void refer(std::string_view line) {
  const auto reference = parse_reference(line);
  if (!reference) {
    expect_sound(reference.error(), {});
    return;
  }
  std::string text = (reference->name_space ? "" : "::") + reference->full_name();
  if (!reference->selector.text.empty()) text += "@" + reference->selector.text;
  const auto again = parse_reference(text, "elsewhere");
  expect(again && again->full_name() == reference->full_name() &&
             again->selector.kind == reference->selector.kind,
         "a reference does not read back", text);
  expect(is_utf8(text), "a reference is no UTF-8", printable(text));
}

void match(std::string_view pattern, const std::vector<std::string_view>& paths) {
  const auto glob = Glob::compile(pattern);
  if (!glob) {
    expect_sound(glob.error(), {});
    return;
  }
  std::vector<Glob> alternatives;
  if (const auto texts = glob_braces::expanded(pattern)) {
    for (const std::string& text : *texts) {
      auto alternative = Glob::compile(text);
      if (!alternative) return;  // of `{/,a}` one part is no pattern by itself
      alternatives.push_back(*std::move(alternative));
    }
  }
  for (const std::string_view path : paths) {
    const bool matches = glob->matches(path);
    const bool any = std::ranges::any_of(
        alternatives, [&](const Glob& alternative) { return alternative.matches(path); });
    expect(matches == any, "a pattern matches what no alternative does", path);
    if (!matches) continue;
    expect(glob->may_match_below(""), "the root is skipped", path);
    for (std::size_t at = path.find('/'); at != std::string_view::npos;
         at = path.find('/', at + 1)) {
      expect(glob->may_match_below(path.substr(0, at)), "the folder of a match is skipped", path);
    }
  }
}

void address(std::string_view line) {
  const auto address = git::parse_mirror_address(line);
  if (!address) {
    expect_sound(address.error(), {});
    return;
  }
  expect(!address->location.starts_with('-'), "an address is an option", line);
  expect(address->location.find('\0') == std::string::npos, "an address holds a NUL", line);
  if (!address->is_url) return;
  // The same words may well stand in the path, also of "user@host://user@".
  const std::string& secret = address->user_info;
  const bool is_shown = address->location.starts_with(secret + "@")
                            ? address->shown.starts_with(secret + "@")
                            : address->shown.find("//" + secret + "@") <= address->shown.find("//");
  expect(secret.empty() || !is_shown, "an address is shown with its user", address->shown);
  expect(!address->folder_name.empty() && address->folder_name.find('/') == std::string::npos &&
             !address->folder_name.starts_with('.'),
         "a registry is kept outside of its folder", address->folder_name);
}

}  // namespace

void fuzz_reference(std::string_view input) {
  const std::vector<std::string_view> lines = lines_of(input, most_lines);
  for (const std::string_view line : lines) {
    refer(line);
    match(line, lines);
    // Whatever else is there is a path, and asking for those is the file system's business.
    if (line.find("://") != std::string_view::npos) address(line);
  }
}

}  // namespace dcr::fuzz
