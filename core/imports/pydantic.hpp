// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/yaml/node.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::imports {

/// core/imports/pydantic_models.py as it was when dcr was built.
[[nodiscard]] std::string_view pydantic_script();

/// What to look at.
struct PydanticRequest {
  std::string interpreter;           ///< an absolute path
  std::vector<std::string> roots;    ///< folders where modules are looked for first
  std::vector<std::string> modules;  ///< dotted names
  std::vector<std::string> only;     ///< names of models; empty = all
};

/// A model that a module defines.
struct PydanticModel {
  std::string name;
  std::string version;   ///< as its class or its ModelManager says it; empty when neither does
  bool managed = false;  ///< of a ModelManager, which keeps several versions side by side
  std::string module;
  std::string file;  ///< empty when unknown, as its line
  int line = 0;
  std::shared_ptr<const yaml::Node> schema;  ///< never null
};

/// Imports the modules with that Python and asks the models of Pydantic 1 or 2 in them for their
/// JSON Schemas. Classes that a module only imports from another are not its own.
///
/// Errors: io, with the file and line, when a module cannot be imported, a model has no schema or
/// Python cannot be started; every further failure is a line of the message.
Result<std::vector<PydanticModel>> pydantic_models(const PydanticRequest& request);

}  // namespace dcr::imports
