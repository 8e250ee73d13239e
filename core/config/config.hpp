// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/glob.hpp"
#include "core/base/problem.hpp"
#include "core/base/result.hpp"
#include "core/model/acceptance.hpp"
#include "core/model/mode.hpp"
#include "core/model/model_schema.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr {

/// What happens to a breaking change.
enum class Breaking {
  forbid,  ///< it is an error under any version
  major,   ///< a sufficient MAJOR bump turns it into a note
};

/// `rules:` gives a rule another severity, or turns it off.
enum class RuleLevel { off, info, warning, error };

/// One entry of `overrides:`; later entries win.
struct Override {
  std::string match_text;  ///< a glob over full names or over paths
  Glob match;              ///< of paths, and of names as they are spelled
  /// Of names, where `.` and `::` separate as `/` does in paths; empty where that is no pattern.
  std::optional<Glob> name_match;
  std::optional<Mode> compatibility;
  std::optional<Breaking> breaking;
  std::map<std::string, RuleLevel> rules;

  [[nodiscard]] bool applies_to(std::string_view full_name, std::string_view path) const;
};

/// `a.b::c` as a path, `a/b/c`: so that `*` in a pattern stays within one part of a name.
[[nodiscard]] std::string name_as_path(std::string_view name);

/// `dcr.yaml`. Every key is optional.
struct Config {
  bool stated = false;            ///< a dcr.yaml exists
  std::vector<Glob> contracts;    ///< the defaults where the key is absent
  bool contracts_stated = false;  ///< the globs were written by the user
  std::vector<Glob> models;
  bool models_stated = false;
  std::map<std::string, std::string> model_metadata;  ///< below what each model says itself
  std::string mods = "mod_registry.json";
  std::string python;  ///< the interpreter of mods, a name or a path; empty = find it
  std::vector<std::string> mainline;  ///< branch names or patterns; empty = find it
  Mode compatibility;
  ModelPolicy model_policy = ModelPolicy::automatic;
  Breaking breaking = Breaking::forbid;
  std::map<std::string, RuleLevel> rules;
  std::vector<Override> overrides;
  std::vector<ConfiguredAcceptance> acceptances;
  std::string tags = "{name}/v{version}";
  /// Where the stated keys stand: "breaking", "rules.field_removed", "overrides[0]", "accept[0]".
  std::map<std::string, Span> places;

  /// Where contracts and models lie.
  [[nodiscard]] std::vector<Glob> registered() const;
  /// The patterns of contracts and models that the user wrote: each must match something.
  [[nodiscard]] std::vector<Glob> stated_globs() const;
  /// What `check` looks at: contracts, models, and the one file of mods.
  [[nodiscard]] std::vector<Glob> documents() const;
  /// The file of mods alone.
  [[nodiscard]] PathFilter mods_filter() const;

  /// The mode of a contract that has no `compatibility` of its own.
  [[nodiscard]] Mode mode_for(std::string_view full_name, std::string_view path) const;
  [[nodiscard]] Breaking breaking_for(std::string_view full_name, std::string_view path) const;
  /// The level the configuration gives `rule`; empty = the catalogue's.
  [[nodiscard]] std::optional<RuleLevel> level_for(std::string_view rule,
                                                   std::string_view full_name,
                                                   std::string_view path) const;
  /// Those levels of all the rules that have one, each override asked once.
  [[nodiscard]] std::map<std::string, RuleLevel> levels_for(std::string_view full_name,
                                                            std::string_view path) const;
};

/// The configuration without a dcr.yaml.
[[nodiscard]] Config default_config();

/// Reads dcr.yaml. `known_rules` are the ids `rules:` may name.
///
/// Errors: bad_config with the place of the first problem; the message lists how many there are
/// and every further one on a line of its own. An unknown key names the nearest known one.
Result<Config> parse_config(std::string_view text, std::string_view path,
                            const std::vector<std::string_view>& known_rules);

}  // namespace dcr
