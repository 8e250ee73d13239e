// SPDX-License-Identifier: Apache-2.0
#include "core/formats/detect.hpp"

#include "core/formats/model.hpp"

#include <string_view>

namespace dcr::formats {

namespace {

bool has(const yaml::Node& root, std::string_view key) { return root.find(key) != nullptr; }

std::string_view text_of(const yaml::Node& root, std::string_view key) {
  const yaml::Node* node = root.find(key);
  return node != nullptr && node->is_scalar() ? std::string_view(node->text) : std::string_view();
}

/// A native contract that lost its `dataset_id` is a broken contract, not some other YAML.
bool looks_native(const yaml::Node& root) {
  return has(root, "fields") && has(root, "version") &&
         (has(root, "owners") || has(root, "primary_key") || has(root, "freshness_sla"));
}

/// Source: the JSON Schema of ODCS 2.2.2, whose `kind` knows three words and whose id is `uuid`.
bool is_odcs_v2(const yaml::Node& root, std::string_view kind, std::string_view api_version) {
  const bool kind_of_v2 =
      kind == "DataContract" || kind == "virtualDataset" || kind == "managedDataset";
  if (!kind_of_v2) return false;
  if (!api_version.empty()) return api_version.starts_with("v2") || api_version.starts_with("2");
  return has(root, "uuid") && !has(root, "schema");
}

bool is_odcs(const yaml::Node& root, std::string_view kind, std::string_view api_version) {
  if (kind == "DataContract") return true;
  return has(root, "schema") && (api_version.starts_with("v3") || api_version.starts_with("3"));
}

}  // namespace

Detected detect(const yaml::Node& root) {
  if (!root.is_mapping()) return Detected::none;
  if (has(root, "dataset_id")) return Detected::native;
  if (has(root, "dataContractSpecification")) return Detected::dcs;
  const std::string_view kind = text_of(root, "kind");
  const std::string_view api_version = text_of(root, "apiVersion");
  if (is_odcs_v2(root, kind, api_version)) return Detected::odcs_v2;
  if (is_odcs(root, kind, api_version)) return Detected::odcs;
  if (looks_native(root)) return Detected::native;
  if (is_model(root)) return Detected::model;
  return is_json_schema(root) ? Detected::json_schema : Detected::none;
}

}  // namespace dcr::formats
