// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/json_output.hpp"

#include <nlohmann/json.hpp>

namespace dcr::cli {
namespace {

template <class Described>
nlohmann::ordered_json identity(const Described& of, std::string_view full_name) {
  nlohmann::ordered_json out;
  out["name"] = full_name;
  out["dataset_id"] = of.name;
  out["namespace"] =
      of.name_space ? nlohmann::ordered_json(*of.name_space) : nlohmann::ordered_json();
  out["kind"] = to_string(of.kind);
  return out;
}

}  // namespace

std::string json_text(const nlohmann::ordered_json& answer) {
  return answer.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

nlohmann::ordered_json text_or_null(std::string_view text) {
  if (text.empty()) return nullptr;
  return text;
}

nlohmann::ordered_json identity_json(const Contract& contract) {
  return identity(contract, contract.full_name());
}

nlohmann::ordered_json identity_json(const Summary& summary) {
  return identity(summary, summary.full_name);
}

nlohmann::ordered_json owners_json(const std::vector<Owner>& owners) {
  auto out = nlohmann::ordered_json::array();
  for (const Owner& owner : owners) {
    out.push_back({{"team", owner.team}, {"contact", text_or_null(owner.contact)}});
  }
  return out;
}

}  // namespace dcr::cli
