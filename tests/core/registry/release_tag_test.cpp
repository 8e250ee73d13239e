// SPDX-License-Identifier: Apache-2.0
#include "core/registry/release_tag.hpp"

#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

using dcr::release_ref;
using dcr::released_version;
using dcr::Version;

TEST_CASE("a release's reference is one that git takes, whatever the contract is called") {
  const dcr::test::TempRepo repo;
  for (const auto& [name, expected] : std::to_array<std::pair<std::string, std::string>>({
           {"users.daily_active", "refs/tags/users.daily_active/v1.2.0"},
           {"growth::users", "refs/tags/growth/users/v1.2.0"},
           {"a b", "refs/tags/a%20b/v1.2.0"},
           {"a..b", "refs/tags/a.%2Eb/v1.2.0"},
           {".a.", "refs/tags/%2Ea%2E/v1.2.0"},
           {"a@{b}~^:?*[\\", "refs/tags/a%40{b}%7E%5E%3A%3F%2A%5B%5C/v1.2.0"},
       })) {
    CAPTURE(name);
    const std::string reference = release_ref("{name}/v{version}", name, *Version::parse("1.2.0"));
    CHECK(reference == expected);
    CHECK(repo.git_code({"check-ref-format", reference}) == 0);
    CHECK(released_version("{name}/v{version}", name, reference) == Version::parse("1.2.0"));
  }
}

TEST_CASE("only the tags of the contract are its releases") {
  const std::string pattern = "{name}/v{version}";
  CHECK_FALSE(released_version(pattern, "users", "refs/tags/orders/v1.0.0").has_value());
  CHECK_FALSE(released_version(pattern, "users", "refs/tags/users/v1.0").has_value());
  CHECK_FALSE(released_version(pattern, "users", "refs/tags/users/vnext").has_value());
  CHECK_FALSE(released_version(pattern, "users", "refs/tags/big/users/v1.0.0").has_value());
  CHECK_FALSE(released_version("{name}", "users", "refs/tags/users").has_value());
  CHECK(released_version("release-{version}-{name}", "users",
                         "refs/tags/release-2.0.0-rc.1-users") == Version::parse("2.0.0-rc.1"));
}
