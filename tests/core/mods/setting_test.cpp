// SPDX-License-Identifier: Apache-2.0
#include "core/mods/setting.hpp"

#include <doctest/doctest.h>

#include <array>

namespace dcr::mods {
namespace {

struct Case {
  const char* text;
  const char* json;
};

TEST_CASE("the value of a setting has the type that YAML gives it") {
  for (const Case& c : std::to_array<Case>({{"a=5", "5"},
                                            {"a=5.5", "5.5"},
                                            {"a=true", "true"},
                                            {"a=no", "\"no\""},
                                            {"a=", "\"\""},
                                            {"a=null", "null"},
                                            {"a='5'", "\"5\""},
                                            {"a=[1, x]", "[1,\"x\"]"},
                                            {"a={b: null}", "{\"b\":null}"},
                                            {"a=b=c", "\"b=c\""},
                                            {"a=;", "\";\""}})) {
    CAPTURE(c.text);
    const auto setting = parse_setting(c.text);
    REQUIRE(setting.has_value());
    CHECK(setting->path == std::vector<std::string>{"a"});
    CHECK(one_line(*setting->value) == c.json);
  }
}

TEST_CASE("a setting without a key or a value is refused") {
  for (const char* text : {"", "a", "=5", "a.=5", ".a=5", "a..b=5", "a=[1", "a=\xff"}) {
    CAPTURE(text);
    const auto setting = parse_setting(text);
    REQUIRE_FALSE(setting.has_value());
    CHECK(setting.error().kind == ErrorKind::usage);
  }
}

TEST_CASE("a dotted key changes one value and keeps its neighbours") {
  const auto first = parse_setting("a={b: 1, c: 2}");
  REQUIRE(first.has_value());
  const NodePointer before = mapping_node({{"a", first->value}, {"d", text_node("x")}});
  const auto setting = parse_setting("a.b=3");
  REQUIRE(setting.has_value());
  CHECK(one_line(*with_setting(*before, setting->path, setting->value)) ==
        R"({"a":{"b":3,"c":2},"d":"x"})");
  const auto through_text = parse_setting("d.e.f=4");
  REQUIRE(through_text.has_value());
  CHECK(one_line(*with_setting(*before, through_text->path, through_text->value)) ==
        R"({"a":{"b":1,"c":2},"d":{"e":{"f":4}}})");
}

}  // namespace
}  // namespace dcr::mods
