// SPDX-License-Identifier: Apache-2.0
#include "core/registry/summaries.hpp"

#include "core/base/atomic_file.hpp"
#include "core/registry/summary_record.hpp"
#include "tests/support/memory_snapshot.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::string_view mods = R"({"mods": {"a_b": {"type": "sinks", "version": "1.0.0",
  "metadata": {"description": "d"}, "module_path": "x.y", "config_schema": {}}}})";

/// Files by path, and what is listed of them, a line each.
std::string listed(const std::map<std::string, std::string>& texts,
                   const std::string& folder = "") {
  const dcr::test::MemorySnapshot snapshot(texts);
  const auto files = snapshot.list(dcr::PathFilter({*dcr::Glob::compile("**")}));
  REQUIRE(files.has_value());
  const auto listing = dcr::summarise_files(snapshot, *files, folder);
  REQUIRE(listing.has_value());
  std::string out;
  for (const dcr::Summary& each : listing->documents) {
    out += std::string(each.full_name) + " " + std::string(each.name) + " " +
           std::string(each.version) + " " + std::string(to_string(each.status)) + " " +
           std::string(each.path);
    for (const dcr::Owner& owner : each.owners()) out += " " + owner.team + "/" + owner.contact;
    out += "\n";
  }
  for (const std::string& path : listing->unreadable) out += "? " + path + "\n";
  return out;
}

std::string contract(std::string_view name, std::string_view version) {
  return "dataset_id: " + std::string(name) + "\nversion: " + std::string(version) +
         "\nstatus: active\nowners: [{team: t, contact: c}, {team: u}]\n"
         "fields: [{name: id, type: string}]\n";
}

}  // namespace

TEST_CASE("documents are listed by name, version and path, the same with a cache and without") {
  const std::map<std::string, std::string> texts = {
      {"z.yaml", contract("b", "1.10.0")}, {"b.yaml", contract("b", "1.9.0")},
      {"a.yaml", contract("b", "1.10.0")}, {"c.yaml", "namespace: n\n" + contract("a", "2.0.0")},
      {"d.yaml", "dataset_id: [\n"},       {"e.yaml", "nothing: of ours\n"},
  };
  const std::string expected =
      "b b 1.9.0 active b.yaml t/c u/\n"
      "b b 1.10.0 active a.yaml t/c u/\n"
      "b b 1.10.0 active z.yaml t/c u/\n"
      "n::a a 2.0.0 active c.yaml t/c u/\n"
      "? d.yaml\n";
  const dcr::test::TempFolder folder;
  CHECK(listed(texts) == expected);
  CHECK(listed(texts, folder.path()) == expected);
  CHECK(listed(texts, folder.path()) == expected);
  auto fewer = texts;
  fewer.erase("b.yaml");
  fewer["f.yaml"] = contract("c", "1.0.0");
  CHECK(listed(fewer, folder.path()) == listed(fewer));
  CHECK(listed(texts, folder.path()) == expected);
}

TEST_CASE("a record that is cut anywhere is none, and nothing beyond it is read") {
  const dcr::test::MemorySnapshot snapshot(
      {{"m.json", std::string(mods)}, {"a.yaml", "namespace: n\n" + contract("a", "2.0.0")}});
  const auto files = snapshot.list(dcr::PathFilter({*dcr::Glob::compile("**")}));
  for (const dcr::FileRef& file : *files) {
    const auto loaded = dcr::load_file(snapshot, file);
    REQUIRE(loaded.has_value());
    const std::string record = dcr::pack_summary(*loaded);
    const auto whole = dcr::unpack_summary(record, file.path);
    REQUIRE(whole.has_value());
    CHECK(whole->documents.size() == loaded->documents.size());
    for (std::size_t size = 2; size < record.size(); ++size) {
      const std::string cut = record.substr(0, size);
      CHECK_FALSE(dcr::unpack_summary(cut, file.path).has_value());
    }
    for (std::size_t at = 1; at < record.size(); ++at) {
      std::string changed = record;
      changed[at] = '\xff';
      if (const auto read = dcr::unpack_summary(changed, file.path)) {
        for (const dcr::Summary& each : read->documents) {
          CHECK(each.owners().size() < record.size());
          CHECK(each.command().size() < record.size());
        }
      }
    }
  }
}
