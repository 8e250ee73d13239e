// SPDX-License-Identifier: Apache-2.0
#include "core/git/ci_event.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <initializer_list>
#include <string_view>

namespace dcr::git {

namespace {

// Source: GitHub caps the payload of a webhook at 25 MB.
constexpr std::streamoff largest_event = 32 << 20;

std::string text_at(const nlohmann::json& event, std::initializer_list<const char*> keys) {
  const nlohmann::json* at = &event;
  for (const char* key : keys) {
    if (!at->is_object()) return "";
    const auto found = at->find(key);
    if (found == at->end()) return "";
    at = &*found;
  }
  return at->is_string() ? at->get<std::string>() : "";
}

nlohmann::json parsed_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = file ? static_cast<std::streamoff>(file.tellg()) : 0;
  if (size <= 0 || size > largest_event) return {};
  std::string text(static_cast<std::size_t>(size), '\0');
  file.seekg(0);
  file.read(text.data(), size);
  if (file.gcount() != size) return {};
  return nlohmann::json::parse(text, nullptr, false);
}

}  // namespace

GithubEvent read_github_event(const std::string& path) {
  const nlohmann::json event = parsed_file(path);
  return {
      .before = text_at(event, {"before"}),
      .request_head = text_at(event, {"pull_request", "head", "sha"}),
      .request_base = text_at(event, {"pull_request", "base", "sha"}),
      .request_target = text_at(event, {"pull_request", "base", "ref"}),
      .group_base = text_at(event, {"merge_group", "base_sha"}),
      .group_target = text_at(event, {"merge_group", "base_ref"}),
      .default_branch = text_at(event, {"repository", "default_branch"}),
  };
}

}  // namespace dcr::git
