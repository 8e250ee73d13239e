// SPDX-License-Identifier: Apache-2.0
#include "core/registry/claims.hpp"

#include "core/base/atomic_file.hpp"
#include "core/formats/read.hpp"
#include "tests/support/memory_snapshot.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>

using namespace std::string_literals;

namespace {

struct Case {
  std::string text;
  std::vector<std::string> names;
  bool opaque = false;
};

const std::set<std::string, std::less<>> users = {"users"};

std::vector<std::string> paths(const dcr::Result<std::vector<dcr::FileRef>>& files) {
  REQUIRE(files.has_value());
  std::vector<std::string> found;
  for (const dcr::FileRef& file : *files) found.push_back(file.path);
  return found;
}

std::vector<dcr::FileRef> all_files(const dcr::Snapshot& snapshot) {
  dcr::Result<dcr::Glob> everything = dcr::Glob::compile("**");
  REQUIRE(everything.has_value());
  auto files = snapshot.list(dcr::PathFilter({*everything}));
  REQUIRE(files.has_value());
  return *files;
}

}  // namespace

TEST_CASE("the names a text may claim are found without parsing it") {
  for (const Case& c : std::to_array<Case>({
           {"dataset_id: users\n", {"users"}},
           {"id: users # the id\nname: People\n", {"People", "users"}},
           {"dataset_id: \"users\"\n", {"users"}},
           {"'dataset_id' : 'users'\r\n", {"users"}},
           {"{\"dataset_id\": \"users\", \"version\": \"1.0.0\"}", {"users"}},
           {"{dataset_id: users, version: 1.0.0}", {"users", "users, version: 1.0.0}"}},
           {"fields:\n  - name: users\n", {}, true},
           {"dataset_id:\n  users\n", {}, true},
           {"dataset_id: *name\n", {}, true},
           {"dataset_id: >-\n  users\n", {}, true},
           {"\"dataset\\u005fid\": users\n", {}, true},
           {"dataset_id: \"us\\x65rs\"\n", {}, true},
           {"<<: *base\nid: a\n", {"a"}, true},
           {"? dataset_id\n: users\n", {}, true},
           {"", {}, true},
       })) {
    CAPTURE(c.text);
    const dcr::Claims claims = dcr::scan_claims(c.text);
    CHECK(claims.names == c.names);
    CHECK(claims.opaque == c.opaque);
  }
}

TEST_CASE("no name that the reader finds is missed by the scan") {
  const std::string tail =
      "version: \"1.0.0\"\nowners: [{team: a}]\nfields: [{name: x, type: string}]\n";
  for (const std::string& head : {
           "dataset_id: users\n"s,
           "dataset_id:   users   # c\n"s,
           "dataset_id: 'users'\n"s,
           "\"dataset_id\": \"users\"\n"s,
           "dataset_id: \"us\\u0065rs\"\n"s,
           "dataset_id:\n  users\n"s,
           "? dataset_id\n: users\n"s,
           "dataset_id: &n users\n"s,
           "dataset_id: !!str users\n"s,
           "dataset_id: |-\n  users\n"s,
           "metadata: {a: &n users}\ndataset_id: *n\n"s,
       }) {
    const std::string text = head + tail;
    CAPTURE(text);
    const dcr::formats::ReadFile file = dcr::formats::read_contracts(text, "a.yaml");
    REQUIRE(file.documents.size() == 1);
    CHECK(file.documents.front().contract.name == "users");
    CHECK(dcr::scan_claims(text).may_claim(users));
  }
}

TEST_CASE("the names of contracts in other formats are found") {
  for (const std::string& text : {
           "kind: DataContract\nuuid: users\nversion: 1.0.0\ndataset: [{table: t}]\n"s,
           "kind: DataContract\napiVersion: v2.2.2\ndatasetName: users\nversion: 1.0.0\n"s,
           "dataContractSpecification: 1.1.0\nid: users\ninfo: {title: t, version: 1.0.0}\n"s,
       }) {
    // Another name in the text: else all would be looked into.
    const std::string named = text + "tags: [{id: other}]\n";
    CAPTURE(named);
    const dcr::formats::ReadFile file = dcr::formats::read_contracts(named, "a.yaml");
    REQUIRE(file.documents.size() == 1);
    CHECK(file.documents.front().contract.name == "users");
    CHECK(dcr::scan_claims(named).may_claim(users));
    CHECK_FALSE(dcr::scan_claims(named).opaque);
  }
}

TEST_CASE("a line of megabytes is scanned in linear time") {
  std::string text = "{";
  for (int i = 0; i < 200'000; ++i) text += "\"id\":\"x\",";
  text += "\"id\":\"users\"}";
  CHECK(dcr::scan_claims(text).may_claim(users));
}

TEST_CASE(
    "files that claim a name are found alike with a cache, without one, and with a damaged one") {
  const dcr::test::MemorySnapshot snapshot({{"a.yaml", "dataset_id: users\n"},
                                            {"b.yaml", "dataset_id: orders\n"},
                                            {"c.yaml", "dataset_id:\n  users\n"},
                                            {"d.yaml", "id: other\nname: users\n"}});
  const auto files = all_files(snapshot);
  const std::vector<std::string> expected = {"a.yaml", "c.yaml", "d.yaml"};
  const dcr::test::TempFolder folder;
  const std::string cache = folder.path() + "/dcr";
  CHECK(paths(dcr::files_claiming(snapshot, files, users, "")) == expected);
  CHECK(paths(dcr::files_claiming(snapshot, files, users, cache)) == expected);
  const auto written = dcr::read_whole_file(cache + "/claims", 1U << 20U);
  REQUIRE(written.has_value());
  CHECK(paths(dcr::files_claiming(snapshot, files, users, cache)) == expected);

  for (std::size_t at = 0; at < written->size(); ++at) {
    std::string damaged = *written;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x5a);
    REQUIRE(dcr::write_atomically(cache + "/claims", damaged, dcr::Durability::cache).has_value());
    CAPTURE(at);
    CHECK(paths(dcr::files_claiming(snapshot, files, users, cache)) == expected);
  }
  for (std::size_t size = 0; size < written->size(); ++size) {
    REQUIRE(
        dcr::write_atomically(cache + "/claims", written->substr(0, size), dcr::Durability::cache)
            .has_value());
    CHECK(paths(dcr::files_claiming(snapshot, files, users, cache)) == expected);
  }
}

TEST_CASE("a cache of other blobs keeps them and takes more") {
  const dcr::test::TempFolder folder;
  const std::string cache = folder.path() + "/dcr";
  const dcr::test::MemorySnapshot first(
      std::map<std::string, std::string>{{"a.yaml", "dataset_id: users\n"}});
  const dcr::test::MemorySnapshot second(
      {{"b.yaml", "dataset_id: orders\n"}, {"c.yaml", "dataset_id: users\nversion: 2\n"}});
  CHECK(paths(dcr::files_claiming(first, all_files(first), users, cache)).size() == 1);
  CHECK(paths(dcr::files_claiming(second, all_files(second), users, cache)) ==
        std::vector<std::string>{"c.yaml"});
  const auto bytes = dcr::read_whole_file(cache + "/claims", 1U << 20U);
  REQUIRE(bytes.has_value());
  CHECK(paths(dcr::files_claiming(first, all_files(first), users, cache)).size() == 1);
  // All three blobs were known: nothing was written again.
  CHECK(dcr::read_whole_file(cache + "/claims", 1U << 20U) == bytes);
}

TEST_CASE("a cache that cannot be written changes no answer") {
  const dcr::test::MemorySnapshot snapshot(
      std::map<std::string, std::string>{{"a.yaml", "dataset_id: users\n"}});
  CHECK(paths(dcr::files_claiming(snapshot, all_files(snapshot), users, "/dev/null/dcr")) ==
        std::vector<std::string>{"a.yaml"});
}

TEST_CASE("models are claimed by their own names, their titles and their paths") {
  for (const Case& c : std::to_array<Case>({
           {"model: User\nversion: '1.0.0'\nschema: {type: object}\n", {"User"}},
           {"{\"title\": \"User\", \"type\": \"object\"}", {"User"}},
       })) {
    CAPTURE(c.text);
    CHECK(dcr::scan_claims(c.text).names == c.names);
  }
  CHECK(dcr::path_claims("models/a/users_v1_0_0.json", users));
  CHECK(dcr::path_claims("models/a/users/1.0.0.json", users));
  CHECK_FALSE(dcr::path_claims("models/users/Order.json", users));
}

TEST_CASE("a text claims the files it refers to, wherever they lie") {
  const std::string claim = dcr::reference_claim("models/common/Address.json");
  for (const std::string text : {
           R"({"title": "User", "$ref": "../common/Address.json#/$defs/Street"})",
           R"({"title": "User", "properties": {"a": {"$ref": "Address.json"}}})",
           "title: User\n$ref: ../common/Address.json\n",
           "title: User\nproperties: {a: {$ref: Address.json}}\n",
       }) {
    CAPTURE(text);
    CHECK(dcr::scan_claims(text).may_claim({claim}));
  }
  CHECK_FALSE(
      dcr::scan_claims(R"({"title": "User", "$ref": "#/$defs/Address.json"})").may_claim({claim}));
  CHECK(dcr::scan_claims(R"({"title": "User", "$ref": "..\/Address.json"})").may_claim({claim}));
}
