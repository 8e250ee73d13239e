// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/version_output.hpp"

#include "cli/commands/json_output.hpp"
#include "core/base/timestamp.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dcr::cli {

std::string Registration::text() const {
  if (commit.empty()) return "not committed";
  return fmt::format("{} in {} by {}", date.substr(0, date.find('T')), commit.substr(0, 7),
                     author_name);
}

Result<Registration> registration_of(const git::Repository& repository,
                                     const ContractVersion& version) {
  if (!version.first_commit) return Registration{};
  const auto commit = repository.commit(*version.first_commit);
  if (!commit) return commit.error();
  return Registration{commit->id.hex(), utc_text(commit->author_time), commit->author_name,
                      commit->author_email};
}

Result<nlohmann::ordered_json> version_json(const git::Repository& repository,
                                            const ContractVersion& version) {
  const auto first = registration_of(repository, version);
  if (!first) return first.error();
  const Contract& contract = version.document->contract;
  nlohmann::ordered_json out = identity_json(contract);
  out["title"] = text_or_null(contract.title);
  out["format"] = to_string(contract.format);
  out["version"] = version.version().text();
  out["status"] = to_string(version.status);
  out["deprecation_uri"] = text_or_null(version.deprecation_uri);
  out["deprecation_message"] = text_or_null(version.deprecation_message);
  out["registered"] = version.registered;
  out["in_tree"] = version.in_tree;
  out["removed"] = version.removed;
  out["path"] = version.document->path;
  out["commit"] = text_or_null(first->commit);
  out["date"] = text_or_null(first->date);
  out["author"] = nullptr;
  if (!first->commit.empty()) {
    out["author"] = {{"name", first->author_name}, {"email", first->author_email}};
  }
  out["last_commit"] = text_or_null(version.last_commit ? version.last_commit->hex() : "");
  return out;
}

std::string status_text(const ContractVersion& version) {
  std::string out(to_string(version.status));
  if (version.removed) out += ", removed";
  if (!version.deprecation_uri.empty()) out += ": " + version.deprecation_uri;
  return out;
}

}  // namespace dcr::cli
