// SPDX-License-Identifier: Apache-2.0
#include "core/check/pairing.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dcr::check::DocumentPtr;
using dcr::check::Pairing;

namespace {

std::shared_ptr<dcr::LoadedDocument> document(const std::string& path, const std::string& name,
                                              const std::string& version) {
  auto made = std::make_shared<dcr::LoadedDocument>();
  made->path = path;
  made->contract.name = name;
  if (const auto parsed = dcr::Version::parse(version)) {
    made->contract.version.value = *parsed;
    made->usable = true;
  }
  return made;
}

/// "users@1.1.0 < a.yaml@1.0.0; gone: …" in the order of the pairs.
std::string described(const Pairing& pairing) {
  std::string out;
  for (const auto& pair : pairing.pairs) {
    out += pair.after->path + "@" + pair.after->contract.version.value.text() + " < ";
    out += pair.before ? pair.before->path + "@" + pair.before->contract.version.value.text() : "-";
    out += pair.before_stays ? " stays\n" : "\n";
  }
  for (const DocumentPtr& gone : pairing.removed) {
    out += "gone " + gone->path + "@" + gone->contract.version.value.text() + "\n";
  }
  return out;
}

std::string paired(const std::vector<DocumentPtr>& before, const std::vector<DocumentPtr>& after) {
  return described(dcr::check::pair_documents(before, after));
}

}  // namespace

TEST_CASE("a version pairs with itself wherever it moved") {
  CHECK(paired({document("a.yaml", "users", "1.0.0")}, {document("b.yaml", "users", "1.0.0")}) ==
        "b.yaml@1.0.0 < a.yaml@1.0.0\n");
}

TEST_CASE("a moved version pairs by name and path before it pairs by a lower version") {
  CHECK(paired({document("a.yaml", "users", "1.0.0"), document("b.yaml", "users", "1.5.0")},
               {document("a.yaml", "users", "1.6.0"), document("b.yaml", "users", "1.5.0")}) ==
        "a.yaml@1.6.0 < a.yaml@1.0.0\nb.yaml@1.5.0 < b.yaml@1.5.0\n");
}

TEST_CASE("a new file succeeds the highest lower version, which may stay beside it") {
  const auto v10 = document("v10.yaml", "users", "1.0.0");
  const auto v11 = document("v11.yaml", "users", "1.1.0");
  CHECK(paired({v10, v11}, {v10, v11, document("v12.yaml", "users", "1.2.0")}) ==
        "v10.yaml@1.0.0 < v10.yaml@1.0.0\nv11.yaml@1.1.0 < v11.yaml@1.1.0\n"
        "v12.yaml@1.2.0 < v11.yaml@1.1.0 stays\n");
}

TEST_CASE("a higher major beside its predecessor starts a line of its own") {
  const auto v1 = document("v1.yaml", "users", "1.0.0");
  CHECK(paired({v1}, {v1, document("v2.yaml", "users", "2.0.0")}) ==
        "v1.yaml@1.0.0 < v1.yaml@1.0.0\nv2.yaml@2.0.0 < -\n");
  CHECK(paired({v1}, {document("v2.yaml", "users", "2.0.0")}) == "v2.yaml@2.0.0 < v1.yaml@1.0.0\n");
}

TEST_CASE("a rename of the name in place is one contract gone and one added") {
  CHECK(paired({document("a.yaml", "users", "1.0.0")}, {document("a.yaml", "people", "1.0.0")}) ==
        "a.yaml@1.0.0 < -\ngone a.yaml@1.0.0\n");
}

TEST_CASE("a document that cannot be named succeeds what stood at its path") {
  CHECK(paired({document("a.yaml", "users", "1.0.0")}, {document("a.yaml", "", "")}) ==
        "a.yaml@0.0.0 < a.yaml@1.0.0\n");
}

TEST_CASE("ten thousand versions of one name pair in a moment") {
  std::vector<DocumentPtr> before;
  std::vector<DocumentPtr> after;
  for (int i = 0; i < 10'000; ++i) {
    const std::string path = std::to_string(i) + ".yaml";
    before.push_back(document(path, "users", "1." + std::to_string(i) + ".0"));
    after.push_back(document(path, "users", "1." + std::to_string(i) + ".1"));
  }
  const Pairing pairing = dcr::check::pair_documents(before, after);
  CHECK(pairing.removed.empty());
  CHECK(pairing.pairs.front().before == before.front());
}

namespace {

DocumentPtr odcs(const std::string& path, const std::string& name, const std::string& standard) {
  auto made = document(path, name, "1.0.0");
  made->contract.format = dcr::Format::odcs;
  made->contract.format_version = standard;
  return made;
}

}  // namespace

TEST_CASE("a contract that moves to another format in place keeps its past under a new name") {
  CHECK(paired({document("a.yaml", "orders", "1.0.0")}, {odcs("a.yaml", "8f14", "v3.1.0")}) ==
        "a.yaml@1.0.0 < a.yaml@1.0.0\n");
  CHECK(paired({odcs("a.yaml", "8f14", "v2.2.2")}, {odcs("a.yaml", "77aa", "v3.0.0")}) ==
        "a.yaml@1.0.0 < a.yaml@1.0.0\n");
}

TEST_CASE("another contract in the same format at the same place is another contract") {
  CHECK(paired({odcs("a.yaml", "8f14", "v3.0.0")}, {odcs("a.yaml", "77aa", "v3.1.0")}) ==
        "a.yaml@1.0.0 < -\ngone a.yaml@1.0.0\n");
}

TEST_CASE("a contract that is known under its name elsewhere did not move between formats") {
  CHECK(paired({document("a.yaml", "orders", "1.0.0")},
               {odcs("a.yaml", "8f14", "v3.1.0"), document("b.yaml", "orders", "1.0.0")}) ==
        "a.yaml@1.0.0 < -\nb.yaml@1.0.0 < a.yaml@1.0.0\n");
  CHECK(paired({document("a.yaml", "orders", "1.0.0"), odcs("b.yaml", "8f14", "v3.1.0")},
               {odcs("a.yaml", "8f14", "v3.1.0")}) ==
        "a.yaml@1.0.0 < b.yaml@1.0.0\ngone a.yaml@1.0.0\n");
}
