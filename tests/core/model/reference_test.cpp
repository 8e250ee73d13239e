// SPDX-License-Identifier: Apache-2.0
#include "core/model/reference.hpp"

#include <doctest/doctest.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>

TEST_CASE("a reference is split at the first '::' and the last '@'") {
  struct Case {
    std::string_view text;
    std::string_view full_name;
    dcr::Selector::Kind kind;
  };
  using Kind = dcr::Selector::Kind;
  for (const Case& c : std::to_array<Case>({
           {"users.daily_active", "users.daily_active", Kind::latest},
           {"users@1.2.0", "users", Kind::exact},
           {"users@1.2", "users", Kind::range},
           {"users@^1", "users", Kind::range},
           {"users@>=1.0 <2", "users", Kind::range},
           {"users@latest", "users", Kind::latest},
           {"users@newest", "users", Kind::newest},
           {"growth::users@^1", "growth::users", Kind::range},
           {"::users", "users", Kind::latest},
           {"a@b@1", "a@b", Kind::range},
           {"Orders by day", "Orders by day", Kind::latest},
       })) {
    CAPTURE(c.text);
    const auto reference = dcr::parse_reference(c.text);
    REQUIRE(reference.has_value());
    CHECK(reference->full_name() == c.full_name);
    CHECK(reference->selector.kind == c.kind);
  }
}

TEST_CASE("the default namespace completes a name that says none") {
  const std::optional<std::string> growth = "growth";
  CHECK(dcr::parse_reference("users", growth)->full_name() == "growth::users");
  CHECK(dcr::parse_reference("::users", growth)->full_name() == "users");
  CHECK(dcr::parse_reference("sales::users", growth)->full_name() == "sales::users");
  CHECK(dcr::parse_reference("users", std::string())->full_name() == "users");
}

TEST_CASE("what is no reference is refused, with the reason") {
  struct Case {
    std::string_view text;
    std::string_view message;
  };
  for (const Case& c : std::to_array<Case>({
           {"", "'' is no reference: the name is empty"},
           {"@1", "'@1' is no reference: the name is empty"},
           {"growth::", "'growth::' is no reference: the name is empty"},
           {"a::b::c", "'a::b::c' is no reference: there is more than one '::'"},
           {"users@",
            "'users@' is no reference: '' is neither a version, a range, 'latest' nor "
            "'newest'"},
           {"users@soon",
            "'users@soon' is no reference: 'soon' is neither a version, a range, "
            "'latest' nor 'newest'"},
           {"us\ners", "'us\\ners' is no reference: a name holds no control characters"},
           {" users", "' users' is no reference: a name begins and ends with no blank"},
           {"us\xffrs", "'us\\xffrs' is no reference: it is not UTF-8"},
       })) {
    const auto reference = dcr::parse_reference(c.text);
    REQUIRE_FALSE(reference.has_value());
    CHECK(reference.error().message == c.message);
    CHECK(reference.error().kind == dcr::ErrorKind::usage);
  }
}
