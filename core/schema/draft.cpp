// SPDX-License-Identifier: Apache-2.0
#include "core/schema/draft.hpp"

#include "core/base/bug.hpp"
#include "core/base/text.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace dcr::schema {

namespace {

constexpr auto asserts = KeywordRole::assertion;
constexpr auto annotates = KeywordRole::annotation;
constexpr Draft d4 = Draft::draft4;
constexpr Draft d6 = Draft::draft6;
constexpr Draft d7 = Draft::draft7;
constexpr Draft d2019 = Draft::draft2019_09;
constexpr Draft d2020 = Draft::draft2020_12;

// `$defs`, `definitions` and what only describes are known in every draft: they decide nothing.
constexpr auto keywords = std::to_array<Keyword>({
    {"$anchor", asserts, d2019, d2020},
    {"$comment", annotates, d4, d2020},
    {"$defs", asserts, d4, d2020},
    {"$dynamicAnchor", asserts, d2020, d2020},
    {"$dynamicRef", asserts, d2020, d2020},
    {"$id", asserts, d6, d2020},
    {"$recursiveAnchor", asserts, d2019, d2019},
    {"$recursiveRef", asserts, d2019, d2019},
    {"$ref", asserts, d4, d2020},
    {"$schema", asserts, d4, d2020},
    {"$vocabulary", annotates, d4, d2020},
    {"additionalItems", asserts, d4, d2019},
    {"additionalProperties", asserts, d4, d2020},
    {"allOf", asserts, d4, d2020},
    {"anyOf", asserts, d4, d2020},
    {"const", asserts, d6, d2020},
    {"contains", asserts, d6, d2020},
    {"contentEncoding", annotates, d4, d2020},
    {"contentMediaType", annotates, d4, d2020},
    {"contentSchema", annotates, d4, d2020},
    {"default", annotates, d4, d2020},
    {"definitions", asserts, d4, d2020},
    {"dependencies", asserts, d4, d7},
    {"dependentRequired", asserts, d2019, d2020},
    {"dependentSchemas", asserts, d2019, d2020},
    {"deprecated", annotates, d4, d2020},
    {"description", annotates, d4, d2020},
    {"else", asserts, d7, d2020},
    {"enum", asserts, d4, d2020},
    {"examples", annotates, d4, d2020},
    {"exclusiveMaximum", asserts, d4, d2020},
    {"exclusiveMinimum", asserts, d4, d2020},
    {"format", asserts, d4, d2020},
    {"id", asserts, d4, d4},
    {"if", asserts, d7, d2020},
    {"items", asserts, d4, d2020},
    {"maxContains", asserts, d2019, d2020},
    {"maxItems", asserts, d4, d2020},
    {"maxLength", asserts, d4, d2020},
    {"maxProperties", asserts, d4, d2020},
    {"maximum", asserts, d4, d2020},
    {"minContains", asserts, d2019, d2020},
    {"minItems", asserts, d4, d2020},
    {"minLength", asserts, d4, d2020},
    {"minProperties", asserts, d4, d2020},
    {"minimum", asserts, d4, d2020},
    {"multipleOf", asserts, d4, d2020},
    {"not", asserts, d4, d2020},
    {"oneOf", asserts, d4, d2020},
    {"pattern", asserts, d4, d2020},
    {"patternProperties", asserts, d4, d2020},
    {"prefixItems", asserts, d2020, d2020},
    {"properties", asserts, d4, d2020},
    {"propertyNames", asserts, d6, d2020},
    {"readOnly", annotates, d4, d2020},
    {"required", asserts, d4, d2020},
    {"then", asserts, d7, d2020},
    {"title", annotates, d4, d2020},
    {"type", asserts, d4, d2020},
    {"unevaluatedItems", asserts, d2019, d2020},
    {"unevaluatedProperties", asserts, d2019, d2020},
    {"uniqueItems", asserts, d4, d2020},
    {"writeOnly", annotates, d4, d2020},
});

static_assert(std::is_sorted(keywords.begin(), keywords.end(),
                             [](const Keyword& a, const Keyword& b) { return a.name < b.name; }));

}  // namespace

std::string_view to_string(Draft draft) {
  switch (draft) {
    case Draft::draft4: return "draft-04";
    case Draft::draft6: return "draft-06";
    case Draft::draft7: return "draft-07";
    case Draft::draft2019_09: return "2019-09";
    case Draft::draft2020_12: return "2020-12";
  }
  unreachable();
}

std::optional<Draft> draft_of(std::string_view schema_uri) {
  if (schema_uri.ends_with('#')) schema_uri.remove_suffix(1);
  const std::size_t slashes = schema_uri.find("://");
  const std::string_view scheme = schema_uri.substr(0, slashes);
  if (slashes == std::string_view::npos || (scheme != "http" && scheme != "https")) return {};
  const std::string_view name = schema_uri.substr(slashes + 3);
  for (const auto& [uri, draft] : std::to_array<std::pair<std::string_view, Draft>>({
           {"json-schema.org/draft-04/schema", d4},
           {"json-schema.org/draft-06/schema", d6},
           {"json-schema.org/draft-07/schema", d7},
           {"json-schema.org/draft/2019-09/schema", d2019},
           {"json-schema.org/draft/2020-12/schema", d2020},
       })) {
    if (name == uri) return draft;
  }
  return std::nullopt;
}

const Keyword* find_keyword(std::string_view name) {
  const auto* const found = std::lower_bound(
      keywords.begin(), keywords.end(), name,
      [](const Keyword& keyword, std::string_view wanted) { return keyword.name < wanted; });
  return found != keywords.end() && found->name == name ? found : nullptr;
}

std::string nearest_keyword(std::string_view name, Draft draft) {
  std::vector<std::string_view> candidates;
  for (const Keyword& keyword : keywords) {
    if (keyword.first <= draft && draft <= keyword.last) candidates.push_back(keyword.name);
  }
  return did_you_mean(name, candidates);
}

}  // namespace dcr::schema
