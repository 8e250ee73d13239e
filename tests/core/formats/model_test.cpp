// SPDX-License-Identifier: Apache-2.0
#include "core/formats/model.hpp"

#include "core/formats/model_document.hpp"
#include "core/formats/read.hpp"
#include "core/model/model_schema.hpp"
#include "core/yaml/parse.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <map>
#include <string>

namespace {

using dcr::formats::read_contracts;
using dcr::formats::ReadDocument;

const std::string start = "model: User\nversion: \"1.0.0\"\n";

ReadDocument only(std::string_view text, std::string_view path = "models/a/User.yaml",
                  const dcr::formats::FileLoader& load = {}) {
  dcr::formats::ReadFile file = read_contracts(text, path, dcr::formats::Strictness::lenient, load);
  REQUIRE(file.problems.empty());
  REQUIRE(file.documents.size() == 1);
  return std::move(file.documents.front());
}

std::string problems_of(std::string_view text, std::string_view path = "models/a/User.yaml") {
  std::string out;
  for (const dcr::Problem& problem : only(text, path).problems) {
    out += fmt::format("{}:{} {} {}\n", problem.at.begin.line, problem.at.begin.column,
                       dcr::to_string(problem.severity), problem.message);
  }
  return out;
}

struct Case {
  std::string text;
  std::string_view problems;
};

}  // namespace

TEST_CASE("an envelope is read whole") {
  const ReadDocument document = only(
      "model: User\nnamespace: user-service\nversion: \"1.2.0\"\nregistered_by: ci\n"
      "status: deprecated\ndeprecation_message: use 2.0.0\npolicy: lenient\n"
      "metadata: {team: platform, owner: alice@example.com, tier: 1}\n"
      "schema: {type: object, properties: {name: {type: string}}}\n"
      "avro_schema: {type: record}\n");
  CHECK(document.problems.empty());
  CHECK(document.usable);
  const dcr::Contract& contract = document.contract;
  CHECK(contract.kind == dcr::ContractKind::model);
  CHECK(contract.full_name() == "user-service::User");
  CHECK(contract.version.value.text() == "1.2.0");
  CHECK(contract.status->value == dcr::Status::deprecated);
  CHECK(contract.metadata.at("tier") == "1");
  REQUIRE(contract.owners.size() == 1);
  CHECK(contract.owners.front().team == "platform");
  CHECK(contract.owners.front().contact == "alice@example.com");
  CHECK(contract.model->registered_by == "ci");
  CHECK(contract.model->policy->value == dcr::ModelPolicy::lenient);
  CHECK(contract.model->pointer == "/schema");
  CHECK(contract.model->schema->find("properties") != nullptr);
  CHECK(contract.model->avro_schema != nullptr);
  CHECK(contract.model->compiled != nullptr);
}

TEST_CASE("what is wrong with an envelope is told with its place") {
  for (const Case& c : std::to_array<Case>({
           {"model: User\nversion: 1.0\nschema: {}\n",
            "2:10 error 'version' is the number 1.0: quote it, and give all three parts\n"},
           {"model: a b\nversion: \"1.0.0\"\nschema: {}\n",
            "1:8 error 'model' must not contain white space: 'a b'\n"},
           {start + "schema: {}\nnamespace: a::b\n",
            "4:12 error 'namespace' must not contain '::': 'a::b'\n"},
           {start + "schema: {}\npolicy: strickt\n",
            "4:9 error unknown policy 'strickt'; did you mean 'strict'?\n"},
           {start + "schema: {}\nstatus: live\n", "4:9 error unknown status 'live'\n"},
           {start + "schema: {}\nmeta: {}\n",
            "4:1 error unknown key 'meta'; did you mean 'metadata'?\n"},
           {start + "schema: {}\nowners: [{contact: a}]\n", "4:10 error this owner has no team\n"},
           {start + "registered_by: ci\n", "1:1 error the model has no schema\n"},
           {start + "schema: {type: objekt}\n",
            "3:16 error no valid JSON Schema: no type 'objekt'; did you mean 'object'?\n"},
           {start + "schema: {$ref: '#/$defs/gone'}\n",
            "3:16 error no valid JSON Schema: '$ref' leads nowhere: nothing is at "
            "'#/$defs/gone'\n"},
           {start + "schema: {typ: object}\n",
            "3:10 warning unknown keyword 'typ'; did you mean 'type'?\n"},
       })) {
    CAPTURE(c.text);
    CHECK(problems_of(c.text) == c.problems);
  }
}

TEST_CASE("a bare JSON Schema takes its identity from itself or its path") {
  const auto named = [](std::string_view text, std::string_view path) {
    const ReadDocument document = only(text, path);
    CHECK(document.usable);
    return document.contract.full_name() + "@" + document.contract.version.value.text();
  };
  CHECK(named(R"({"title": "User", "type": "object", "x-version": "1.1.0"})", "models/x.json") ==
        "User@1.1.0");
  CHECK(named(R"({"title": "UserV2", "type": "object"})", "models/us/User_v2_0_0.json") ==
        "us::User@2.0.0");
  CHECK(named(R"({"$schema": "https://json-schema.org/draft/2020-12/schema"})",
              "models/us/User/1.0.0.json") == "us::User@1.0.0");
  CHECK(named(R"({"title": "Two words", "type": "object", "x-version": "1.0.0",
                  "x-namespace": null})",
              "models/us/User.json") == "User@1.0.0");
  CHECK(problems_of(R"({"title": "User", "type": "object"})", "models/User.json") ==
        "1:1 error the model has no version\n");
}

TEST_CASE("YAML that is no schema is no model") {
  for (const std::string_view text :
       {"type: table\ndescription: not JSON's\n", "title: a\ndescription: b\n",
        "model: gpt\nprompt: hello\n", "properties: [a]\n", "type: object\nowner: me\n"}) {
    CAPTURE(text);
    const auto file = read_contracts(text, "models/a.yaml");
    CHECK(file.documents.empty());
    CHECK(file.skipped == 1);
  }
}

TEST_CASE("references to other files of the repository are followed, and nothing else is") {
  const std::map<std::string, std::string> files = {
      {"models/common/Address.json", R"({"$defs": {"Street": {"type": "string"}}})"}};
  const dcr::formats::FileLoader load = [&](const std::string& path) {
    const auto found = files.find(path);
    return found == files.end() ? std::nullopt : std::optional(found->second);
  };
  const ReadDocument document =
      only(start + "schema: {$ref: '../common/Address.json#/$defs/Street'}\n", "models/a/User.yaml",
           load);
  CHECK(document.problems.empty());
  CHECK(document.contract.model->references.contains("models/common/Address.json"));
  const ReadDocument remote =
      only(start + "schema: {$ref: 'https://example.com/user.json'}\n", "models/a/User.yaml", load);
  CHECK_FALSE(remote.usable);
}

TEST_CASE("a schema without $schema is read as Pydantic 1 wrote it where it is") {
  const ReadDocument document =
      only(start +
           "schema: {type: object, properties: {p: {$ref: '#/definitions/P', deprecated: 1}},\n"
           "  definitions: {P: {type: array, items: [{type: integer}]}}}\n");
  CHECK(document.usable);
}

TEST_CASE("a model document is written where the globs keep models, and reads back") {
  const auto globs = [](std::string_view pattern) {
    return std::vector<dcr::Glob>{*dcr::Glob::compile(pattern)};
  };
  dcr::formats::ModelDraft draft;
  draft.name = "User";
  draft.name_space = "user-service";
  draft.version = *dcr::Version::parse("1.0.0");
  draft.registered_by = "ci";
  draft.metadata = {{"team", "platform"}};
  draft.schema = dcr::yaml::parse(R"({"type": "object"})", "x.json").documents.front().root;
  CHECK(dcr::formats::model_file_path(globs("models/**/*.json"), draft, true) ==
        "models/user-service/User_v1_0_0.json");
  CHECK(dcr::formats::model_file_path(globs("schemas/**/*.yaml"), draft, false) ==
        "schemas/user-service/User.yaml");
  draft.version = *dcr::Version::parse("1.0.0-rc.1");
  CHECK(dcr::formats::model_file_path(globs("models/**/*.json"), draft, true) ==
        "models/user-service/User@1.0.0-rc.1.json");
  const ReadDocument back = only(dcr::formats::model_document(draft), "models/x.json");
  CHECK(back.problems.empty());
  CHECK(back.contract.full_name() == "user-service::User");
  CHECK(back.contract.model->registered_by == "ci");
  CHECK(back.contract.metadata.at("team") == "platform");
}

TEST_CASE("another schema and version leave the rest of an envelope alone") {
  const std::string text =
      "# ours\nmodel: User\nversion: '1.0.0'  # three parts\nowners: [{team: a}]\n"
      "schema:\n  type: object\n  properties: {a: {type: string}}\nmetadata: {k: v}\n";
  const auto schema = dcr::yaml::parse(R"({"type": "string"})", "x.json").documents.front().root;
  const auto edited =
      dcr::formats::with_schema(text, "a.yaml", 0, *schema, *dcr::Version::parse("2.0.0"));
  REQUIRE(edited.has_value());
  CHECK(*edited ==
        "# ours\nmodel: User\nversion: '2.0.0'  # three parts\nowners: [{team: a}]\n"
        "schema:\n  type: \"string\"\nmetadata: {k: v}\n");
}
