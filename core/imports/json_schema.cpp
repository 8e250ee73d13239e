// SPDX-License-Identifier: Apache-2.0
#include "core/imports/json_schema.hpp"

#include "core/base/text.hpp"
#include "core/imports/schema_fields.hpp"

#include <fmt/format.h>

#include <utility>

namespace dcr::imports {
namespace {

const yaml::Node* text_of(const yaml::Node& schema, std::string_view key) {
  const yaml::Node* found = schema.find(key);
  return found != nullptr && found->is_string() && !found->text.empty() ? found : nullptr;
}

void read_key(const yaml::Node& schema, Object& object, LossList& losses) {
  const yaml::Node* key = schema.find("x-primary-key");
  if (key == nullptr || !key->is_sequence()) return;
  object.primary_key.at = key->at;
  for (const auto& part : key->items) {
    if (object.fields.find(part->text) != nullptr) {
      object.primary_key.value.push_back(part->text);
    } else {
      losses.add("", fmt::format("{} of x-primary-key, which is no property", quoted(*part)));
    }
  }
}

Result<ImportedContract> read_one(const yaml::Node& document, const yaml::Node& schema,
                                  std::string name, std::string_view path) {
  LossList losses;
  auto fields = fields_of_schema(document, schema, path, losses);
  if (!fields) return fields.error();
  if (const yaml::Node* id = text_of(schema, "x-dataset-id")) name = id->text;
  ImportedContract out = one_object(std::move(name), *std::move(fields));
  Contract& contract = out.contract;
  contract.at = schema.at;
  if (const yaml::Node* space = text_of(schema, "x-namespace")) contract.name_space = space->text;
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
  read_key(schema, contract.objects.front(), losses);
  out.losses = losses.take();
  return out;
}

const yaml::Node* definitions_of(const yaml::Node& root) {
  const yaml::Node* found = root.find("$defs");
  return found != nullptr ? found : root.find("definitions");
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
  Imported imported;
  if (request.only.empty()) {
    const yaml::Node* title = text_of(**root, "title");
    auto one = read_one(**root, **root, title != nullptr ? title->text : stem_of(path), path);
    if (!one) {
      Error error = one.error();
      if (definitions_of(**root) != nullptr && (*root)->find("properties") == nullptr) {
        error.help = "take definitions of it: --object NAME";
      }
      return error;
    }
    imported.contracts.push_back(*std::move(one));
    return imported;
  }
  const yaml::Node* definitions = definitions_of(**root);
  if (definitions == nullptr) return imported;
  for (const yaml::Entry& entry : definitions->entries) {
    if (!is_wanted(request, {entry.key})) continue;
    auto one = read_one(**root, *entry.value, entry.key, path);
    if (!one) return one.error();
    imported.contracts.push_back(*std::move(one));
  }
  return imported;
}

}  // namespace dcr::imports
