// SPDX-License-Identifier: Apache-2.0
#include "core/model/contract.hpp"

#include "core/base/bug.hpp"
#include "core/base/steps.hpp"

#include <algorithm>

namespace dcr {

std::string_view to_string(ContractKind kind) {
  switch (kind) {
    case ContractKind::contract: return "contract";
    case ContractKind::model: return "model";
    case ContractKind::mod: return "mod";
  }
  unreachable();
}

std::string_view to_string(Format format) {
  switch (format) {
    case Format::dcr: return "dcr";
    case Format::odcs: return "odcs";
    case Format::dcs: return "dcs";
    case Format::mod_registry: return "mod_registry";
    case Format::model: return "model";
    case Format::json_schema: return "json_schema";
  }
  unreachable();
}

const Field* FieldList::find(std::string_view name) const {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& field) {
    count_steps();
    return *field.name == name;
  });
  return found == fields.end() ? nullptr : &*found;
}

std::string Contract::full_name() const { return name_space ? *name_space + "::" + name : name; }

}  // namespace dcr
