// SPDX-License-Identifier: Apache-2.0
#include "core/mods/secrets.hpp"

#include "core/yaml/parse.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace dcr::mods {
namespace {

NodePointer node(const char* text) {
  const yaml::Stream stream = yaml::parse(text, "a.yaml");
  REQUIRE(stream.ok());
  return stream.documents.front().root;
}

TEST_CASE("a secret is masked wherever it stands in a text") {
  Secrets secrets;
  secrets.learn_all(*node("[hunter22, hunter, 7]"));
  CHECK(secrets.masked("db://u:hunter22@h hunter2") == "db://u:***@h ***2");
  CHECK(secrets.masked("7 of 17, 7") == "*** of 17, ***");
}

TEST_CASE("a secret is masked in its lines and in the ways it is printed") {
  Secrets secrets;
  secrets.learn_all(
      *node(R"(["first line\nsecond \"line\"\nx\n", "back\\slash", 1.50, "t\u00e9l\u00e9"])"));
  CHECK(secrets.masked("first line") == "***");
  CHECK(secrets.masked("'second \"line\"'") == "'***'");
  CHECK(secrets.masked(R"({"a": "first line\nsecond \"line\"\nx\n"})") == R"({"a": "***"})");
  CHECK(secrets.masked(R"('back\\slash' back\slash)") == "'***' ***");
  CHECK(secrets.masked("1.50 1.5 x") == "*** *** x");
  CHECK(secrets.masked(R"("t\u00e9l\u00e9" télé)") == R"("***" ***)");
}

TEST_CASE("what one learned another can learn") {
  Secrets one;
  one.learn_all(*node("hunter22"));
  Secrets other;
  CHECK(other.empty());
  other.learn(one);
  CHECK(other.masked("hunter22") == "***");
}

TEST_CASE("secrets are found through properties, items, branches and references") {
  const NodePointer schema = node(R"(
properties:
  password: {secret: true}
  tokens: {items: {writeOnly: true}}
  login: {$ref: "#/$defs/login"}
  open: {}
additionalProperties: {anyOf: [{secret: true}]}
$defs: {login: {properties: {key: {secret: true}}}}
)");
  Secrets secrets;
  secrets.learn(*schema, *node("{password: aaaa, tokens: [bbbb], login: {key: cccc, user: dddd}, "
                               "open: eeee, other: ffff}"));
  CHECK(secrets.masked("aaaa bbbb cccc dddd eeee ffff") == "*** *** *** dddd eeee ***");
}

TEST_CASE("a result is masked in its texts, keys and numbers") {
  Secrets secrets;
  secrets.learn_all(*node("[sesame, 4711]"));
  nlohmann::ordered_json result = {{"open sesame", {4711, 4712, "x4711", true}}};
  secrets.mask_all(result);
  CHECK(result.dump() == R"({"open ***":["***",4712,"x***",true]})");
}

}  // namespace
}  // namespace dcr::mods
