// SPDX-License-Identifier: Apache-2.0
#include "core/formats/mod_parameters.hpp"

#include "core/base/text.hpp"
#include "core/formats/mod_flat_schema.hpp"
#include "core/yaml/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace dcr::formats {
namespace {

using NodePtr = std::shared_ptr<const yaml::Node>;

constexpr Span nowhere{{1, 1}, 1};  // A value without a place would count as one not stated.

std::shared_ptr<yaml::Node> make(yaml::Kind kind, std::string_view text = {}) {
  auto node = std::make_shared<yaml::Node>();
  node->kind = kind;
  node->at = nowhere;
  node->text = text;
  node->quoted = kind == yaml::Kind::string;
  return node;
}

/// What a command line spells of a parameter.
struct Spelling {
  std::string name;
  std::string type;
  bool optional = false;
  std::optional<std::string> fallback{};
};

Error wrong(const std::string& text, std::string_view why) {
  return {ErrorKind::usage,
          fmt::format("'{}' is no parameter: {}", printable(text), why),
          {},
          "write NAME:TYPE, NAME:TYPE=DEFAULT or NAME:TYPE?; a type is str, int, float, bool, "
          "list, dict or any"};
}

Result<Spelling> spelling_of(const std::string& text) {
  Spelling out;
  const auto equals = text.find('=');
  std::string_view head = std::string_view(text).substr(0, equals);
  if (equals != std::string::npos) out.fallback = text.substr(equals + 1);
  if (head.ends_with('?')) {
    out.optional = true;
    head.remove_suffix(1);
  }
  const auto colon = head.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return wrong(text, "no 'NAME:TYPE' in it");
  out.name = head.substr(0, colon);
  out.type = head.substr(colon + 1);
  return out;
}

/// A default as its type reads it: of a text every character counts, anything else is JSON.
Result<NodePtr> fallback_of(const Spelling& spelling, const std::string& text) {
  const std::string& written = *spelling.fallback;
  if (spelling.type == "str" || spelling.type == "string") {
    return NodePtr(make(yaml::Kind::string, written));
  }
  const yaml::Stream stream = yaml::parse("[" + written + "]", "default.json");
  const yaml::Node* list = stream.documents.empty() ? nullptr : stream.documents[0].root.get();
  if (list != nullptr && stream.ok() && list->items.size() == 1) return list->items.front();
  if (spelling.type == "any") return NodePtr(make(yaml::Kind::string, written));
  return wrong(text, fmt::format("its default is no {}", printable(spelling.type)));
}

/// The flat schema that the spellings are.
Result<NodePtr> flat_of(const std::vector<std::string>& texts) {
  auto required = make(yaml::Kind::mapping);
  auto optional = make(yaml::Kind::mapping);
  for (const std::string& text : texts) {
    const auto spelling = spelling_of(text);
    if (!spelling) return spelling.error();
    auto parameter = make(yaml::Kind::mapping);
    parameter->entries.push_back({"type", nowhere, make(yaml::Kind::string, spelling->type)});
    if (spelling->fallback) {
      auto fallback = fallback_of(*spelling, text);
      if (!fallback) return fallback.error();
      parameter->entries.push_back({"default", nowhere, *std::move(fallback)});
    }
    const bool may_lack = spelling->optional || spelling->fallback;
    if (required->find(spelling->name) != nullptr || optional->find(spelling->name) != nullptr) {
      return wrong(text, "it is spelled twice");
    }
    (may_lack ? optional : required)
        ->entries.push_back({spelling->name, nowhere, std::move(parameter)});
  }
  auto flat = make(yaml::Kind::mapping);
  flat->entries = {{"required", nowhere, std::move(required)},
                   {"optional", nowhere, std::move(optional)}};
  return NodePtr(std::move(flat));
}

NodePtr converted(const NodePtr& schema, ProblemList& problems) {
  return schema && is_flat_schema(*schema) ? schema_of_flat(*schema, problems) : schema;
}

/// The value of `key`, ready to be changed; put into `holder` where it has none of that kind.
std::shared_ptr<yaml::Node> changeable(yaml::Node& holder, const std::string& key,
                                       yaml::Kind kind) {
  const auto found = std::ranges::find(holder.entries, key, &yaml::Entry::key);
  auto out = found != holder.entries.end() && found->value->kind == kind
                 ? std::make_shared<yaml::Node>(*found->value)
                 : make(kind);
  if (found != holder.entries.end()) {
    found->value = out;
  } else {
    holder.entries.push_back({key, nowhere, out});
  }
  return out;
}

/// `base` with the properties of `more` in place of its own.
NodePtr merged(const yaml::Node& base, const yaml::Node& more) {
  auto out = std::make_shared<yaml::Node>(base);
  const auto required = changeable(*out, "required", yaml::Kind::sequence);
  const auto properties = changeable(*out, "properties", yaml::Kind::mapping);
  for (const yaml::Entry& property : more.find("properties")->entries) {
    const auto old = std::ranges::find(properties->entries, property.key, &yaml::Entry::key);
    if (old != properties->entries.end()) {
      old->value = property.value;
    } else {
      properties->entries.push_back(property);
    }
    std::erase_if(required->items, [&](const auto& name) { return name->text == property.key; });
  }
  const auto& names = more.find("required")->items;
  required->items.insert(required->items.end(), names.begin(), names.end());
  return out;
}

}  // namespace

Result<NodePtr> with_parameters(const NodePtr& schema, const std::vector<std::string>& texts) {
  const auto flat = flat_of(texts);
  if (!flat) return flat.error();
  ProblemList problems(Strictness::strict);
  const NodePtr more = schema_of_flat(**flat, problems);
  const std::vector<Problem> found = std::move(problems).sorted();
  if (!found.empty()) {
    return Error{ErrorKind::usage, found.front().message, {}, found.front().help};
  }
  ProblemList of_base(Strictness::lenient);  // told again when the mod is read
  const NodePtr base = converted(schema, of_base);
  return base && base->is_mapping() ? merged(*base, *more) : more;
}

}  // namespace dcr::formats
