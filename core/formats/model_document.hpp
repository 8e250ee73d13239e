// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/glob.hpp"
#include "core/base/result.hpp"
#include "core/semver/version.hpp"
#include "core/yaml/node.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::formats {

/// A model whose document is to be written.
struct ModelDraft {
  std::string name;
  std::optional<std::string> name_space;
  Version version;
  std::string registered_by{};  ///< empty = not said
  std::map<std::string, std::string> metadata{};
  std::shared_ptr<const yaml::Node> schema{};  ///< never null
};

/// The envelope, as JSON in lines.
[[nodiscard]] std::string model_document(const ModelDraft& draft);

/// The envelope with another schema and version; every other byte stays, the owners, metadata and
/// comments that people added.
///
/// Errors: usage where the text cannot be edited safely.
Result<std::string> with_schema(std::string_view text, std::string_view path, std::size_t document,
                                const yaml::Node& schema, const Version& version);

/// The envelope with these entries in its metadata, the others kept.
///
/// Errors: as with_schema.
Result<std::string> with_metadata(std::string_view text, std::string_view path,
                                  std::size_t document,
                                  const std::map<std::string, std::string>& metadata);

/// Whether two schemas are one value, descriptions included, however they are laid out.
[[nodiscard]] bool same_value(const yaml::Node& a, const yaml::Node& b);

/// Where a new model goes by the globs of models: below the folder that the first of them begins
/// with, in a folder of its namespace. `versioned` puts the version into the name.
///
///     models/**/*.json    models/user-service/User_v1_0_0.json
[[nodiscard]] std::string model_file_path(const std::vector<Glob>& globs, const ModelDraft& draft,
                                          bool versioned);

/// Where a new contract goes by the globs of contracts: below the folder that the first of them
/// begins with. What of the name cannot be a file's name becomes `_`.
[[nodiscard]] std::string contract_file_path(const std::vector<Glob>& globs, std::string_view name);

}  // namespace dcr::formats
