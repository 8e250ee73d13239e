// SPDX-License-Identifier: Apache-2.0
#include "core/imports/json_schema.hpp"

#include "core/base/text.hpp"
#include "core/imports/schema_fields.hpp"
#include "core/schema/uri.hpp"

#include <fmt/format.h>

#include <utility>

namespace dcr::imports {
namespace {

const yaml::Node* text_of(const yaml::Node& schema, std::string_view key) {
  const yaml::Node* found = schema.find(key);
  return found != nullptr && found->is_string() && !found->text.empty() ? found : nullptr;
}

Result<ImportedContract> read_one(const yaml::Node& document, const yaml::Node& schema,
                                  std::string name, std::string_view path) {
  LossList losses;
  auto fields = fields_of_schema(document, schema, path, losses);
  if (!fields) return fields.error();
  ImportedContract out = one_object(std::move(name), *std::move(fields));
  Contract& contract = out.contract;
  contract.at = schema.at;
  if (const yaml::Node* about = text_of(schema, "description")) {
    contract.description = {about->text, about->at};
  }
  for (const std::string_view key : {"x-version", "version"}) {
    const yaml::Node* stated = schema.find(key);
    if (stated == nullptr || !stated->is_scalar() || out.has_version) continue;
    if (const auto version = Version::parse_loose(stated->text)) {
      contract.version = {*version, stated->at};
      out.has_version = true;
    }
  }
  out.losses = losses.take();
  return out;
}

const yaml::Node* definitions_of(const yaml::Node& root) {
  const yaml::Node* found = root.find("$defs");
  return found != nullptr ? found : root.find("definitions");
}

/// The names of the definitions that a schema is one of: `anyOf` of references and nothing else.
std::vector<std::string> alternatives_of(const yaml::Node& root) {
  const yaml::Node* any = root.find("anyOf");
  std::vector<std::string> names;
  if (any == nullptr || root.find("properties") != nullptr) return names;
  for (const auto& each : any->items) {
    const yaml::Node* reference = each->find("$ref");
    const bool named = reference != nullptr && reference->text.starts_with("#/$defs/");
    if (!named) return {};
    const auto tokens = schema::pointer_tokens(
        schema::percent_decoded(std::string_view(reference->text).substr(1)));
    names.push_back(tokens.back());
  }
  return names;
}

Result<Imported> read_definitions(const yaml::Node& root, const ImportRequest& request,
                                  const std::string& area, std::string_view path) {
  Imported imported;
  const yaml::Node* definitions = definitions_of(root);
  if (definitions == nullptr) return imported;
  for (const yaml::Entry& entry : definitions->entries) {
    if (!is_wanted(request, {entry.key})) continue;
    auto one = read_one(root, *entry.value, join_path(area, entry.key), path);
    if (!one) return one.error();
    imported.contracts.push_back(*std::move(one));
  }
  return imported;
}

}  // namespace

Result<Imported> read_json_schema(std::string_view text, std::string_view path,
                                  const ImportRequest& request) {
  const auto root = read_tree(text, path, false);
  if (!root) return root.error();
  if (!(*root)->is_mapping()) {
    return fault(path, (*root)->at,
                 fmt::format("a JSON Schema is a mapping, not {}", yaml::describe((*root)->kind)));
  }
  const yaml::Node* title = text_of(**root, "title");
  const std::string name = title != nullptr ? title->text : stem_of(path);
  const std::vector<std::string> alternatives = alternatives_of(**root);
  if (!request.only.empty() || !alternatives.empty()) {
    const ImportRequest wanted{.only = request.only.empty() ? alternatives : request.only,
                               .physical_types = request.physical_types};
    return read_definitions(**root, wanted, alternatives.empty() ? "" : name, path);
  }
  auto one = read_one(**root, **root, name, path);
  if (!one) {
    Error error = one.error();
    if (definitions_of(**root) != nullptr && (*root)->find("properties") == nullptr) {
      error.help = "take definitions of it: --only NAME";
    }
    return error;
  }
  Imported imported;
  imported.contracts.push_back(*std::move(one));
  return imported;
}

}  // namespace dcr::imports
