// SPDX-License-Identifier: Apache-2.0
#include "core/report/formats.hpp"
#include "core/report/json.hpp"
#include "core/report/listed.hpp"

#include <nlohmann/json.hpp>

namespace dcr::report {

namespace {

using Json = nlohmann::ordered_json;

std::string line_of(const Json& object) {
  return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// What a reader of one line has to know of its contract.
Json contract_of(const ContractVerdict& contract) {
  const Json whole = verdict_json(contract);
  Json out;
  for (const char* key :
       {"name", "kind", "path", "change", "previous_version", "version", "mode", "compatible"}) {
    out[key] = whole[key];
  }
  return out;
}

Json finding(const Listed& listed) {
  Json out = {{"record", "finding"}};
  out["contract"] = listed.contract ? contract_of(*listed.contract) : Json(nullptr);
  out["commit"] = listed.commit.empty() ? Json(nullptr) : Json(*listed.comparison->head.commit);
  out["id"] = listed.id;
  out["anchor"] = {{"path", listed.path}, {"line", listed.at.begin.line}};
  out["issue"] = issue_json(*listed.issue);
  return out;
}

}  // namespace

std::string to_json_lines(const Report& report) {
  std::string out;
  for (const Listed& listed : list_issues(report)) out += line_of(finding(listed));
  Json last = {{"record", "summary"}};
  last.update(frame_json(report));
  return out + line_of(last);
}

}  // namespace dcr::report
