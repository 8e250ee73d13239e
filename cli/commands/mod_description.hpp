// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/yaml/node.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dcr::cli {

/// The one document of a YAML or JSON file; `what` is what messages call it.
///
/// Errors: usage.
Result<std::shared_ptr<const yaml::Node>> read_mod_document(const std::string& path,
                                                            std::string_view what);

/// What a file says of a mod, with the keys of an entry in either shape.
struct ModDescription {
  std::string file;
  std::shared_ptr<const yaml::Node> root;  ///< a mapping; null where there is none
};

/// The file that is named, else the one beside the module: `reader.yaml`, `.yml` or `.json` for
/// `reader.py`, `mod.yaml` for a package. One beside it that says nothing of a mod (it has none of
/// the keys `metadata`, `config_schema`, `interface` and `dependencies`) is some other file.
///
/// Errors: usage.
Result<ModDescription> find_description(const std::optional<std::string>& named,
                                        const std::string& module_file);

}  // namespace dcr::cli
