// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/located.hpp"
#include "core/base/source_span.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dcr::yaml {
struct Node;
}
namespace dcr::schema {
class Schema;
}

namespace dcr {

/// How much the comparison of two JSON Schemas takes for granted about who writes documents.
enum class ModelPolicy {
  automatic,      ///< closed_writer for schemas that look like Pydantic's, else strict
  strict,         ///< plain containment
  closed_writer,  ///< a writer that lists `properties` and is silent on others writes no others
  lenient,        ///< and an open reader takes a new property of any type
};
/// The word of documents and of dcr.yaml: "auto", "closed_writer".
[[nodiscard]] std::string_view to_string(ModelPolicy policy);
[[nodiscard]] std::optional<ModelPolicy> parse_model_policy(std::string_view word);

/// A model: the JSON Schema of an envelope, or of a bare file.
struct ModelSchema {
  std::shared_ptr<const yaml::Node> schema;  ///< as it is written; never null
  std::string pointer;                       ///< where it stands in its document: "/schema", or ""
  std::shared_ptr<const schema::Schema> compiled;  ///< null where it is no valid JSON Schema
  /// The other documents of the repository it refers to, by path.
  std::map<std::string, std::shared_ptr<const yaml::Node>> references;
  std::shared_ptr<const yaml::Node> avro_schema;  ///< kept along; null when there is none
  std::string registered_by;                      ///< a service or a person; empty when not given
  std::optional<Located<ModelPolicy>> policy;     ///< empty when the document does not say
};

}  // namespace dcr
