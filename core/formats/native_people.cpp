// SPDX-License-Identifier: Apache-2.0
#include "core/formats/native_people.hpp"

#include "core/model/field_paths.hpp"

#include <fmt/format.h>

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr::formats {

namespace {

void read_owner(const yaml::Node& node, Contract& contract, ProblemList& problems) {
  if (!node.is_mapping()) {
    problems.error(
        "", node.at,
        fmt::format("an owner must be a mapping with a team, not {}", yaml::describe(node.kind)),
        "write {team: data-platform, contact: \"#data-platform\"}");
    return;
  }
  MappingReader reader(node, "", Dialect::exact, problems);
  const bool stated = reader.value("team") != nullptr;
  const auto team = reader.name("team");
  const auto contact = reader.name("contact");
  if (!stated) problems.error("", reader.place("team"), "this owner has no team");
  reader.report_unknown_keys();
  if (team) contract.owners.push_back({team->value, contact ? contact->value : "", node.at});
}

/// The paths of all fields, and the same as what an unknown one may have meant.
struct KnownFields {
  std::set<std::string> paths;
  std::vector<std::string_view> candidates;
};

void read_consumer(const yaml::Node& node, const KnownFields& known, Contract& contract,
                   ProblemList& problems) {
  if (!node.is_mapping()) {
    problems.error(
        "", node.at,
        fmt::format("a consumer must be a mapping with a name, not {}", yaml::describe(node.kind)),
        "write {name: dashboards/revenue, fields: [user_id]}");
    return;
  }
  MappingReader reader(node, "", Dialect::exact, problems);
  const bool stated = reader.value("name") != nullptr;
  const auto name = reader.name("name");
  const auto contact = reader.name("contact");
  if (!stated) problems.error("", reader.place("name"), "this consumer has no name");
  Consumer consumer{.name = name ? name->value : "",
                    .contact = contact ? contact->value : "",
                    .fields = {},
                    .at = node.at};
  for (const Located<std::string>& field : reader.names("fields")) {
    // Without any readable field every path would be called unknown, and none of them is at fault.
    if (!known.paths.empty() && !known.paths.contains(field.value)) {
      // No fault of the data: whoever removes a field cannot edit its consumers away first.
      problems.loose(field.value, field.at,
                     fmt::format("the consumer depends on '{}', which is not a field{}",
                                 field.value, problems.suggestion(field.value, known.candidates)));
    }
    consumer.fields.push_back(field.value);
  }
  reader.report_unknown_keys();
  if (name) contract.consumers.push_back(std::move(consumer));
}

}  // namespace

void read_native_owners(MappingReader& root, Contract& contract, ProblemList& problems) {
  const yaml::Node* stated = root.value("owners");
  const bool missing = stated == nullptr || (stated->is_sequence() && stated->items.empty());
  if (missing) {
    problems.owner_missing(Severity::error, root.place("owners"), "the contract has no owner",
                           "add who answers for it: owners: [{team: data-platform}]");
    return;
  }
  const yaml::Node* list = root.list("owners");
  if (list == nullptr) return;
  for (const auto& node : list->items) read_owner(*node, contract, problems);
}

void read_native_consumers(MappingReader& root, Contract& contract, ProblemList& problems) {
  const yaml::Node* list = root.list("consumers");
  if (list == nullptr) return;
  KnownFields known{field_paths(contract), {}};
  known.candidates.assign(known.paths.begin(), known.paths.end());
  for (const auto& node : list->items) read_consumer(*node, known, contract, problems);
}

}  // namespace dcr::formats
