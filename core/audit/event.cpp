// SPDX-License-Identifier: Apache-2.0
#include "core/audit/event.hpp"

#include <nlohmann/json.hpp>

#include <string_view>
#include <utility>

namespace dcr::audit {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(std::string_view text) { return text.empty() ? Json() : Json(text); }

Json payload_about(const Subject& subject) {
  Json payload;
  payload["dataset_id"] = subject.dataset_id;
  payload["namespace"] = subject.name_space ? Json(*subject.name_space) : Json();
  payload["version"] = text_or_null(subject.version);
  return payload;
}

std::string event(std::string_view kind, Json payload) {
  Json out;
  out["kind"] = kind;
  out["source"] = "data-contract-registry";
  out["payload"] = std::move(payload);
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string contract_promoted(const Subject& subject, const std::string& mode,
                              const std::vector<Owner>& owners) {
  Json payload = payload_about(subject);
  payload["mode"] = mode;
  payload["owners"] = Json::array();
  for (const Owner& owner : owners) {
    payload["owners"].push_back({{"team", owner.team}, {"contact", text_or_null(owner.contact)}});
  }
  return event("contract_promoted", std::move(payload));
}

std::string contract_compatibility_failed(const Subject& subject, const std::string& mode,
                                          const std::vector<Issue>& issues) {
  Json payload = payload_about(subject);
  payload["mode"] = mode;
  payload["issue_count"] = issues.size();
  payload["issues"] = Json::array();
  for (const Issue& issue : issues) {
    payload["issues"].push_back({{"severity", issue.severity},
                                 {"field", text_or_null(issue.field)},
                                 {"kind", issue.kind},
                                 {"message", issue.message}});
  }
  return event("contract_compatibility_failed", std::move(payload));
}

std::string contract_deprecated(const Subject& subject, const std::string& deprecation_uri) {
  Json payload = payload_about(subject);
  payload["deprecation_uri"] = text_or_null(deprecation_uri);
  return event("contract_deprecated", std::move(payload));
}

}  // namespace dcr::audit
