// SPDX-License-Identifier: Apache-2.0
#include "core/compat/classification.hpp"

#include <doctest/doctest.h>

#include <array>

namespace {

struct Case {
  const char* before;
  const char* after;
  bool raised;
};

}  // namespace

TEST_CASE("a classification rises towards what fewer people may see") {
  for (const Case& c : std::to_array<Case>({
           {"", "internal", true},
           {"public", "internal", true},
           {"internal", "confidential", true},
           {"confidential", "pii", true},
           {"pii", "secret", true},
           {"internal", "public", false},
           {"secret", "pii", false},
           {"pii", "", false},
           {"", "public", false},
           {"none", "open", false},
           {"personal", "restricted", false},
       })) {
    CAPTURE(c.before);
    CAPTURE(c.after);
    CHECK(dcr::is_raised(c.before, c.after) == c.raised);
  }
}

TEST_CASE("a classification is read in any case and spelling") {
  CHECK(dcr::is_raised("Internal", "PII"));
  CHECK(!dcr::is_raised("Highly Confidential", "highly-restricted"));
  CHECK(!dcr::is_raised("SECRET", "Public"));
}

TEST_CASE("a word without a known rank counts as a rise, for nobody can tell that it is none") {
  CHECK(dcr::is_raised("secret", "tlp_red"));
  CHECK(dcr::is_raised("tlp_green", "tlp_red"));
  CHECK(dcr::is_raised("tlp_red", "pii"));
  CHECK(!dcr::is_raised("tlp_red", "public"));
}
