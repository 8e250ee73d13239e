// SPDX-License-Identifier: Apache-2.0
#include "core/audit/event.hpp"

#include <doctest/doctest.h>

#include <string>

namespace audit = dcr::audit;

TEST_CASE("a promotion says who answers for the version") {
  CHECK(audit::contract_promoted({"users", std::nullopt, "1.1.0"}, "backward",
                                 {{"growth", "#growth"}, {"data", ""}}) ==
        R"({"kind":"contract_promoted","source":"data-contract-registry","payload":)"
        R"({"dataset_id":"users","namespace":null,"version":"1.1.0","mode":"backward",)"
        R"("owners":[{"team":"growth","contact":"#growth"},{"team":"data","contact":null}]}})");
}

TEST_CASE("a failure counts and lists its issues") {
  CHECK(audit::contract_compatibility_failed(
            {"users", "finance", "2.0.0"}, "full",
            {{"error", "ltv", "field_removed", "field 'ltv' was removed"},
             {"error", "", "version_taken", "version 2.0.0 is taken"}}) ==
        R"({"kind":"contract_compatibility_failed","source":"data-contract-registry","payload":)"
        R"({"dataset_id":"users","namespace":"finance","version":"2.0.0","mode":"full",)"
        R"("issue_count":2,"issues":[{"severity":"error","field":"ltv","kind":"field_removed",)"
        R"("message":"field 'ltv' was removed"},{"severity":"error","field":null,)"
        R"("kind":"version_taken","message":"version 2.0.0 is taken"}]}})");
}

TEST_CASE("a deprecation names the page of its successor") {
  CHECK(audit::contract_deprecated({"users", std::nullopt, "1.0.0"}, "https://x.example/m") ==
        R"({"kind":"contract_deprecated","source":"data-contract-registry","payload":)"
        R"({"dataset_id":"users","namespace":null,"version":"1.0.0",)"
        R"("deprecation_uri":"https://x.example/m"}})");
}

TEST_CASE("bytes that are not UTF-8 are replaced in an event, and a quote cannot end a text") {
  const std::string event = audit::contract_deprecated({"us\xff"
                                                        "ers\"\n\x1b",
                                                        std::nullopt, ""},
                                                       "");
  CHECK(event.find(R"("dataset_id":"us�ers\"\n\u001b")") != std::string::npos);
  CHECK(event.find(R"("version":null,"deprecation_uri":null)") != std::string::npos);
}
