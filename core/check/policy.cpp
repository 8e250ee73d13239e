// SPDX-License-Identifier: Apache-2.0
#include "core/check/policy.hpp"

#include "core/base/bug.hpp"
#include "core/base/text.hpp"
#include "core/compat/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace dcr::check {
namespace {

RuleLevel as_level(Severity severity) {
  switch (severity) {
    case Severity::info: return RuleLevel::info;
    case Severity::warning: return RuleLevel::warning;
    case Severity::error: return RuleLevel::error;
  }
  unreachable();
}

std::optional<Severity> as_severity(RuleLevel level) {
  switch (level) {
    case RuleLevel::off: return std::nullopt;
    case RuleLevel::info: return Severity::info;
    case RuleLevel::warning: return Severity::warning;
    case RuleLevel::error: return Severity::error;
  }
  unreachable();
}

std::string_view word(RuleLevel level) {
  const auto severity = as_severity(level);
  return severity ? to_string(*severity) : "off";
}

std::string_view word(Breaking breaking) {
  return breaking == Breaking::forbid ? "forbid" : "major";
}

RuleLevel level_of(const Config& config, const Rule& rule) {
  const auto stated = config.rules.find(std::string(rule.id));
  if (stated != config.rules.end()) {
    return stated->second;
  }
  if (rule.scope == RuleScope::on_request) {
    return RuleLevel::off;
  }
  const Severity most =
      std::max(rule.backward.value_or(Severity::info), rule.forward.value_or(Severity::info));
  return as_level(most);
}

bool is_laxer_than_default(const Override& one, const Config& config) {
  const bool rule = std::ranges::any_of(one.rules, [&](const auto& entry) {
    const Rule* known = find_rule(entry.first);
    return known != nullptr && entry.second < level_of(config, *known);
  });
  return rule || (one.compatibility && is_laxer(*one.compatibility, config.compatibility)) ||
         (one.breaking == Breaking::major && config.breaking == Breaking::forbid);
}

bool is_stricter_than_default(const Override& one, const Config& config) {
  const bool rule = std::ranges::any_of(one.rules, [&](const auto& entry) {
    const Rule* known = find_rule(entry.first);
    return known != nullptr && entry.second > level_of(config, *known);
  });
  return rule || (one.compatibility && is_laxer(config.compatibility, *one.compatibility)) ||
         (one.breaking == Breaking::forbid && config.breaking == Breaking::major);
}

bool is_same(const Override& a, const Override& b) {
  return a.match_text == b.match_text && a.compatibility == b.compatibility &&
         a.breaking == b.breaking && a.rules == b.rules;
}

/// Collects the issues about one pair of configurations.
class Weakening {
 public:
  Weakening(const LoadedConfig& before, const LoadedConfig& after)
      : before_(before.config),
        after_(after.config),
        text_(after.text),
        // The old severities judge: a policy cannot switch off the report of its own weakening.
        policy_(policy_for(before_, std::nullopt, std::nullopt, "", config_path)) {}

  void compare_scalars() {
    if (is_laxer(after_.compatibility, before_.compatibility)) {
      add("compatibility", fmt::format("compatibility was weakened from {} to {}",
                                       before_.compatibility.text(), after_.compatibility.text()));
    }
    if (before_.breaking == Breaking::forbid && after_.breaking == Breaking::major) {
      add("breaking", fmt::format("breaking was weakened from {} to {}", word(before_.breaking),
                                  word(after_.breaking)));
    }
    for (const Rule& rule : catalogue()) {
      const RuleLevel was = level_of(before_, rule);
      const RuleLevel is = level_of(after_, rule);
      if (is < was) {
        add(fmt::format("rules.{}", rule.id),
            fmt::format("rule {} was weakened from {} to {}", rule.id, word(was), word(is)));
      }
    }
  }

  void compare_overrides() {
    using ByPattern = std::multimap<std::string_view, const Override*>;
    const auto by_pattern = [](const std::vector<Override>& all) {
      ByPattern out;
      for (const Override& one : all) out.emplace(one.match_text, &one);
      return out;
    };
    const auto contains = [](const ByPattern& all, const Override& one) {
      const auto [first, last] = all.equal_range(one.match_text);
      return std::any_of(first, last,
                         [&](const auto& other) { return is_same(one, *other.second); });
    };
    const ByPattern old_overrides = by_pattern(before_.overrides);
    const ByPattern new_overrides = by_pattern(after_.overrides);
    for (std::size_t i = 0; i < after_.overrides.size(); ++i) {
      const Override& one = after_.overrides[i];
      if (!contains(old_overrides, one) && is_laxer_than_default(one, after_)) {
        add(fmt::format("overrides[{}]", i),
            fmt::format("new override of '{}' is laxer than the default", one.match_text));
      }
    }
    for (const Override& one : before_.overrides) {
      if (!contains(new_overrides, one) && is_stricter_than_default(one, after_)) {
        add("overrides", fmt::format("the override of '{}', stricter than the default, was removed",
                                     one.match_text));
      }
    }
  }

  void compare_acceptances(const std::set<std::string>* raised) {
    std::set<std::pair<std::string_view, std::optional<Date>>> known;
    for (const ConfiguredAcceptance& earlier : before_.acceptances) {
      known.emplace(earlier.fingerprint, earlier.until);
    }
    for (const ConfiguredAcceptance& one : after_.acceptances) {
      if (known.contains({one.fingerprint, one.until})) {
        continue;
      }
      if (raised != nullptr && !raised->contains(one.fingerprint)) {
        add("acceptance_unused", one.at, "accept." + one.fingerprint,
            fmt::format("the acceptance of {} accepts nothing in this change", one.fingerprint));
      } else {
        add("policy_weakened", one.at, "accept." + one.fingerprint,
            fmt::format("new acceptance of {}: {}", one.fingerprint, one.reason));
      }
    }
  }

  void compare_globs(const std::vector<std::string>& uncovered) {
    if (!uncovered.empty()) {
      add("contracts", fmt::format("the globs no longer cover {}, e.g. '{}'",
                                   counted(uncovered.size(), "contract file"), uncovered.front()));
    }
  }

  [[nodiscard]] std::vector<Issue> take() { return std::move(issues_); }

 private:
  void add(const std::string& key, std::string message) {
    const auto place = after_.places.find(key);
    add("policy_weakened", place == after_.places.end() ? Span{} : place->second, key,
        std::move(message));
  }

  void add(std::string_view rule, Span at, const std::string& key, std::string message) {
    auto issue = gate_issue({.rule = rule, .message = message, .before = key, .after = message},
                            config_path, policy_);
    if (issue) {
      issue->at = locate(config_path, &text_, at);
      issues_.push_back(std::move(*issue));
    }
  }

  const Config& before_;
  const Config& after_;
  const SourceText text_;
  const Policy policy_;
  std::vector<Issue> issues_;
};

}  // namespace

Result<LoadedConfig> load_config(const Snapshot& snapshot) {
  const Result<FileRef> file = snapshot.find(config_path);
  if (!file) {
    if (file.error().kind == ErrorKind::not_found) {
      return LoadedConfig{};
    }
    return file.error();
  }
  if (file->kind != FileKind::regular) {
    return Error{ErrorKind::bad_config, "'dcr.yaml' is not a regular file",
                 SourceSpan{std::string(config_path), {}}, "put the configuration itself there"};
  }
  Result<std::string> text = snapshot.read(*file);
  if (!text) {
    return text.error();
  }
  Result<Config> config = parse_config(*text, config_path, rule_ids());
  if (!config) {
    return config.error();
  }
  return LoadedConfig{std::move(*config), std::move(*text)};
}

Policy policy_for(const Config& config, std::optional<Mode> forced, std::optional<Mode> own,
                  std::string_view full_name, std::string_view path) {
  Policy policy;
  policy.mode = forced ? *forced : own ? *own : config.mode_for(full_name, path);
  policy.breaking_forbidden = config.breaking_for(full_name, path) == Breaking::forbid;
  policy.model_policy = config.model_policy;
  for (const auto& [rule, level] : config.levels_for(full_name, path)) {
    policy.levels.emplace(rule, as_severity(level));
  }
  return policy;
}

std::vector<Issue> weakenings(const LoadedConfig& before, const LoadedConfig& after,
                              const std::vector<std::string>& uncovered,
                              const std::set<std::string>* raised) {
  Weakening weakening(before, after);
  weakening.compare_scalars();
  weakening.compare_overrides();
  weakening.compare_acceptances(raised);
  weakening.compare_globs(uncovered);
  return weakening.take();
}

std::vector<std::string> uncovered_files(const std::vector<FileRef>& files, const Config& before,
                                         const Config& after) {
  const PathFilter old_filter(before.documents());
  const PathFilter new_filter(after.documents());
  std::vector<std::string> paths;
  for (const FileRef& file : files) {
    if (old_filter.matches(file.path) && !new_filter.matches(file.path)) {
      paths.push_back(file.path);
    }
  }
  return paths;
}

}  // namespace dcr::check
