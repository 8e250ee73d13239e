// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/change.hpp"
#include "core/model/contract.hpp"
#include "core/model/model_schema.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dcr {

/// What became of the documents that were valid.
enum class ModelCompatibility { identical, backward_compatible, breaking };
[[nodiscard]] std::string_view to_string(ModelCompatibility compatibility);

/// Two versions of a model side by side, in the words of registries of models: their properties by
/// name, at the top of the schema.
struct ModelSummary {
  std::vector<std::string> properties_added{};  ///< all of them ascending
  std::vector<std::string> properties_removed{};
  std::vector<std::string> properties_modified{};  ///< in both, and not the same
  std::vector<std::string> required_added{};       ///< required now and not before
  std::vector<std::string> required_removed{};
  std::vector<std::string> breaking_changes{};  ///< why old documents may be refused, in words
  ModelCompatibility compatibility = ModelCompatibility::identical;
};

/// Compares two models, whatever the mode: breaking is what may refuse documents of the old one.
[[nodiscard]] ModelSummary summarise(const Contract& before, const Contract& after,
                                     ModelPolicy policy);

}  // namespace dcr
