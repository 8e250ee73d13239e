// SPDX-License-Identifier: Apache-2.0
#include "core/exports/odcs_quality.hpp"

#include "core/exports/values.hpp"
#include "core/formats/canonical.hpp"
#include "core/yaml/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace dcr::exports {
namespace {

using yaml::add_entry;
using yaml::string_value;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Source: DataQuality and DataQualityOperators of odcs-json-schema-v3.1.0.
class RuleCheck {
 public:
  explicit RuleCheck(const yaml::Node& rule) : rule_(rule) {}

  /// Whether the standard allows the rule as it is.
  [[nodiscard]] bool is_allowed() const {
    const std::string type = text("type");
    const yaml::Node* dimension = rule_.find("dimension");
    if (!is_one_of(type, {"", "text", "library", "sql", "custom"})) return false;
    if (dimension != nullptr &&
        !is_one_of(dimension->text, {"accuracy", "completeness", "conformity", "consistency",
                                     "coverage", "timeliness", "uniqueness"})) {
      return false;
    }
    const bool library = type == "library" || rule_.find("metric") != nullptr;
    if (library && !is_library()) return false;
    if (type == "sql" && !(rule_.find("query") != nullptr && operators() == 1)) return false;
    if (type == "custom" &&
        (rule_.find("engine") == nullptr || rule_.find("implementation") == nullptr)) {
      return false;
    }
    return std::all_of(rule_.entries.begin(), rule_.entries.end(), [&](const yaml::Entry& entry) {
      return is_known(entry.key, type, library);
    });
  }

 private:
  static constexpr auto operator_keys = std::to_array<std::string_view>(
      {"mustBe", "mustNotBe", "mustBeGreaterThan", "mustBeGreaterOrEqualTo", "mustBeLessThan",
       "mustBeLessOrEqualTo", "mustBeBetween", "mustNotBeBetween"});

  [[nodiscard]] std::string text(std::string_view key) const {
    const yaml::Node* node = rule_.find(key);
    return node == nullptr ? "" : node->text;
  }

  [[nodiscard]] bool is_library() const {
    return is_one_of(text("metric"), {"nullValues", "missingValues", "invalidValues",
                                      "duplicateValues", "rowCount"}) &&
           operators() == 1;
  }

  [[nodiscard]] int operators() const {
    int count = 0;
    for (const std::string_view key : operator_keys) {
      const yaml::Node* value = rule_.find(key);
      if (value == nullptr) continue;
      ++count;
      const bool any = key == "mustBe" || key == "mustNotBe";
      if (!any && (key.ends_with("Between") ? !is_range(*value) : !value->as_number())) return -1;
    }
    return count;
  }

  [[nodiscard]] static bool is_range(const yaml::Node& value) {
    return value.items.size() == 2 && value.items[0]->as_number() && value.items[1]->as_number() &&
           *value.items[0]->as_number() != *value.items[1]->as_number();
  }

  [[nodiscard]] static bool is_known(std::string_view key, std::string_view type, bool library) {
    if (is_one_of(key, {"id", "authoritativeDefinitions", "businessImpact", "customProperties",
                        "description", "dimension", "method", "name", "schedule", "scheduler",
                        "severity", "tags", "type", "unit"})) {
      return true;
    }
    const bool is_operator =
        std::find(operator_keys.begin(), operator_keys.end(), key) != operator_keys.end();
    if (library) return is_operator || is_one_of(key, {"metric", "rule", "arguments"});
    if (type == "sql") return is_operator || key == "query";
    return type == "custom" && is_one_of(key, {"engine", "implementation"});
  }

  const yaml::Node& rule_;
};

yaml::Node rule_node(const QualityRule& rule) {
  yaml::Node node = empty_mapping();
  if (!rule.id.empty()) add_entry(node, "id", string_value(rule.id));
  if (!rule.name.empty()) add_entry(node, "name", string_value(rule.name));
  for (const yaml::Entry& entry : unflattened(rule.terms).entries) {
    const bool typed = entry.key.starts_with("must") || !entry.value->is_scalar();
    if (typed) {
      add_entry(node, entry.key, *entry.value);
    } else {
      add_entry(node, entry.key, string_value(formats::plain_text(*entry.value)));
    }
  }
  return node;
}

yaml::Node enum_rule(const std::vector<std::string>& values) {
  yaml::Node list = empty_list();
  for (const std::string& text : values) {
    auto value = json_value(text);
    yaml::add_item(list, value ? *std::move(value) : string_value(text));
  }
  yaml::Node arguments = empty_mapping();
  add_entry(arguments, "validValues", std::move(list));
  yaml::Node rule = empty_mapping();
  add_entry(rule, "metric", string_value("invalidValues"));
  add_entry(rule, "arguments", std::move(arguments));
  add_entry(rule, "mustBe", integer_value(0));
  return rule;
}

}  // namespace

void add_odcs_quality(yaml::Node& node, const std::vector<QualityRule>& rules,
                      const std::optional<Located<std::vector<std::string>>>& enum_values,
                      const std::string& path, Losses& losses) {
  yaml::Node list = empty_list();
  if (enum_values) yaml::add_item(list, enum_rule(enum_values->value));
  for (const QualityRule& rule : rules) {
    yaml::Node written = rule_node(rule);
    if (RuleCheck(written).is_allowed()) {
      yaml::add_item(list, std::move(written));
    } else {
      losses.add_rule(path, rule);
    }
  }
  if (!list.items.empty()) add_entry(node, "quality", std::move(list));
}

}  // namespace dcr::exports
