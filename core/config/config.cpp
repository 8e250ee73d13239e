// SPDX-License-Identifier: Apache-2.0
#include "core/config/config.hpp"

#include "core/base/bug.hpp"

#include <initializer_list>

namespace dcr {
namespace {

std::vector<Glob> built_in(std::initializer_list<std::string_view> patterns) {
  std::vector<Glob> globs;
  for (const std::string_view pattern : patterns) {
    Result<Glob> glob = Glob::compile(pattern);
    if (!glob) bug("a built-in pattern does not compile");
    globs.push_back(*std::move(glob));
  }
  return globs;
}

/// A pattern for exactly this path.
std::string literal_pattern(std::string_view path) {
  std::string pattern;
  for (const char c : path) {
    if (std::string_view("*?[]{}\\").find(c) != std::string_view::npos) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

}  // namespace

std::vector<Glob> Config::registered() const {
  std::vector<Glob> globs = contracts;
  globs.insert(globs.end(), models.begin(), models.end());
  return globs;
}

std::vector<Glob> Config::stated_globs() const {
  std::vector<Glob> globs = contracts_stated ? contracts : std::vector<Glob>{};
  if (models_stated) globs.insert(globs.end(), models.begin(), models.end());
  return globs;
}

std::vector<Glob> Config::documents() const {
  std::vector<Glob> globs = registered();
  // A path that is no pattern was refused when the configuration was read.
  if (auto file = Glob::compile(literal_pattern(mods))) globs.push_back(*std::move(file));
  return globs;
}

PathFilter Config::mods_filter() const {
  std::vector<Glob> globs;
  if (auto file = Glob::compile(literal_pattern(mods))) globs.push_back(*std::move(file));
  return PathFilter(std::move(globs));
}

Config default_config() {
  Config config;
  config.contracts =
      built_in({"contracts/**/*.y{,a}ml", "**/*.odcs.y{,a}ml", "**/datacontract.y{,a}ml"});
  config.models = built_in({"models/**/*.json", "models/**/*.y{,a}ml"});
  return config;
}

std::string name_as_path(std::string_view name) {
  std::string path;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const bool colons = name.substr(at, 2) == "::";
    path += colons || name[at] == '.' ? '/' : name[at];
    if (colons) ++at;
  }
  return path;
}

bool Override::applies_to(std::string_view full_name, std::string_view path) const {
  if (match.matches(path)) return true;
  return name_match ? name_match->matches(name_as_path(full_name)) : match.matches(full_name);
}

Mode Config::mode_for(std::string_view full_name, std::string_view path) const {
  Mode mode = compatibility;
  for (const Override& entry : overrides) {
    if (entry.compatibility && entry.applies_to(full_name, path)) mode = *entry.compatibility;
  }
  return mode;
}

Breaking Config::breaking_for(std::string_view full_name, std::string_view path) const {
  Breaking answer = breaking;
  for (const Override& entry : overrides) {
    if (entry.breaking && entry.applies_to(full_name, path)) answer = *entry.breaking;
  }
  return answer;
}

std::map<std::string, RuleLevel> Config::levels_for(std::string_view full_name,
                                                    std::string_view path) const {
  std::map<std::string, RuleLevel> levels = rules;
  for (const Override& entry : overrides) {
    if (entry.rules.empty() || !entry.applies_to(full_name, path)) continue;
    for (const auto& [rule, level] : entry.rules) levels[rule] = level;
  }
  return levels;
}

std::optional<RuleLevel> Config::level_for(std::string_view rule, std::string_view full_name,
                                           std::string_view path) const {
  const std::map<std::string, RuleLevel> levels = levels_for(full_name, path);
  const auto level = levels.find(std::string(rule));
  return level == levels.end() ? std::nullopt : std::optional(level->second);
}

}  // namespace dcr
