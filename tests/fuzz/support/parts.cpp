// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/support/parts.hpp"

namespace dcr::fuzz {
namespace {

std::vector<std::string_view> split(std::string_view text, std::string_view at, std::size_t most) {
  std::vector<std::string_view> parts;
  while (parts.size() + 1 < most) {
    const std::size_t end = text.find(at);
    if (end == std::string_view::npos) break;
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + at.size());
  }
  parts.push_back(text);
  return parts;
}

}  // namespace

std::vector<std::string_view> parts_of(std::string_view input, std::size_t count) {
  std::vector<std::string_view> parts = split(input, "\n=====\n", count);
  parts.resize(count);
  return parts;
}

std::vector<std::string_view> lines_of(std::string_view text, std::size_t most) {
  return split(text, "\n", most);
}

}  // namespace dcr::fuzz
