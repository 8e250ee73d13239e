// SPDX-License-Identifier: Apache-2.0
#include "core/formats/model_path.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace dcr::formats {
namespace {

/// Folders that say what lies in them, not whose it is.
constexpr auto plain_folders = std::to_array<std::string_view>(
    {"models", "model", "schemas", "schema", "json-schemas", "json_schemas", "jsonschema"});

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (!part.empty() && part != ".") parts.push_back(part);
    if (slash == std::string_view::npos) return parts;
    path.remove_prefix(slash + 1);
  }
}

std::string_view without_extension(std::string_view file) {
  for (const std::string_view ending : {".json", ".yaml", ".yml", ".schema", ".model"}) {
    if (file.size() > ending.size() && file.ends_with(ending)) {
      file.remove_suffix(ending.size());
    }
  }
  return file;
}

/// `2_0_0`, `2.0.0` and `2`; empty for anything else.
std::optional<Version> version_of(std::string_view text) {
  std::string dotted(text);
  std::ranges::replace(dotted, '_', '.');
  if (auto exact = Version::parse(text)) return exact;
  const bool plain = !text.empty() && dotted.find_first_not_of("0123456789.") == std::string::npos;
  if (!plain) return std::nullopt;
  for (int parts = 1; parts <= 3; ++parts) {
    if (auto version = Version::parse(dotted)) return version;
    dotted += ".0";
  }
  return std::nullopt;
}

/// Where the stem of a file goes over into a version: `User_v2_0_0`, `User-v2`, `User@1.0.0`.
std::optional<ModelPath> with_version(std::string_view stem) {
  for (const std::string_view mark : {"_v", "-v", ".v", "@"}) {
    const std::size_t at = stem.rfind(mark);
    if (at == std::string_view::npos || at == 0) continue;
    if (auto version = version_of(stem.substr(at + mark.size()))) {
      return ModelPath{std::string(stem.substr(0, at)), version, {}};
    }
  }
  return std::nullopt;
}

}  // namespace

ModelPath read_model_path(std::string_view path) {
  std::vector<std::string_view> folders = parts_of(path);
  if (folders.empty()) return {};
  const std::string_view stem = without_extension(folders.back());
  folders.pop_back();
  ModelPath out;
  const std::string_view number = stem.starts_with('v') ? stem.substr(1) : stem;
  if (auto found = with_version(stem)) {
    out = *std::move(found);
  } else if (auto version = version_of(number); version && !folders.empty()) {
    out = {std::string(folders.back()), version, {}};
    folders.pop_back();
  } else {
    out.name = stem;
  }
  const std::size_t before = folders.size();
  while (!folders.empty() &&
         std::ranges::find(plain_folders, folders.back()) != plain_folders.end()) {
    folders.pop_back();
  }
  const bool says_whose = folders.size() > 1 || (folders.size() == 1 && before > 1);
  if (says_whose) out.name_space = folders.back();
  return out;
}

}  // namespace dcr::formats
