// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.hpp"
#include "core/compat/diff_parts.hpp"
#include "core/compat/quality_pairs.hpp"

#include <fmt/format.h>

#include <set>

namespace dcr::diff_parts {
namespace {

std::string rule_name(const QualityRule& rule) {
  if (!rule.name.empty()) {
    return rule.name;
  }
  if (!rule.id.empty()) {
    return rule.id;
  }
  for (const char* key : {"metric", "rule", "description", "query"}) {
    if (const auto found = rule.terms.find(key); found != rule.terms.end()) {
      return found->second;
    }
  }
  return "unnamed";
}

/// What a rule says to people: of `type: text` all there is.
std::string description(const QualityRule& rule) {
  const auto found = rule.terms.find("description");
  return found == rule.terms.end() ? "" : found->second;
}

struct Move {
  bool tightened = false;
  bool loosened = false;
};

/// What one threshold's move means: mustBeLessThan larger is looser, mustBeGreaterThan smaller is.
/// Source: ODCS 3.1, data quality operators.
Move compare_term(const std::string& key, const std::string& before, const std::string& after) {
  const bool upper = key.find("LessThan") != std::string::npos ||
                     key.find("LessOrEqual") != std::string::npos ||
                     key.find("LessThanOrEqual") != std::string::npos;
  const bool lower = key.find("GreaterThan") != std::string::npos ||
                     key.find("GreaterOrEqual") != std::string::npos;
  const auto was = as_number(before);
  const auto is = as_number(after);
  if (!was || !is || upper == lower) {
    return {.tightened = true, .loosened = true};
  }
  const bool grew = *is > *was;
  return {.tightened = grew == lower, .loosened = grew == upper};
}

/// The terms that differ, compared each in its direction.
struct Comparison {
  Move move;
  std::string before;
  std::string after;
};

Comparison compare_rules(const QualityRule& was, const QualityRule& is, Sides sides) {
  const QualityTerms old_terms = substance(was);
  const QualityTerms new_terms = substance(is);
  std::set<std::string> keys;
  for (const auto& [key, value] : old_terms) {
    keys.insert(key);
  }
  for (const auto& [key, value] : new_terms) {
    keys.insert(key);
  }
  Comparison all;
  for (const std::string& key : keys) {
    const auto old_term = old_terms.find(key);
    const auto new_term = new_terms.find(key);
    // Two formats know other terms: what one of them leaves unsaid did not change.
    const bool one_sided = old_term == old_terms.end() || new_term == new_terms.end();
    if (one_sided && sides == Sides::two_formats) {
      continue;
    }
    const std::string before = old_term == old_terms.end() ? "nothing" : old_term->second;
    const std::string after = new_term == new_terms.end() ? "nothing" : new_term->second;
    if (before == after) {
      continue;
    }
    const Move move = compare_term(key, before, after);
    all.move.tightened = all.move.tightened || move.tightened;
    all.move.loosened = all.move.loosened || move.loosened;
    const char* comma = all.before.empty() ? "" : ", ";
    all.before += fmt::format("{}{} {}", comma, key, before);
    all.after += fmt::format("{}{} {}", comma, key, after);
  }
  return all;
}

}  // namespace

void diff_quality(const std::vector<QualityRule>& before, const std::vector<QualityRule>& after,
                  const std::string& path, const Block& block, Sides sides,
                  std::vector<Change>& changes) {
  QualityPairs pairs(after);
  const auto add = [&](Change change, const QualityRule& rule) {
    change.detail = rule_name(rule);
    changes.push_back(std::move(change));
  };
  for (const QualityRule& was : before) {
    const auto found = pairs.take(was);
    if (!found) {
      add(removed(ChangeKind::quality_removed, path, rule_name(was), was.at, block), was);
      continue;
    }
    const QualityRule& is = after[*found];
    const Comparison compared = compare_rules(was, is, sides);
    if (description(was) != description(is)) {
      add(changed(ChangeKind::other_changed, path, description(was), description(is), was.at,
                  is.at),
          is);
    }
    if (compared.move.loosened) {
      add(changed(ChangeKind::quality_loosened, path, compared.before, compared.after, was.at,
                  is.at),
          is);
    }
    if (compared.move.tightened) {
      add(changed(ChangeKind::quality_tightened, path, compared.before, compared.after, was.at,
                  is.at),
          is);
    }
  }
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (!pairs.is_taken(i)) {
      add(changed(ChangeKind::quality_added, path, "", rule_name(after[i]), {}, after[i].at),
          after[i]);
    }
  }
}

}  // namespace dcr::diff_parts
