// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/contract.hpp"
#include "core/model/loss.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::exports {

/// What a contract can say that a format may have no place for. Types and constraints are not among
/// it: whether they fit depends on the field.
enum class Term {
  name_space,
  version,
  title,
  status,
  deprecation,  ///< its uri and message
  description,
  compatibility,
  owners,
  freshness,
  service_levels,
  consumers,
  metadata,
  contract_other,
  object_name,
  object_description,
  object_quality,
  object_other,
  primary_key,
  field_description,
  deprecated,
  unit,
  aliases,
  unique,
  classification,
  field_quality,
  field_other,
};

/// "'text'", cut where it is long.
[[nodiscard]] std::string quoted(std::string_view text);

/// Gathers what a format has no place for.
class Losses {
 public:
  explicit Losses(std::set<Term> carried) : carried_(std::move(carried)) {}

  void add(std::string field, std::string what);
  /// Every term of the contract itself that the format does not carry.
  void add_contract(const Contract& contract);
  /// Of the object itself; `path` is empty where it is the only one.
  void add_object(const Object& object, const std::string& path);
  /// Of a part of the key that need not be there: a column of a primary key always is.
  void add_optional_key(const Object& object, const std::string& part, const std::string& path);
  /// Of the field itself, not of those below it.
  void add_field(const Field& field, const std::string& path);
  /// Of a field in a place where not even the terms of `also` are carried: the items of an array
  /// have no description in many formats.
  void add_field_but(std::set<Term> also, const Field& field, const std::string& path);
  /// A constraint the type of the field cannot have in the format.
  void add_constraint(const std::string& path, std::string_view name, const Constraint& constraint);
  /// The object's own name, where its table is called by its physicalName.
  void add_replaced_name(const Object& object, const std::string& path);
  void add_rule(const std::string& path, const QualityRule& rule);
  void add_service_level(const ServiceLevel& level);

  [[nodiscard]] std::vector<Loss> take() { return std::move(losses_); }

 private:
  [[nodiscard]] bool misses(Term term) const { return !carried_.contains(term); }
  void add_text(Term term, const std::string& path, std::string_view what, std::string_view text);
  void add_others(Term term, const std::string& path,
                  const std::map<std::string, std::string>& others);

  std::set<Term> carried_;
  std::vector<Loss> losses_;
};

/// The path of an object as reports have it: empty where the contract has no other.
[[nodiscard]] std::string object_path(const Contract& contract, const Object& object);
[[nodiscard]] std::string field_path(const std::string& parent, const Field& field);

}  // namespace dcr::exports
