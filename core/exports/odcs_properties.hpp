// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exports/losses.hpp"
#include "core/exports/odcs_metadata.hpp"
#include "core/model/contract.hpp"
#include "core/yaml/node.hpp"

#include <string>
#include <vector>

namespace dcr::exports {

/// Writes the properties of one object.
class OdcsProperties {
 public:
  OdcsProperties(const std::vector<std::string>& key, OdcsMetadata& metadata, Losses& losses,
                 std::string metadata_prefix, std::string path_prefix)
      : key_(key),
        metadata_(metadata),
        losses_(losses),
        metadata_prefix_(std::move(metadata_prefix)),
        path_prefix_(std::move(path_prefix)) {}

  /// The value of `properties`; `path` is dotted from the object.
  yaml::Node list(const FieldList& fields, const std::string& path);

 private:
  void add_values(yaml::Node& node, const Field& field, const std::string& path);
  void add_key(yaml::Node& node, const Field& field, const std::string& path) const;
  void add_others(yaml::Node& node, const Field& field, const std::string& path);
  void add_parts(yaml::Node& node, const Field& field, const std::string& path);

  const std::vector<std::string>& key_;  // of the object, in order
  OdcsMetadata& metadata_;
  Losses& losses_;
  std::string metadata_prefix_;
  std::string path_prefix_;
};

}  // namespace dcr::exports
