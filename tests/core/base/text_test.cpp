// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

using dcr::code_points;
using dcr::counted;
using dcr::did_you_mean;
using dcr::is_utf8;
using dcr::join_path;
using dcr::line_of;
using dcr::nearest;
using dcr::path_component;
using dcr::printable;

TEST_CASE("nearest finds the word that was meant, and none where none was") {
  const std::vector<std::string_view> keys{"owners", "fields", "version", "status", "id"};
  struct Case {
    std::string word;
    std::string expected;
  };
  for (const Case& c : std::to_array<Case>({{"owner", "owners"},
                                            {"ownres", "owners"},
                                            {"Fields", "fields"},
                                            {"verison", "version"},
                                            {"stat", "status"},
                                            {"vers", "version"},
                                            {"ver", ""},
                                            {"ID", "id"},
                                            {"idd", "id"},
                                            {"x", ""},
                                            {"zz", ""},
                                            {"compatibility", ""},
                                            {"", ""},
                                            {std::string(100000, 'a'), ""}})) {
    CAPTURE(c.word.substr(0, 20));
    CHECK(nearest(c.word, keys).value_or("") == c.expected);
  }
}

TEST_CASE("nearest prefers the candidate with fewer edits, then the earlier one") {
  CHECK(nearest("mode", {"model", "modes", "mode"}) == "mode");
  CHECK(nearest("modex", {"model", "modes"}) == "model");
  CHECK_FALSE(nearest("mode", {}).has_value());
}

TEST_CASE("did_you_mean is the tail of a message, or nothing") {
  CHECK(did_you_mean("owner", {"owners"}) == "; did you mean 'owners'?");
  CHECK(did_you_mean("xyz", {"owners"}).empty());
}

TEST_CASE("printable escapes what a terminal would obey and keeps the rest") {
  struct Case {
    std::string text;
    std::string expected;
  };
  for (const Case& c : std::to_array<Case>({
           {"plain", "plain"},
           {"größe €😀", "größe €😀"},
           {"a\nb\rc\td", "a\\nb\\rc\\td"},
           {"\x1b[31mred", "\\x1b[31mred"},
           {std::string("nul\0!", 5), "nul\\x00!"},
           {"del\x7f", "del\\x7f"},
           {"c1\xc2\x9b", "c1\\u009b"},
           {"rtl\xe2\x80\xae", "rtl\\u202e"},
           {"isolate\xe2\x81\xa6", "isolate\\u2066"},
           {"mark\xd8\x9c", "mark\\u061c"},
           {"line\xe2\x80\xa8sep\xe2\x80\xa9", "line\\u2028sep\\u2029"},
           {"bad\xff", "bad\\xff"},
           {"cut\xe2\x82", "cut\\xe2\\x82"},
           {"overlong\xc0\xaf", "overlong\\xc0\\xaf"},
           {"surrogate\xed\xa0\x80", "surrogate\\xed\\xa0\\x80"},
           {"beyond\xf4\x90\x80\x80", "beyond\\xf4\\x90\\x80\\x80"},
       })) {
    CAPTURE(c.expected);
    CHECK(printable(c.text) == c.expected);
  }
}

TEST_CASE("is_utf8 refuses overlong forms, surrogates and stray bytes") {
  CHECK(is_utf8(""));
  CHECK(is_utf8("größe €😀\xef\xbf\xbf\xf4\x8f\xbf\xbf"));
  for (const char* bad : {"\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xbf\xbf", "\xf0\x8f\xbf\xbf",
                          "\xf5\x80\x80\x80", "\xe2\x82", "\xc3("}) {
    CAPTURE(printable(bad));
    CHECK_FALSE(is_utf8(bad));
  }
}

TEST_CASE("code_points counts characters, not bytes") {
  CHECK(code_points("") == 0);
  CHECK(code_points("abc") == 3);
  CHECK(code_points("ü€😀") == 3);
}

TEST_CASE("counted forms the plural") {
  CHECK(counted(1, "contract") == "1 contract");
  CHECK(counted(0, "contract") == "0 contracts");
  CHECK(counted(3, "entry") == "3 entries");
  CHECK(counted(2, "day") == "2 days");
  CHECK(counted(2, "box") == "2 boxes");
}

TEST_CASE("line_of gives a line without its line end") {
  const std::string text = "one\ntwo\r\n\nfour";
  CHECK(line_of(text, 1) == "one");
  CHECK(line_of(text, 2) == "two");
  CHECK(line_of(text, 3).empty());
  CHECK(line_of(text, 4) == "four");
  CHECK(line_of(text, 5).empty());
  CHECK(line_of(text, 0).empty());
  CHECK(line_of(text, -1).empty());
}

TEST_CASE("path_component quotes what would read as more than one component") {
  CHECK(path_component("user_id") == "user_id");
  CHECK(path_component("a.b") == "\"a.b\"");
  CHECK(path_component("a[]") == "\"a[]\"");
  CHECK(path_component("a\"\\b") == "\"a\\\"\\\\b\"");
  CHECK(path_component("") == "\"\"");
}

TEST_CASE("join_path puts a dot only between two parts") {
  CHECK(join_path("order", "sku") == "order.sku");
  CHECK(join_path("", "sku") == "sku");
}
