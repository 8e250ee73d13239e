// SPDX-License-Identifier: Apache-2.0
#include "core/exports/losses.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace dcr::exports {
namespace {

constexpr std::size_t longest_quote = 60;

}  // namespace

std::string quoted(std::string_view text) {
  if (text.size() <= longest_quote) return fmt::format("'{}'", text);
  std::size_t end = longest_quote;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return fmt::format("'{}…'", text.substr(0, end));
}

void Losses::add(std::string field, std::string what) {
  losses_.push_back({std::move(field), std::move(what)});
}

void Losses::add_text(Term term, const std::string& path, std::string_view what,
                      std::string_view text) {
  if (misses(term) && !text.empty()) add(path, fmt::format("{} {}", what, quoted(text)));
}

void Losses::add_others(Term term, const std::string& path,
                        const std::map<std::string, std::string>& others) {
  for (const auto& [key, value] : others) add_text(term, path, key, value);
}

void Losses::add_service_level(const ServiceLevel& level) {
  add("", fmt::format("the service level {}: {}{}{}{}", quoted(level.property),
                      quoted(level.unit.empty() ? level.value : level.value + " " + level.unit),
                      level.element.empty() ? "" : " of " + quoted(level.element),
                      level.driver.empty() ? "" : " for ", level.driver));
}

void Losses::add_contract(const Contract& contract) {
  add_text(Term::name_space, "", "the namespace", contract.name_space.value_or(""));
  if (misses(Term::version)) add("", fmt::format("the version {}", contract.version->text()));
  add_text(Term::title, "", "the title", contract.title);
  if (contract.status) add_text(Term::status, "", "the status", to_string(contract.status->value));
  add_text(Term::deprecation, "", "the deprecation_uri", contract.deprecation_uri.value);
  add_text(Term::deprecation, "", "the deprecation_message", contract.deprecation_message.value);
  add_text(Term::description, "", "the description", contract.description.value);
  if (contract.compatibility) {
    add_text(Term::compatibility, "", "the compatibility", contract.compatibility->value.text());
  }
  for (const Owner& owner : contract.owners) add_text(Term::owners, "", "the owner", owner.team);
  if (contract.freshness_sla && misses(Term::freshness)) {
    add("", fmt::format("the freshness_sla of {} seconds",
                        contract.freshness_sla->max_lag_seconds.value));
  }
  for (const ServiceLevel& level : contract.service_levels) {
    if (misses(Term::service_levels)) add_service_level(level);
  }
  for (const Consumer& consumer : contract.consumers) {
    add_text(Term::consumers, "", "the consumer", consumer.name);
  }
  for (const auto& [key, value] : contract.metadata) {
    add_text(Term::metadata, "", "the metadata " + key, value);
  }
  add_others(Term::contract_other, "", contract.other);
}

void Losses::add_object(const Object& object, const std::string& path) {
  add_text(Term::object_name, path, "the object's name", object.name.value);
  add_text(Term::object_description, path, "the object's description", object.description.value);
  if (misses(Term::primary_key) && !object.primary_key->empty()) {
    add(path, fmt::format("the primary key [{}]", fmt::join(*object.primary_key, ", ")));
  }
  for (const QualityRule& rule : object.quality) {
    if (misses(Term::object_quality)) add_rule(path, rule);
  }
  add_others(Term::object_other, path, object.other);
}

void Losses::add_replaced_name(const Object& object, const std::string& path) {
  const auto physical = object.other.find("physicalName");
  const bool replaced = physical != object.other.end() && !physical->second.empty() &&
                        physical->second != object.name.value;
  if (replaced) add(path, "the object's name " + quoted(object.name.value));
}

void Losses::add_rule(const std::string& path, const QualityRule& rule) {
  std::string_view name = rule.name.empty() ? rule.id : rule.name;
  for (const char* key : {"metric", "rule", "query", "description", "type"}) {
    const auto found = rule.terms.find(key);
    if (name.empty() && found != rule.terms.end()) name = found->second;
  }
  add(path, name.empty() ? "a quality rule without a name" : "the quality rule " + quoted(name));
}

void Losses::add_optional_key(const Object& object, const std::string& part,
                              const std::string& path) {
  for (const Field& field : object.fields.fields) {
    const bool named = part == field.name.value || part == path_component(field.name.value);
    if (named && !field.required.value) {
      add(field_path(path, field), "that it is optional: it is a part of the primary key");
    }
  }
}

void Losses::add_field(const Field& field, const std::string& path) {
  add_text(Term::field_description, path, "the description", field.description.value);
  if (misses(Term::deprecated) && field.deprecated.value) add(path, "that it is deprecated");
  add_text(Term::unit, path, "the unit", field.unit.value);
  for (const std::string& alias : field.aliases) add_text(Term::aliases, path, "the alias", alias);
  if (misses(Term::unique) && field.unique.value) add(path, "that it is unique");
  add_text(Term::classification, path, "the classification", field.classification.value);
  for (const QualityRule& rule : field.quality) {
    if (misses(Term::field_quality)) add_rule(path, rule);
  }
  add_others(Term::field_other, path, field.other);
}

void Losses::add_field_but(std::set<Term> also, const Field& field, const std::string& path) {
  std::set<Term> fewer = carried_;
  for (const Term term : also) fewer.erase(term);
  std::swap(carried_, fewer);
  add_field(field, path);
  std::swap(carried_, fewer);
}

void Losses::add_constraint(const std::string& path, std::string_view name,
                            const Constraint& constraint) {
  add(path, fmt::format("{} {}", name, quoted(constraint.value)));
}

std::string object_path(const Contract& contract, const Object& object) {
  return contract.objects.size() > 1 ? path_component(object.name.value) : std::string();
}

std::string field_path(const std::string& parent, const Field& field) {
  return join_path(parent, path_component(field.name.value));
}

}  // namespace dcr::exports
