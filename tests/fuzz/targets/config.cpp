// SPDX-License-Identifier: Apache-2.0
// A dcr.yaml: it is read or refused with a place, and what it says of a contract is one thing.
#include "core/config/config.hpp"

#include "core/base/glob_braces.hpp"
#include "core/compat/catalogue.hpp"
#include "tests/fuzz/support/expect.hpp"
#include "tests/fuzz/targets.hpp"

#include <array>
#include <string>

namespace dcr::fuzz {

void fuzz_config(std::string_view input) {
  const auto config = parse_config(input, "dcr.yaml", rule_ids());
  if (!config) {
    expect(config.error().kind == ErrorKind::bad_config, "an error of another kind");
    expect(config.error().where.has_value(), "an error without a place", config.error().message);
    expect_sound(config.error(), input);
    return;
  }
  const PathFilter filter(config->documents());
  constexpr auto paths = std::to_array<std::string_view>(
      {"contracts/a.yaml", "models/a/b.json", "mod_registry.json", "finance/x.yaml", "a"});
  for (const std::string_view path : paths) {
    expect(!filter.matches(path) || filter.may_match_below(path.substr(0, path.rfind('/') + 1)) ||
               filter.may_match_below(path.substr(0, path.find('/'))),
           "the folder of a document is skipped", path);
    for (const std::string_view name : {"finance.a", "a::b.c", ""}) {
      static_cast<void>(config->mode_for(name, path));
      static_cast<void>(config->breaking_for(name, path));
      for (const std::string_view rule : rule_ids()) {
        static_cast<void>(config->level_for(rule, name, path));
      }
    }
  }
  for (const Glob& glob : config->registered()) {
    const auto alternatives = glob_braces::expanded(glob.text());
    expect(alternatives.has_value(), "a pattern stands for no patterns", glob.text());
    for (const std::string& alternative : *alternatives) {
      const std::string framed = "/" + alternative + "/";
      expect(!alternative.starts_with('/') && framed.find("/../") == std::string::npos,
             "a pattern leaves the repository", glob.text());
    }
  }
  const std::string mods = "/" + config->mods + "/";
  expect(!config->mods.empty() && config->mods.front() != '/' &&
             mods.find("/../") == std::string::npos,
         "the registry of mods is outside of the repository", config->mods);
}

}  // namespace dcr::fuzz
