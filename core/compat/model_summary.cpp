// SPDX-License-Identifier: Apache-2.0
#include "core/compat/model_summary.hpp"

#include "core/base/bug.hpp"
#include "core/compat/catalogue.hpp"
#include "core/compat/diff.hpp"
#include "core/compat/raise.hpp"
#include "core/compat/schema_side.hpp"
#include "core/compat/schema_text.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace dcr {
namespace {

/// The properties at the top of a schema, each in one spelling, and which of them are required.
struct Top {
  std::map<std::string, std::string> properties;
  std::set<std::string> required;
};

Top top_of(const ModelSchema& model) {
  SchemaSide side{model.schema.get(), model.schema.get(), {}};
  if (!resolve(side)) side.schema = model.schema.get();
  Top top;
  if (const yaml::Node* properties = value(side, "properties")) {
    for (const yaml::Entry& entry : properties->entries) {
      top.properties[entry.key] = value_text(*entry.value);
    }
  }
  top.required = required(side);
  return top;
}

std::vector<std::string> only_in(const std::set<std::string>& one,
                                 const std::set<std::string>& other) {
  std::vector<std::string> out;
  std::ranges::set_difference(one, other, std::back_inserter(out));
  return out;
}

std::string words_of(const Change& change, std::string_view name) {
  for (const Rule& rule : catalogue()) {
    for (const Trigger& trigger : rule.triggers) {
      if (trigger.on == change.kind) return fill(trigger.message, name, change);
    }
  }
  bug("the catalogue names no rule for a kind of change");
}

}  // namespace

std::string_view to_string(ModelCompatibility compatibility) {
  switch (compatibility) {
    case ModelCompatibility::identical: return "identical";
    case ModelCompatibility::backward_compatible: return "backward_compatible";
    case ModelCompatibility::breaking: return "breaking";
  }
  unreachable();
}

ModelSummary summarise(const Contract& before, const Contract& after, ModelPolicy policy) {
  const Top was = top_of(*before.model);
  const Top is = top_of(*after.model);
  ModelSummary summary;
  for (const auto& [name, text] : is.properties) {
    const auto old = was.properties.find(name);
    if (old == was.properties.end()) {
      summary.properties_added.push_back(name);
    } else if (old->second != text) {
      summary.properties_modified.push_back(name);
    }
  }
  for (const auto& [name, text] : was.properties) {
    if (!is.properties.contains(name)) summary.properties_removed.push_back(name);
  }
  summary.required_added = only_in(is.required, was.required);
  summary.required_removed = only_in(was.required, is.required);
  bool differs = false;
  for (const Change& change : diff(before, after, policy)) {
    differs = differs || is_content(change.kind);
    if (change.breaks && change.breaks->backward) {
      summary.breaking_changes.push_back(words_of(change, after.full_name()));
    }
  }
  summary.compatibility = !summary.breaking_changes.empty() ? ModelCompatibility::breaking
                          : differs ? ModelCompatibility::backward_compatible
                                    : ModelCompatibility::identical;
  return summary;
}

}  // namespace dcr
