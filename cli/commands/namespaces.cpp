// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/namespaces.hpp"

#include "cli/commands/json_output.hpp"
#include "cli/commands/table.hpp"

#include <nlohmann/json.hpp>

namespace dcr::cli {
namespace {

std::size_t count_of(const NamespaceCount& count, ContractKind kind) {
  return count.names[static_cast<std::size_t>(kind)].size();
}

}  // namespace

NamespaceCounts count_namespaces(const std::vector<Summary>& documents) {
  NamespaceCounts counts;
  for (const Summary& each : documents) {
    NamespaceCount& count = counts[std::string(each.name_space.value_or(""))];
    count.names[static_cast<std::size_t>(each.kind)].emplace(each.name);
    ++count.versions;
  }
  return counts;
}

std::string namespaces_table(const NamespaceCounts& counts, bool aligned) {
  Table table{.heading = {"NAMESPACE", "CONTRACTS", "MODELS", "MODS", "VERSIONS"}, .rows = {}};
  for (const auto& [name, count] : counts) {
    table.rows.push_back(
        {name.empty() ? "(global)" : name, std::to_string(count_of(count, ContractKind::contract)),
         std::to_string(count_of(count, ContractKind::model)),
         std::to_string(count_of(count, ContractKind::mod)), std::to_string(count.versions)});
  }
  return to_text(table, aligned);
}

std::string namespaces_json(const NamespaceCounts& counts) {
  nlohmann::ordered_json out;
  out["namespaces"] = nlohmann::ordered_json::array();
  for (const auto& [name, count] : counts) {
    out["namespaces"].push_back({{"namespace", text_or_null(name)},
                                 {"contracts", count_of(count, ContractKind::contract)},
                                 {"models", count_of(count, ContractKind::model)},
                                 {"mods", count_of(count, ContractKind::mod)},
                                 {"versions", count.versions}});
  }
  return json_text(out);
}

}  // namespace dcr::cli
