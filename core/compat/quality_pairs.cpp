// SPDX-License-Identifier: Apache-2.0
#include "core/compat/quality_pairs.hpp"

#include "core/base/steps.hpp"

#include <algorithm>
#include <initializer_list>
#include <set>

namespace dcr::diff_parts {
namespace {

/// Keys that describe a rule without changing what it lets pass.
bool is_annotation(const std::string& key) {
  static const std::set<std::string> annotations = {
      "description", "businessImpact", "dimension",        "severity",
      "schedule",    "scheduler",      "customProperties", "authoritativeDefinitions",
      "tags",        "method"};
  const auto end = key.find_first_of(".[");
  return annotations.contains(key.substr(0, end));
}

bool may_be_same(std::string_view before, std::string_view after) {
  return before.empty() || after.empty() || before == after;
}

std::size_t mixed(std::size_t hash, std::string_view part) {
  return (hash ^ std::hash<std::string_view>()(part)) * 0x9e3779b97f4a7c15U;
}

/// What rules may have in common, as a hash.
std::size_t common(std::initializer_list<std::string_view> parts) {
  std::size_t hash = parts.size();
  for (const std::string_view part : parts) hash = mixed(hash, part);
  return hash;
}

std::size_t common(const QualityTerms& terms) {
  std::size_t hash = common({"substance"});
  for (const auto& [key, value] : terms) hash = mixed(mixed(hash, key), value);
  return hash;
}

/// A line holds the rules of one id, of one name, of both, or all that have `common`.
std::size_t line_of(std::size_t common, std::string_view kind, std::string_view id,
                    std::string_view name) {
  return mixed(mixed(mixed(common, kind), id), name);
}

}  // namespace

QualityTerms substance(const QualityRule& rule) {
  QualityTerms terms;
  for (const auto& [key, value] : rule.terms) {
    if (!is_annotation(key)) terms.emplace(key, value);
  }
  return terms;
}

QualityPairs::QualityPairs(const std::vector<QualityRule>& others)
    : others_(others), taken_(others.size(), false) {
  for (std::size_t i = 0; i < others.size(); ++i) {
    const QualityRule& rule = others[i];
    const auto place = static_cast<std::uint32_t>(i);
    if (!rule.id.empty()) add(place, common({"id", rule.id}));
    if (!rule.name.empty()) add(place, common({"name", rule.name}));
    add(place, common(substance(rule)));
    for (const char* key : {"rule", "metric"}) {
      const auto term = rule.terms.find(key);
      if (term != rule.terms.end()) add(place, common({"term", key, term->second}));
    }
  }
}

void QualityPairs::add(std::uint32_t place, std::size_t common) {
  const QualityRule& rule = others_[place];
  for (const std::size_t line :
       {line_of(common, "both", rule.id, rule.name), line_of(common, "id", rule.id, ""),
        line_of(common, "name", "", rule.name), line_of(common, "all", "", "")}) {
    lines_[line].places.push_back(place);
    count_steps();
  }
}

std::optional<std::size_t> QualityPairs::first_of(std::size_t line, const Accepts& accepts) {
  const auto found = lines_.find(line);
  if (found == lines_.end()) return std::nullopt;
  auto& [places, next] = found->second;
  for (; next < places.size() && taken_[places[next]]; ++next) count_steps();
  // Only where two hashes are equal by chance is the first one not accepted.
  for (std::size_t i = next; i < places.size(); ++i) {
    count_steps();
    if (!taken_[places[i]] && accepts(others_[places[i]])) return places[i];
  }
  return std::nullopt;
}

std::optional<std::size_t> QualityPairs::first(std::size_t common, std::string_view id,
                                               std::string_view name, const Accepts& accepts) {
  std::vector<std::size_t> lines;
  if (id.empty() && name.empty()) {
    lines = {line_of(common, "all", "", "")};
  } else if (name.empty()) {
    lines = {line_of(common, "id", "", ""), line_of(common, "id", id, "")};
  } else if (id.empty()) {
    lines = {line_of(common, "name", "", ""), line_of(common, "name", "", name)};
  } else {
    lines = {line_of(common, "both", "", ""), line_of(common, "both", "", name),
             line_of(common, "both", id, ""), line_of(common, "both", id, name)};
  }
  std::optional<std::size_t> out;
  for (const std::size_t line : lines) {
    const auto found = first_of(line, [&](const QualityRule& other) {
      return may_be_same(id, other.id) && may_be_same(name, other.name) && accepts(other);
    });
    if (found && (!out || *found < *out)) out = found;
  }
  return out;
}

std::optional<std::size_t> QualityPairs::take(const QualityRule& rule) {
  const auto taking = [&](std::optional<std::size_t> found) {
    if (found) taken_[*found] = true;
    return found;
  };
  if (!rule.id.empty()) {
    // A rule that kept its id is the same under any name.
    const auto same = first(common({"id", rule.id}), rule.id, "",
                            [&](const QualityRule& other) { return other.id == rule.id; });
    if (same) return taking(same);
  }
  if (!rule.name.empty()) {
    const auto same = first(common({"name", rule.name}), rule.id, rule.name,
                            [&](const QualityRule& other) { return other.name == rule.name; });
    if (same) return taking(same);
  }
  const QualityTerms own = substance(rule);
  const auto equal = first(common(own), rule.id, rule.name,
                           [&](const QualityRule& other) { return substance(other) == own; });
  if (equal) return taking(equal);
  const auto metric = own.contains("rule") ? own.find("rule") : own.find("metric");
  if (metric == own.end()) return std::nullopt;
  return taking(first(common({"term", metric->first, metric->second}), rule.id, rule.name,
                      [&](const QualityRule& other) {
                        const auto term = other.terms.find(metric->first);
                        return term != other.terms.end() && term->second == metric->second;
                      }));
}

}  // namespace dcr::diff_parts
