// SPDX-License-Identifier: Apache-2.0
#include "core/formats/mod_parameters.hpp"

#include "core/formats/pretty_json.hpp"
#include "core/yaml/parse.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace dcr::formats {
namespace {

std::string made(const std::vector<std::string>& texts, std::string_view base = "") {
  std::shared_ptr<const yaml::Node> schema;
  if (!base.empty()) schema = yaml::parse(base, "base.json").documents.front().root;
  const auto out = with_parameters(schema, texts);
  if (!out) return "error: " + out.error().message;
  std::string text = pretty_json(**out);
  std::erase_if(text, [](char c) { return c == '\n' || c == ' '; });
  return text;
}

TEST_CASE("parameters are spelled by their name, type and default") {
  CHECK(made({"path:str", "rows:int=10", "limit:float?", "on:bool=true", "names:list=[\"a\"]",
              "any:any=x", "label:str=a=b"}) ==
        R"({"type":"object","required":["path"],"properties":{"path":{"type":"string"},)"
        R"("rows":{"type":"integer","default":10},"limit":{"type":"number"},)"
        R"("on":{"type":"boolean","default":true},"names":{"type":"array","default":["a"]},)"
        R"("any":{"default":"x"},"label":{"type":"string","default":"a=b"}}})");
}

TEST_CASE("parameters take the place of those of their names") {
  CHECK(made({"b:int=1", "c:str"},
             R"({"type": "object", "required": ["a", "b"], "properties":
                 {"a": {"type": "string"}, "b": {"type": "string"}}, "title": "t"})") ==
        R"({"type":"object","required":["a","c"],"properties":{"a":{"type":"string"},)"
        R"("b":{"type":"integer","default":1},"c":{"type":"string"}},"title":"t"})");
  CHECK(made({"b:int"}, R"({"required": {"a": "str"}, "optional": {}})") ==
        R"({"type":"object","required":["a","b"],"properties":{"a":{"type":"string"},)"
        R"("b":{"type":"integer"}}})");
}

TEST_CASE("what spells no parameter is refused") {
  CHECK(made({"path"}) == "error: 'path' is no parameter: no 'NAME:TYPE' in it");
  CHECK(made({":str"}) == "error: ':str' is no parameter: no 'NAME:TYPE' in it");
  CHECK(made({"a:text"}) == "error: parameter 'a' has the unknown type 'text'");
  CHECK(made({"a:int=x"}) == "error: 'a:int=x' is no parameter: its default is no int");
  CHECK(made({"a:list=1, 2"}) == "error: 'a:list=1, 2' is no parameter: its default is no list");
  CHECK(made({"a:str", "a:int=1"}) == "error: 'a:int=1' is no parameter: it is spelled twice");
}

}  // namespace
}  // namespace dcr::formats
