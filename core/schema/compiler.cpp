// SPDX-License-Identifier: Apache-2.0
#include "core/schema/compiler.hpp"

#include "core/base/text.hpp"
#include "core/schema/uri.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace dcr::schema {

namespace {

/// Up to draft-07 a reference stands alone: what is beside it has no meaning.
bool reference_stands_alone(const yaml::Node& node, Draft draft) {
  return draft <= Draft::draft7 && node.find("$ref") != nullptr;
}

const yaml::Entry* identifier(const yaml::Node& node, Draft draft) {
  const yaml::Entry* entry = node.find_entry(draft == Draft::draft4 ? "id" : "$id");
  return entry != nullptr && entry->value->is_string() ? entry : nullptr;
}

std::string_view without_fragment(std::string_view uri) { return split_fragment(uri).first; }

}  // namespace

void Compiler::problem(const Subschema& schema, std::string_view keyword, Span at,
                       std::string message, std::string help) {
  problems_.push_back({Severity::error, schema.resource->document, schema.pointer,
                       std::string(keyword), std::move(message), at, std::move(help)});
}

void Compiler::problem(const Place& place, const yaml::Entry& entry, std::string message,
                       std::string help) {
  problem(place.schema, entry.key, entry.value->at, std::move(message), std::move(help));
}

void Compiler::warn(const Place& place, const yaml::Entry& entry, Severity severity,
                    std::string message) {
  problem(place.schema, entry.key, entry.key_at, std::move(message));
  problems_.back().severity = severity;
}

std::vector<SchemaProblem> Compiler::take_problems() {
  std::stable_sort(problems_.begin(), problems_.end(),
                   [](const SchemaProblem& a, const SchemaProblem& b) {
                     return std::tie(a.document, a.at.begin) < std::tie(b.document, b.at.begin);
                   });
  return std::move(problems_);
}

const Subschema* Compiler::compile(std::shared_ptr<const yaml::Node> root) {
  const Subschema* compiled = load(std::move(root), options_.base_uri, options_.default_draft);
  link();
  // A loop can only be told once every reference has its target.
  if (std::none_of(problems_.begin(), problems_.end(), [](const SchemaProblem& problem) {
        return problem.severity == Severity::error;
      })) {
    report_loops();
  }
  return compiled;
}

const Subschema* Compiler::load(std::shared_ptr<const yaml::Node> root, const std::string& uri,
                                Draft draft) {
  storage_.documents.push_back(root);
  Resource& resource = storage_.resources.emplace_back();
  resource.uri = without_fragment(uri);
  // The name under which the caller knows the first document is the caller's business.
  if (storage_.documents.size() > 1) resource.document = uri;
  resource.draft = draft;
  resources_.emplace(resource.uri, &resource);
  Subschema* compiled = subschema(*root, "", resource, 0);
  if (resource.root == nullptr) resource.root = compiled;
  return compiled;
}

bool Compiler::may_nest(const yaml::Node& node, const std::string& pointer, const Resource& context,
                        int depth) {
  if (full_) return false;
  full_ = storage_.subschemas.size() >= options_.subschemas;
  if (!full_ && depth <= options_.depth) return true;
  problems_.push_back({Severity::error, context.document, pointer, "",
                       full_ ? fmt::format("it holds more than {} schemas", options_.subschemas)
                             : fmt::format("schemas are nested more than {} deep", options_.depth),
                       node.at});
  return false;
}

Subschema* Compiler::subschema(const yaml::Node& node, const std::string& pointer,
                               Resource& context, int depth) {
  const auto known = seen_.find({&node, &context});
  if (known != seen_.end()) return known->second;
  if (!may_nest(node, pointer, context, depth)) return nullptr;
  Subschema& schema = storage_.subschemas.emplace_back();
  schema.pointer = pointer;
  schema.source = &node;
  schema.resource = &context;
  seen_.emplace(std::pair(&node, &context), &schema);
  if (node.kind == yaml::Kind::boolean && context.draft != Draft::draft4) {
    schema.always = node.as_boolean();
    return &schema;
  }
  if (!node.is_mapping()) {
    problem(schema, "", node.at,
            fmt::format("a schema must be {}, not {}",
                        context.draft == Draft::draft4 ? "a mapping" : "a mapping or a boolean",
                        yaml::describe(node.kind)));
    return &schema;
  }
  Resource& resource = own_resource(node, context, schema);
  schema.resource = &resource;
  const Place place{schema, resource, depth};
  if (!reference_stands_alone(node, resource.draft)) read_identifiers(place, node);
  read_keywords(place, node);
  return &schema;
}

Draft Compiler::stated_draft(const yaml::Node& node, Draft fallback, const Subschema& schema) {
  const yaml::Entry* entry = node.find_entry("$schema");
  if (entry == nullptr) return fallback;
  const Span at = entry->value->at;
  if (!entry->value->is_string()) {
    problem(schema, "$schema", at,
            fmt::format("'$schema' must be a string, not {}", yaml::describe(entry->value->kind)));
    return fallback;
  }
  const std::optional<Draft> draft = draft_of(entry->value->text);
  if (!draft) {
    problem(schema, "$schema", at,
            fmt::format("'$schema' names '{}', which is no draft that dcr knows",
                        printable(entry->value->text)),
            "dcr knows draft-04, draft-06, draft-07, 2019-09 and 2020-12");
  }
  return draft.value_or(fallback);
}

/// The resource that `node` belongs to: its own when it has an identifier that is more than an
/// anchor, else the one around it.
Resource& Compiler::own_resource(const yaml::Node& node, Resource& context, Subschema& schema) {
  const bool is_document = schema.pointer.empty();
  const bool may_state = is_document || node.find("$id") != nullptr || node.find("id") != nullptr;
  const Draft draft = may_state ? stated_draft(node, context.draft, schema) : context.draft;
  const yaml::Entry* entry = identifier(node, draft);
  const bool stands_alone = reference_stands_alone(node, draft);
  if (is_document) {
    context.draft = draft;
    context.root = &schema;
  }
  if (entry == nullptr || without_fragment(entry->value->text).empty()) return context;
  const std::string uri(without_fragment(resolve_uri(context.uri, entry->value->text)));
  if (stands_alone) {
    // Its identifier changes nothing inside, but the document may still be named by it.
    if (is_document) resources_.emplace(uri, &context);
    return context;
  }
  if (is_document) {
    context.uri = uri;
    resources_.emplace(uri, &context);
    return context;
  }
  Resource& own = storage_.resources.emplace_back();
  own.uri = uri;
  own.document = context.document;
  own.draft = draft;
  own.root = &schema;
  if (!resources_.emplace(uri, &own).second) {
    problem(
        schema, entry->key, entry->value->at,
        fmt::format("'{}' is '{}', which another schema is already", entry->key, printable(uri)));
  }
  return own;
}

void Compiler::add_anchor(const Place& place, const yaml::Entry& entry, const std::string& name) {
  if (!place.resource.anchors.emplace(name, &place.schema).second &&
      place.resource.anchors[name] != &place.schema) {
    problem(place, entry,
            fmt::format("another schema has the anchor '{}' already", printable(name)));
  }
}

void Compiler::read_identifiers(const Place& place, const yaml::Node& node) {
  if (const yaml::Entry* entry = identifier(node, place.draft())) {
    const std::string_view fragment = split_fragment(entry->value->text).second;
    const bool is_anchor = !fragment.empty() && !fragment.starts_with('/');
    if (is_anchor && place.draft() <= Draft::draft7) {
      add_anchor(place, *entry, percent_decoded(fragment));
    } else if (!fragment.empty() && place.draft() > Draft::draft7) {
      problem(place, *entry,
              fmt::format("'$id' must not have a fragment: '{}'", printable(entry->value->text)),
              "name a place by '$anchor'");
    }
  }
  if (place.draft() < Draft::draft2019_09) return;
  for (const std::string_view keyword : {"$anchor", "$dynamicAnchor"}) {
    const yaml::Entry* entry = node.find_entry(keyword);
    const bool is_known = keyword == "$anchor" || place.draft() == Draft::draft2020_12;
    if (entry == nullptr || !is_known || !takes(place, *entry, yaml::Kind::string, "a string")) {
      continue;
    }
    add_anchor(place, *entry, entry->value->text);
    if (keyword == "$anchor") continue;
    place.resource.dynamic_anchors.emplace(entry->value->text, &place.schema);
    place.schema.is_shared = true;
  }
  const yaml::Node* recursive = node.find("$recursiveAnchor");
  if (place.draft() == Draft::draft2019_09 && recursive != nullptr &&
      &place.schema == place.resource.root) {
    place.resource.recursive_anchor = recursive->as_boolean().value_or(false);
    place.schema.is_shared = place.schema.is_shared || place.resource.recursive_anchor;
  }
}

void Compiler::read_keywords(const Place& place, const yaml::Node& node) {
  const bool alone = reference_stands_alone(node, place.draft());
  for (const yaml::Entry& entry : node.entries) {
    const Keyword* keyword = find_keyword(entry.key);
    const bool is_known =
        keyword != nullptr && keyword->first <= place.draft() && place.draft() <= keyword->last;
    if (alone && entry.key != "$ref") {
      const bool decides = is_known && keyword->role == KeywordRole::assertion &&
                           reader_of(entry.key) != &Compiler::read_nothing &&
                           reader_of(entry.key) != &Compiler::read_definitions;
      if (decides && options_.unknown_keywords) {
        warn(place, entry, Severity::warning,
             fmt::format("{} ignores '{}' beside '$ref'", to_string(place.draft()), entry.key));
      }
    } else if (!is_known) {
      report_unknown(place, entry);
    } else if (keyword->role == KeywordRole::assertion) {
      (this->*reader_of(entry.key))(place, entry);
    }
  }
}

void Compiler::report_unknown(const Place& place, const yaml::Entry& entry) {
  if (!options_.unknown_keywords || entry.key.starts_with("x-")) return;
  const auto& known = options_.annotations;
  if (std::find(known.begin(), known.end(), entry.key) != known.end()) return;
  const Keyword* elsewhere = find_keyword(entry.key);
  std::string why;
  if (elsewhere == nullptr) {
    why = nearest_keyword(entry.key, place.draft());
  } else if (elsewhere->first > place.draft()) {
    why = fmt::format(": {} does not have it, {} does", to_string(place.draft()),
                      to_string(elsewhere->first));
  } else {
    why = fmt::format(": {} was the last with it, this is {}", to_string(elsewhere->last),
                      to_string(place.draft()));
  }
  warn(place, entry, *options_.unknown_keywords,
       fmt::format("unknown keyword '{}'{}", printable(entry.key), why));
}

}  // namespace dcr::schema
