// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace dcr::audit {

/// Which version of which contract an event is about.
struct Subject {
  std::string dataset_id;                 ///< without the namespace
  std::optional<std::string> name_space;  ///< empty = global
  std::string version;
};

struct Owner {
  std::string team;
  std::string contact;  ///< empty when not given
};

/// An issue in the words of reports.
struct Issue {
  std::string severity;
  std::string field;  ///< empty when it concerns the contract
  std::string kind;   ///< the rule
  std::string message;
};

// Each event as the JSON that goes over the wire; what is not UTF-8 is replaced.
//
// Source: schemas/audit-event.schema.json.

[[nodiscard]] std::string contract_promoted(const Subject& subject, const std::string& mode,
                                            const std::vector<Owner>& owners);
[[nodiscard]] std::string contract_compatibility_failed(const Subject& subject,
                                                        const std::string& mode,
                                                        const std::vector<Issue>& issues);
[[nodiscard]] std::string contract_deprecated(const Subject& subject,
                                              const std::string& deprecation_uri);

}  // namespace dcr::audit
