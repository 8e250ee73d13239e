// SPDX-License-Identifier: Apache-2.0
#include "core/config/values.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dcr::config {
namespace {

/// "a, b or c".
std::string listed(const std::vector<std::string_view>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

std::string shown(const yaml::Node& node) {
  if (!node.is_scalar() || node.is_null()) return std::string(describe(node.kind));
  constexpr std::size_t longest = 60;
  if (node.text.size() <= longest) return fmt::format("'{}'", printable(node.text));
  return fmt::format("'{}…'", printable(node.text.substr(0, longest)));
}

}  // namespace

bool ValueReader::expect(const yaml::Node& node, yaml::Kind kind, std::string_view key) {
  if (node.kind == kind) return true;
  fault(node.at,
        fmt::format("'{}' must be {}, not {}", key, yaml::describe(kind), describe(node.kind)));
  return false;
}

std::optional<std::string> ValueReader::text(const yaml::Node& node, std::string_view key) {
  if (!expect(node, yaml::Kind::string, key)) return std::nullopt;
  if (node.text.find_first_not_of(" \t\r\n") == std::string::npos) {
    fault(node.at, fmt::format("'{}' is empty", key));
    return std::nullopt;
  }
  return node.text;
}

std::vector<const yaml::Node*> ValueReader::one_or_more(const yaml::Node& node,
                                                        std::string_view key) {
  if (!node.is_sequence()) {
    if (node.is_string()) return {&node};
    fault(node.at, fmt::format("'{}' must be a string or a list of strings, not {}", key,
                               describe(node.kind)));
    return {};
  }
  std::vector<const yaml::Node*> items;
  for (const auto& item : node.items) items.push_back(item.get());
  if (items.empty()) {
    fault(node.at, fmt::format("'{}' is an empty list; leave it out for the default", key));
  }
  return items;
}

std::optional<Glob> ValueReader::glob(const yaml::Node& node, std::string_view key) {
  const std::optional<std::string> pattern = text(node, key);
  if (!pattern) return std::nullopt;
  Result<Glob> compiled = Glob::compile(*pattern);
  if (compiled) return *std::move(compiled);
  fault(node.at, printable(compiled.error().message));
  return std::nullopt;
}

std::optional<std::size_t> ValueReader::choice(const yaml::Node& node, std::string_view key,
                                               const std::vector<std::string_view>& choices) {
  const auto found = std::find(choices.begin(), choices.end(), node.text);
  if (node.is_string() && found != choices.end()) {
    return static_cast<std::size_t>(found - choices.begin());
  }
  const std::string meant = node.is_string() ? did_you_mean(node.text, choices) : std::string();
  fault(node.at,
        fmt::format("'{}' must be {}, not {}{}", key, listed(choices), shown(node), meant));
  return std::nullopt;
}

std::optional<Mode> ValueReader::mode(const yaml::Node& node, std::string_view key) {
  if (node.is_string() && node.text == "none_transitive") {
    fault(node.at, fmt::format("'{}' cannot be 'none_transitive': 'none' compares with nothing; "
                               "write none",
                               key));
    return std::nullopt;
  }
  const std::vector<std::string_view> modes{
      "backward",           "forward",         "full", "none", "backward_transitive",
      "forward_transitive", "full_transitive",
  };
  const std::optional<std::size_t> chosen = choice(node, key, modes);
  return chosen ? Mode::parse(modes[*chosen]) : std::nullopt;
}

std::optional<RuleLevel> ValueReader::level(const yaml::Node& node, std::string_view rule) {
  if (node.kind == yaml::Kind::boolean) {
    const bool on = node.as_boolean().value_or(false);
    fault(node.at, fmt::format("'{}' must be a level, not {}; write {}", rule, shown(node),
                               on ? "error, warning or info" : "off"));
    return std::nullopt;
  }
  const std::optional<std::size_t> chosen = choice(node, rule, {"off", "info", "warning", "error"});
  if (!chosen) return std::nullopt;
  constexpr RuleLevel levels[] = {RuleLevel::off, RuleLevel::info, RuleLevel::warning,
                                  RuleLevel::error};
  return levels[*chosen];
}

void ValueReader::check_keys(const yaml::Node& mapping, const std::vector<std::string_view>& known,
                             std::string_view inside) {
  for (const yaml::Entry& entry : mapping.entries) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    const std::string place = inside.empty() ? "" : fmt::format(" in '{}'", inside);
    fault(entry.key_at, fmt::format("unknown key '{}'{}{}", printable(entry.key), place,
                                    did_you_mean(entry.key, known)));
  }
}

}  // namespace dcr::config
