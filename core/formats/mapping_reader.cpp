// SPDX-License-Identifier: Apache-2.0
#include "core/formats/mapping_reader.hpp"

#include "core/base/text.hpp"
#include "core/formats/canonical.hpp"
#include "core/formats/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace dcr::formats {

namespace {

/// What YAML 1.1 called a boolean and YAML 1.2 calls a string.
std::optional<bool> old_boolean(const yaml::Node& node) {
  if (!node.is_string() || node.quoted) return std::nullopt;
  std::string word = node.text;
  for (char& c : word) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (word == "yes" || word == "on" || word == "y") return true;
  if (word == "no" || word == "off" || word == "n") return false;
  return std::nullopt;
}

}  // namespace

MappingReader::MappingReader(const yaml::Node& node, std::string field, Dialect dialect,
                             ProblemList& problems)
    : node_(node), field_(std::move(field)), dialect_(dialect), problems_(problems) {}

const yaml::Node* MappingReader::value(std::string_view key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.push_back(key);
  const yaml::Node* found = node_.find(key);
  return found == nullptr || found->is_null() ? nullptr : found;
}

Span MappingReader::place(std::string_view key) const {
  const yaml::Entry* entry = node_.find_entry(key);
  return entry == nullptr ? node_.at : entry->key_at;
}

void MappingReader::report_kind(std::string_view key, const yaml::Node& found,
                                std::string_view wanted) {
  problems_.error(field_, found.at,
                  fmt::format("'{}' must be {}, not {}", key, wanted, yaml::describe(found.kind)));
}

std::optional<Located<std::string>> MappingReader::text(std::string_view key) {
  const yaml::Node* found = value(key);
  if (found == nullptr) return std::nullopt;
  if (found->is_string()) return Located<std::string>{found->text, found->at};
  if (!found->is_scalar()) {
    report_kind(key, *found, "a string");
    return std::nullopt;
  }
  const std::string message =
      fmt::format("'{}' must be a string, not {}", key, yaml::describe(found->kind));
  const std::string help = fmt::format("quote it: {}: \"{}\"", key, found->text);
  if (dialect_ == Dialect::exact) {
    problems_.error(field_, found->at, message, help);
    return std::nullopt;
  }
  problems_.loose(field_, found->at, message, help);
  return Located<std::string>{found->text, found->at};
}

bool MappingReader::check_name(std::string_view what, const yaml::Node& text) {
  if (text.text.empty()) {
    problems_.error(field_, text.at, fmt::format("{} must not be empty", what));
    return false;
  }
  if (has_control_character(text.text)) {
    problems_.error(
        field_, text.at,
        fmt::format("{} must not contain control characters: '{}'", what, printable(text.text)));
    return false;
  }
  return true;
}

std::optional<Located<std::string>> MappingReader::name(std::string_view key) {
  auto found = text(key);
  if (!found || !check_name(fmt::format("'{}'", key), *node_.find(key))) return std::nullopt;
  return found;
}

std::optional<Located<bool>> MappingReader::boolean(std::string_view key) {
  const yaml::Node* found = value(key);
  if (found == nullptr) return std::nullopt;
  if (const auto stated = found->as_boolean()) return Located<bool>{*stated, found->at};
  const auto old = old_boolean(*found);
  if (!old) {
    report_kind(key, *found, "true or false");
    return std::nullopt;
  }
  const std::string message =
      fmt::format("'{}' must be true or false; '{}' is a string in YAML 1.2", key, found->text);
  const std::string help = fmt::format("write {}: {}", key, *old);
  if (dialect_ == Dialect::exact) {
    problems_.error(field_, found->at, message, help);
    return std::nullopt;
  }
  problems_.loose(field_, found->at, message, help);
  return Located<bool>{*old, found->at};
}

std::optional<Located<long long>> MappingReader::count(std::string_view key) {
  const yaml::Node* found = value(key);
  if (found == nullptr) return std::nullopt;
  const auto integer = found->as_integer();
  if (found->kind == yaml::Kind::integer && integer && *integer >= 0) {
    return Located<long long>{*integer, found->at};
  }
  problems_.error(field_, found->at,
                  fmt::format("'{}' must be a whole number from 0 up, not {}", key,
                              found->is_scalar() ? "'" + printable(found->text) + "'"
                                                 : std::string(yaml::describe(found->kind))));
  return std::nullopt;
}

const yaml::Node* MappingReader::number(std::string_view key) {
  const yaml::Node* found = value(key);
  if (found == nullptr) return nullptr;
  const auto stated = found->as_number();
  if (stated && std::isfinite(*stated)) return found;
  if (stated) {
    problems_.error(field_, found->at,
                    fmt::format("'{}' must be a finite number, not {}", key, found->text));
  } else {
    report_kind(key, *found, "a number");
  }
  return nullptr;
}

const yaml::Node* MappingReader::list(std::string_view key) {
  const yaml::Node* found = value(key);
  if (found == nullptr || found->is_sequence()) return found;
  report_kind(key, *found, "a list");
  return nullptr;
}

const yaml::Node* MappingReader::mapping(std::string_view key) {
  const yaml::Node* found = value(key);
  if (found == nullptr || found->is_mapping()) return found;
  report_kind(key, *found, "a mapping");
  return nullptr;
}

std::vector<Located<std::string>> MappingReader::names(std::string_view key) {
  std::vector<Located<std::string>> out;
  const yaml::Node* found = list(key);
  if (found == nullptr) return out;
  for (const auto& item : found->items) {
    if (!item->is_string()) {
      problems_.error(field_, item->at,
                      fmt::format("'{}' must be a list of strings, and this is {}", key,
                                  yaml::describe(item->kind)));
    } else if (check_name(fmt::format("an entry of '{}'", key), *item)) {
      out.push_back({item->text, item->at});
    }
  }
  return out;
}

std::vector<const yaml::Entry*> MappingReader::unknown_entries() const {
  std::vector<const yaml::Entry*> unknown;
  for (const yaml::Entry& entry : node_.entries) {
    if (std::find(known_.begin(), known_.end(), entry.key) == known_.end()) {
      unknown.push_back(&entry);
    }
  }
  return unknown;
}

void MappingReader::report_unknown_keys() {
  if (dialect_ == Dialect::open) return;
  for (const yaml::Entry* entry : unknown_entries()) {
    const std::string message = fmt::format("unknown key '{}'{}", printable(entry->key),
                                            problems_.suggestion(entry->key, known_));
    if (dialect_ == Dialect::exact) {
      problems_.error(field_, entry->key_at, message);
    } else {
      problems_.loose(field_, entry->key_at, message);
    }
  }
}

}  // namespace dcr::formats
