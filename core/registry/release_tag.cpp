// SPDX-License-Identifier: Apache-2.0
#include "core/registry/release_tag.hpp"

#include <fmt/format.h>

namespace dcr {
namespace {

constexpr std::string_view version_mark = "{version}";
constexpr std::string_view name_mark = "{name}";

bool is_forbidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte == 0x7f ||
         std::string_view("~^:?*[\\%@").find(c) != std::string_view::npos;
}

std::string encoded(std::string_view full_name) {
  std::string out;
  for (std::size_t i = 0; i < full_name.size(); ++i) {
    const char c = full_name[i];
    if (full_name.substr(i, 2) == "::") {
      out += '/';
      ++i;
      continue;
    }
    // No component may begin with a dot, end with one or hold two in a row.
    const bool edge = c == '.' && (out.empty() || out.back() == '/' || out.back() == '.' ||
                                   i + 1 == full_name.size());
    if (is_forbidden(c) || edge) {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

std::string filled(std::string_view pattern, std::string_view mark, std::string_view value) {
  std::string out(pattern);
  for (auto at = out.find(mark); at != std::string::npos; at = out.find(mark, at + value.size())) {
    out.replace(at, mark.size(), value);
  }
  return out;
}

}  // namespace

std::string release_ref(std::string_view pattern, std::string_view full_name,
                        const Version& version) {
  const std::string named = filled(pattern, name_mark, encoded(full_name));
  return "refs/tags/" + filled(named, version_mark, version.text());
}

std::optional<Version> released_version(std::string_view pattern, std::string_view full_name,
                                        std::string_view reference) {
  const std::string named = "refs/tags/" + filled(pattern, name_mark, encoded(full_name));
  const auto mark = named.find(version_mark);
  if (mark == std::string::npos) {
    return std::nullopt;
  }
  const std::string_view prefix = std::string_view(named).substr(0, mark);
  const std::string_view suffix = std::string_view(named).substr(mark + version_mark.size());
  if (reference.size() < prefix.size() + suffix.size() || !reference.starts_with(prefix) ||
      !reference.ends_with(suffix)) {
    return std::nullopt;
  }
  reference.remove_prefix(prefix.size());
  reference.remove_suffix(suffix.size());
  return Version::parse(reference);
}

}  // namespace dcr
