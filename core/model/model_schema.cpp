// SPDX-License-Identifier: Apache-2.0
#include "core/model/model_schema.hpp"

#include "core/base/bug.hpp"

namespace dcr {

std::string_view to_string(ModelPolicy policy) {
  switch (policy) {
    case ModelPolicy::automatic: return "auto";
    case ModelPolicy::strict: return "strict";
    case ModelPolicy::closed_writer: return "closed_writer";
    case ModelPolicy::lenient: return "lenient";
  }
  unreachable();
}

std::optional<ModelPolicy> parse_model_policy(std::string_view word) {
  for (const ModelPolicy policy : {ModelPolicy::automatic, ModelPolicy::strict,
                                   ModelPolicy::closed_writer, ModelPolicy::lenient}) {
    if (word == to_string(policy)) return policy;
  }
  return std::nullopt;
}

}  // namespace dcr
