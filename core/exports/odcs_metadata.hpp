// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exports/losses.hpp"
#include "core/model/contract.hpp"
#include "core/yaml/node.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace dcr::exports {

/// The metadata of a contract on its way back to the places of ODCS it was read from, and into
/// customProperties where it has none.
class OdcsMetadata {
 public:
  explicit OdcsMetadata(const Contract& contract) : contract_(contract) {}

  /// Adds what stands below `prefix` and belongs to an object or a property.
  void add_to_element(yaml::Node& node, const std::string& prefix);
  /// Adds what belongs to `description`.
  void add_to_description(yaml::Node& node);
  /// Adds what belongs to a service level.
  void add_to_service_level(yaml::Node& node, const ServiceLevel& level);
  /// Adds the rest to the contract itself: last, it takes what no one asked for.
  void add_to_contract(yaml::Node& root);

 private:
  /// The text of a key, and that it has been written.
  const std::string* take(const std::string& key);
  void add_text(yaml::Node& node, const std::string& prefix, std::string_view key);
  void add_list(yaml::Node& node, const std::string& prefix, std::string_view key);
  void add_custom(yaml::Node& node, const std::string& prefix);

  const Contract& contract_;
  std::set<std::string> taken_;
};

}  // namespace dcr::exports
