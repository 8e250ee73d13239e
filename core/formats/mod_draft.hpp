// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/mod_registry.hpp"
#include "core/yaml/node.hpp"

#include <memory>
#include <string>
#include <vector>

namespace dcr::formats {

/// An entry of a registry in the making: what stands there already, then what the module says of
/// itself, then what the command line says; later words win.
class ModDraft {
 public:
  explicit ModDraft(std::string name) : name_(std::move(name)) {}

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] bool has(std::string_view key) const { return entry_.find(key) != nullptr; }

  /// What is known for a key so far; null where nothing is.
  [[nodiscard]] std::shared_ptr<const yaml::Node> value(std::string_view key) const;

  /// Takes every value of an entry of either shape, METADATA of a module among them.
  void take(const yaml::Node& entry);
  void take_registered(const Component& registered);
  void set(const std::string& key, std::shared_ptr<const yaml::Node> value);
  void set_text(const std::string& key, const std::string& text);
  void set_names(const std::string& key, const std::vector<std::string>& names);
  void remove(std::string_view key);

  /// The mod, with what is wrong with it; there are no places to point at.
  [[nodiscard]] ReadComponent read() const;

 private:
  std::string name_;
  yaml::Node entry_{.kind = yaml::Kind::mapping,
                    .at = {},
                    .text = {},
                    .quoted = false,
                    .items = {},
                    .entries = {}};
};

}  // namespace dcr::formats
