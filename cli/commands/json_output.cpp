// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/json_output.hpp"

#include <nlohmann/json.hpp>

namespace dcr::cli {

std::string json_text(const nlohmann::ordered_json& answer) {
  return answer.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

nlohmann::ordered_json text_or_null(std::string_view text) {
  if (text.empty()) return nullptr;
  return text;
}

nlohmann::ordered_json identity_json(const Contract& contract) {
  nlohmann::ordered_json out;
  out["name"] = contract.full_name();
  out["dataset_id"] = contract.name;
  out["namespace"] =
      contract.name_space ? nlohmann::ordered_json(*contract.name_space) : nlohmann::ordered_json();
  out["kind"] = to_string(contract.kind);
  return out;
}

nlohmann::ordered_json owners_json(const std::vector<Owner>& owners) {
  auto out = nlohmann::ordered_json::array();
  for (const Owner& owner : owners) {
    out.push_back({{"team", owner.team}, {"contact", text_or_null(owner.contact)}});
  }
  return out;
}

}  // namespace dcr::cli
