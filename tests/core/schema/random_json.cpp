// SPDX-License-Identifier: Apache-2.0
#include "tests/core/schema/random_json.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

namespace dcr::schema::test {

namespace {

std::string joined(const std::map<std::string, std::string>& members) {
  std::string out = "{";
  for (const auto& [name, value] : members) {
    out += fmt::format("{}\"{}\": {}", out.size() == 1 ? "" : ", ", name, value);
  }
  return out + "}";
}

}  // namespace

std::string RandomJson::value(int depth) {
  const std::size_t kind = below(depth > 0 ? 10 : 6);
  if (kind < 6) {
    return pick({"null", "true", "false", "0", "1", "2", "3", "4", "6", "-1", "1.5", "2.0", "1e1",
                 "\"\"", "\"a\"", "\"b\"", "\"abc\"", "\"\\u00e9\"", "18446744073709551617"});
  }
  if (kind < 8) {
    std::string out = "[";
    for (std::size_t i = below(4); i > 0; --i) {
      out += value(depth - 1) + (i > 1 ? ", " : "");
    }
    return out + "]";
  }
  std::map<std::string, std::string> found;
  for (std::size_t i = below(4); i > 0; --i) found[name()] = value(depth - 1);
  return joined(found);
}

std::string RandomJson::list_of(int depth) {
  std::string out = "[";
  for (std::size_t i = 1 + below(3); i > 0; --i) {
    out += subschema(depth - 1) + (i > 1 ? ", " : "");
  }
  return out + "]";
}

std::string RandomJson::members(int depth) {
  std::map<std::string, std::string> found;
  for (std::size_t i = 1 + below(3); i > 0; --i) found[name()] = subschema(depth - 1);
  return joined(found);
}

std::string RandomJson::simple_keyword() {
  const std::string count = std::to_string(below(4));
  switch (below(10)) {
    case 0:
      return "\"type\": " +
             pick({"\"null\"", "\"boolean\"", "\"integer\"", "\"number\"", "\"string\"",
                   "\"array\"", "\"object\"", "[\"integer\", \"string\"]",
                   "[\"object\", \"array\", \"null\"]"});
    case 1: return fmt::format("\"enum\": [{}, {}]", value(1), value(2));
    case 2:
      return fmt::format("\"{}\": {}", draft_ == Draft::draft4 ? "title" : "const",
                         draft_ == Draft::draft4 ? "\"t\"" : value(1));
    case 3: return fmt::format("\"minimum\": {}", pick({"0", "1", "2.5", "-1"}));
    case 4: return fmt::format("\"maximum\": {}", pick({"0", "3", "1.5", "18446744073709551616"}));
    case 5: return "\"multipleOf\": " + pick({"1", "2", "3"});
    case 6: return fmt::format("\"minLength\": {}", count);
    case 7: return fmt::format("\"maxLength\": {}", count);
    case 8: return "\"pattern\": " + pick({"\"a\"", "\"^a\"", "\"b$\"", "\"^.$\"", "\"[^a]\""});
    default:
      return draft_ == Draft::draft4 ? "\"minimum\": 1, \"exclusiveMinimum\": true"
                                     : "\"exclusiveMaximum\": " + pick({"1", "3"});
  }
}

std::string RandomJson::array_keyword(int depth) {
  const bool is_new = draft_ == Draft::draft2020_12;
  switch (below(6)) {
    case 0: return fmt::format("\"items\": {}", subschema(depth - 1));
    case 1: return fmt::format("\"{}\": {}", is_new ? "prefixItems" : "items", list_of(depth));
    case 2: return fmt::format("\"minItems\": {}", below(3));
    case 3: return fmt::format("\"maxItems\": {}", below(3));
    case 4: return "\"uniqueItems\": true";
    default:
      if (draft_ == Draft::draft4) return "\"description\": \"none\"";
      return fmt::format("\"contains\": {}", subschema(depth - 1));
  }
}

std::string RandomJson::object_keyword(int depth) {
  const bool has_dependents = draft_ >= Draft::draft2019_09;
  switch (below(8)) {
    case 0:
    case 1: return "\"properties\": " + members(depth);
    case 2: return fmt::format("\"required\": [\"{}\"]", name());
    case 3: return fmt::format("\"additionalProperties\": {}", subschema(depth - 1));
    case 4: return fmt::format("\"patternProperties\": {{\"[ab]\": {}}}", subschema(depth - 1));
    case 5: return fmt::format("\"maxProperties\": {}", below(3));
    case 6:
      return fmt::format("\"{}\": {{\"{}\": [\"{}\"]}}",
                         has_dependents ? "dependentRequired" : "dependencies", name(), name());
    default:
      if (draft_ == Draft::draft4) return fmt::format("\"minProperties\": {}", below(3));
      return fmt::format("\"propertyNames\": {}", subschema(depth - 1));
  }
}

std::string RandomJson::keyword(int depth) {
  switch (below(10)) {
    case 0: return "\"allOf\": " + list_of(depth);
    case 1: return "\"anyOf\": " + list_of(depth);
    case 2: return "\"oneOf\": " + list_of(depth);
    case 3: return "\"not\": " + subschema(depth - 1);
    case 4:
      if (draft_ < Draft::draft7) return simple_keyword();
      return fmt::format("\"if\": {}, \"then\": {}, \"else\": {}", subschema(depth - 1),
                         subschema(depth - 1), subschema(depth - 1));
    case 5:
    case 6: return array_keyword(depth);
    default: return object_keyword(depth);
  }
}

std::string RandomJson::subschema(int depth) {
  if (draft_ != Draft::draft4 && below(12) == 0) return pick({"true", "false"});
  // A reference only goes into a value, and so never round in circles.
  if (below(10) == 0) {
    return fmt::format("{{\"properties\": {{\"{}\": {{\"$ref\": \"#/definitions/{}\"}}}}}}", name(),
                       pick({"x", "y"}));
  }
  std::string out;
  std::set<std::string> used;
  for (std::size_t i = 1 + below(3); i > 0; --i) {
    const std::string one = depth > 0 && below(3) != 0 ? keyword(depth) : simple_keyword();
    // A key that stands twice is a problem of the document.
    const std::string key = one.substr(0, one.find('"', 1));
    const bool has_both = one.find("exclusiveMinimum") != std::string::npos;
    if (!used.insert(key).second) continue;
    if (has_both && !used.insert("exclusiveMinimum").second) continue;
    out += (out.empty() ? "" : ", ") + one;
  }
  return "{" + out + "}";
}

std::string RandomJson::schema() {
  std::string root = subschema(3);
  if (root.front() != '{') root = "{}";
  const std::string definitions =
      fmt::format("\"definitions\": {{\"x\": {}, \"y\": {}}}", subschema(2), subschema(1));
  return "{" + definitions + (root == "{}" ? "" : ", ") + root.substr(1);
}

std::string RandomJson::nonsense(int depth) {
  static const std::vector<std::string> keywords{"$ref",
                                                 "$id",
                                                 "$anchor",
                                                 "$dynamicRef",
                                                 "$dynamicAnchor",
                                                 "$defs",
                                                 "type",
                                                 "enum",
                                                 "properties",
                                                 "items",
                                                 "required",
                                                 "allOf",
                                                 "anyOf",
                                                 "oneOf",
                                                 "not",
                                                 "if",
                                                 "then",
                                                 "pattern",
                                                 "patternProperties",
                                                 "prefixItems",
                                                 "contains",
                                                 "minimum",
                                                 "unevaluatedProperties",
                                                 "unevaluatedItems",
                                                 "dependentSchemas",
                                                 "multipleOf",
                                                 "maxLength",
                                                 "minContains",
                                                 "$recursiveRef",
                                                 "$schema"};
  if (depth == 0 || below(8) == 0) {
    return pick({"\"#\"", "\"#/properties/a\"", "\"#/$defs/b\"", "\"#a\"", "\"a\"", "\"object\"",
                 "\"(\"", "\"http://x/y\"", "1", "-1", "0.5", "1e99", "true", "false", "null", "[]",
                 "{}"});
  }
  std::string out;
  if (below(4) == 0) {
    for (std::size_t i = below(4); i > 0; --i) out += nonsense(depth - 1) + (i > 1 ? ", " : "");
    return "[" + out + "]";
  }
  std::map<std::string, std::string> found;
  for (std::size_t i = below(5); i > 0; --i) {
    found[below(5) == 0 ? name() : pick(keywords)] = nonsense(depth - 1);
  }
  return joined(found);
}

}  // namespace dcr::schema::test
