// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/mods/values.hpp"

#include <nlohmann/json_fwd.hpp>

#include <set>
#include <string>
#include <string_view>

namespace dcr::mods {

/// What stands in the place of a secret.
inline constexpr std::string_view mask = "***";

/// The values that may be shown to nobody: those whose schema says `secret: true` or
/// `writeOnly: true`.
class Secrets {
 public:
  /// Learns the secrets within `value` that its schema marks. Follows properties, items, the
  /// branches of allOf, anyOf and oneOf, and references within the schema.
  void learn(const yaml::Node& schema, const yaml::Node& value);
  /// Learns every scalar within `value`: as it is, line by line, and as JSON and Python print it.
  void learn_all(const yaml::Node& value);
  /// Learns what another one knows.
  void learn(const Secrets& other);

  [[nodiscard]] bool empty() const { return texts_.empty(); }
  /// The text with every secret in it masked. A secret of fewer than four characters is masked only
  /// as a word of its own: else a "1" would mask every number.
  [[nodiscard]] std::string masked(std::string_view text) const;
  /// Masks all texts of a value, keys too, and every number that is a secret.
  void mask_all(nlohmann::ordered_json& value) const;

 private:
  void learn_text(const std::string& text);

  struct LongestFirst {
    using is_transparent = void;
    bool operator()(std::string_view a, std::string_view b) const {
      return a.size() != b.size() ? a.size() > b.size() : a < b;
    }
  };
  std::set<std::string, LongestFirst> texts_;
};

}  // namespace dcr::mods
