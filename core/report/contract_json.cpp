// SPDX-License-Identifier: Apache-2.0
#include "core/report/contract_json.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace dcr::report {
namespace {

using Json = nlohmann::ordered_json;

Json or_null(std::string_view text) { return text.empty() ? Json() : Json(text); }

/// A value the model keeps as canonical JSON text; a text that is none stays one.
Json value_of(const std::string& canonical) {
  Json value = Json::parse(canonical, nullptr, false);
  return value.is_discarded() ? Json(canonical) : value;
}

/// A whole number without `.0`, as people write seconds.
Json number(double value) {
  constexpr double exact = 9007199254740992.0;  // 2^53
  if (std::abs(value) < exact && value == std::floor(value)) return static_cast<long long>(value);
  return value;
}

Json constraints_json(const std::map<std::string, Constraint>& constraints) {
  Json out = Json::object();
  for (const auto& [name, constraint] : constraints) {
    // These are texts even where they look like numbers.
    const bool is_text = name == "pattern" || name == "format";
    out[name] = is_text ? Json(constraint.value) : value_of(constraint.value);
  }
  return out;
}

Json quality_json(const std::vector<QualityRule>& rules) {
  Json out = Json::array();
  for (const QualityRule& rule : rules) {
    Json terms = Json::object();
    for (const auto& [key, value] : rule.terms) terms[key] = value_of(value);
    out.push_back({{"id", or_null(rule.id)}, {"name", or_null(rule.name)}, {"terms", terms}});
  }
  return out;
}

Json fields_json(const FieldList& fields);

Json field_json(const Field& field) {
  Json out;
  out["name"] = or_null(*field.name);
  const FieldType& type = *field.type;
  out["type"] = or_null(to_string(type.logical.family));
  out["spelled_type"] = or_null(type.spelled);
  out["required"] = *field.required;
  out["unique"] = *field.unique;
  out["description"] = or_null(*field.description);
  out["deprecated"] = *field.deprecated;
  out["unit"] = or_null(*field.unit);
  out["classification"] = or_null(*field.classification);
  out["aliases"] = field.aliases;
  out["enum"] = nullptr;
  if (field.enum_values) {
    out["enum"] = Json::array();
    for (const std::string& value : **field.enum_values) out["enum"].push_back(value_of(value));
  }
  out["constraints"] = constraints_json(field.constraints);
  out["quality"] = quality_json(field.quality);
  out["fields"] = fields_json(field.children);
  out["items"] = field.items ? field_json(*field.items) : Json();
  return out;
}

Json fields_json(const FieldList& fields) {
  Json out = Json::array();
  for (const Field& field : fields.fields) out.push_back(field_json(field));
  return out;
}

Json consumers_json(const std::vector<Consumer>& consumers) {
  Json out = Json::array();
  for (const Consumer& consumer : consumers) {
    out.push_back({{"consumer", consumer.name},
                   {"contact", or_null(consumer.contact)},
                   {"fields", consumer.fields}});
  }
  return out;
}

Json service_levels_json(const std::vector<ServiceLevel>& levels) {
  Json out = Json::array();
  for (const ServiceLevel& level : levels) {
    out.push_back({{"property", level.property},
                   {"element", or_null(level.element)},
                   {"driver", or_null(level.driver)},
                   {"value", or_null(level.value)},
                   {"unit", or_null(level.unit)}});
  }
  return out;
}

}  // namespace

Json objects_json(const Contract& contract) {
  Json out = Json::array();
  for (const Object& object : contract.objects) {
    out.push_back({{"name", or_null(*object.name)},
                   {"description", or_null(*object.description)},
                   {"primary_key", *object.primary_key},
                   {"quality", quality_json(object.quality)},
                   {"fields", fields_json(object.fields)}});
  }
  return out;
}

Json contract_json(const Contract& contract) {
  Json out;
  out["description"] = or_null(*contract.description);
  out["compatibility"] =
      contract.compatibility ? Json(contract.compatibility->value.text()) : Json();
  out["owners"] = Json::array();
  for (const Owner& owner : contract.owners) {
    out["owners"].push_back({{"team", owner.team}, {"contact", or_null(owner.contact)}});
  }
  out["freshness_sla"] = nullptr;
  if (const auto& sla = contract.freshness_sla) {
    out["freshness_sla"] = {{"max_lag_seconds", number(*sla->max_lag_seconds)},
                            {"measurement", sla->measurement}};
  }
  out["service_levels"] = service_levels_json(contract.service_levels);
  out["consumers"] = consumers_json(contract.consumers);
  out["metadata"] = Json::object();
  for (const auto& [key, value] : contract.metadata) out["metadata"][key] = value_of(value);
  out["objects"] = objects_json(contract);
  return out;
}

}  // namespace dcr::report
