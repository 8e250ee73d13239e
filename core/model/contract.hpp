// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/located.hpp"
#include "core/base/problem.hpp"
#include "core/model/acceptance.hpp"
#include "core/model/mode.hpp"
#include "core/model/status.hpp"
#include "core/model/type.hpp"
#include "core/semver/version.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dcr {

/// The three kinds of versioned interface. The kind is part of an identity.
enum class ContractKind { contract, model, mod };
[[nodiscard]] std::string_view to_string(ContractKind kind);

/// The document formats; to_string gives the word of reports: "dcr", "odcs", "dcs" (the Data
/// Contract Specification), "mod_registry", "model" (the envelope), "json_schema" (a bare one).
enum class Format { dcr, odcs, dcs, mod_registry, model, json_schema };
[[nodiscard]] std::string_view to_string(Format format);

struct Owner {
  std::string team;
  std::string contact;  ///< empty when not given
  Span at;

  friend bool operator==(const Owner& a, const Owner& b) {
    return a.team == b.team && a.contact == b.contact;
  }
};

/// Who depends on the contract, and on which fields (dotted paths; empty = on all of it).
struct Consumer {
  std::string name;
  std::string contact;
  std::vector<std::string> fields;
  Span at;
};

/// How late the data may be.
struct FreshnessSla {
  Located<double> max_lag_seconds;
  std::string measurement = "event_time";
};

/// Any other promise of the service, compared in its own direction.
///
/// Source: ODCS `slaProperties`; the list of directions in the documentation of `sla_loosened`.
struct ServiceLevel {
  std::string property;  ///< as spelled: "latency", "retention"
  std::string element;   ///< what it is measured on; empty = all
  std::string driver;    ///< "regulatory", "analytics"; empty when not given
  std::string value;     ///< as spelled
  std::string unit;      ///< as spelled; empty when not given
  Span at;
};

/// One quality rule of an object or a field, kept whole for comparison by id, then name.
struct QualityRule {
  std::string id;
  std::string name;
  std::map<std::string, std::string> terms;  ///< every other key, flattened to canonical text
  Span at;
};

/// A limit on a field's values: pattern, format, min_length, max_length, minimum, maximum,
/// exclusive_minimum, exclusive_maximum, multiple_of, min_items, max_items, unique_items,
/// min_properties, max_properties.
struct Constraint {
  std::string value;  ///< canonical text: a number without trailing zeros, a pattern as it is
  Span at;
};

struct Field;

struct FieldList {
  std::vector<Field> fields;  ///< in the order of the file; names unique

  [[nodiscard]] const Field* find(std::string_view name) const;
};

struct Field {
  Located<std::string> name;
  Span at;  ///< the whole entry: where a reader looks for the field
  Located<FieldType> type;
  Located<bool> required{.value = true, .at = {}};
  std::optional<Located<std::vector<std::string>>> enum_values;  ///< canonical: strings quoted
  Located<std::string> description;
  Located<bool> deprecated;
  Located<std::string> unit;
  std::vector<std::string> aliases;
  std::map<std::string, Constraint> constraints;
  Located<bool> unique;
  Located<std::string> classification;
  std::vector<QualityRule> quality;
  int last_line = 0;  ///< of the entry: what was removed from it is accepted in at.begin.line..this

  FieldList children;            ///< of an object
  std::unique_ptr<Field> items;  ///< of an array (or the values of a map); null when not described

  /// What else the format lets a field say and consumers could rely on (ODCS transformLogic,
  /// partitioned, …), flattened: any difference is a change of content.
  std::map<std::string, std::string> other;
};

/// A table, topic or file of a contract. A native contract has one, without a name.
struct Object {
  Located<std::string> name;
  Span at;
  Located<std::string> description;
  Located<std::vector<std::string>> primary_key;  ///< in key order
  FieldList fields;
  std::vector<QualityRule> quality;
  std::map<std::string, std::string> other;  ///< as Field::other (physicalName, …)
  int last_line = 0;                         ///< as Field::last_line
};

struct Component;
struct ModelSchema;

/// A data contract, read from any format, a model, or what a mod of a registry promises.
struct Contract {
  ContractKind kind = ContractKind::contract;
  Format format = Format::dcr;
  std::string format_version{};  ///< as spelled: "v3.1.0" of ODCS, "1.2.0" of DCS; empty: not said
  Span at;                       ///< the first key of the document
  int last_line = 0;             ///< of the document
  Span name_at;
  std::string name;   ///< dataset_id, or the ODCS id
  std::string title;  ///< ODCS `name`; empty when there is none
  std::optional<std::string> name_space;
  Located<Version> version;
  std::string version_text;               ///< as spelled
  std::optional<Located<Status>> status;  ///< empty when the document does not say
  Located<std::string> description;
  Located<std::string> deprecation_uri;
  Located<std::string> deprecation_message;
  std::optional<Located<Mode>> compatibility;
  std::vector<Owner> owners;
  std::optional<FreshnessSla> freshness_sla;
  std::vector<ServiceLevel> service_levels;
  std::vector<Consumer> consumers;
  std::map<std::string, std::string> metadata;  ///< flattened: dotted key to canonical text
  std::vector<Object> objects;                  ///< in the order of the file
  std::map<std::string, std::string> other;     ///< content of the format dcr has no place for
  std::vector<InlineAcceptance> acceptances;    ///< from `# dcr:accept` comments
  std::shared_ptr<const Component> component;   ///< of a mod; null for the other kinds
  std::shared_ptr<const ModelSchema> model;     ///< of a model; null for the other kinds

  /// `namespace::name`, or the name alone.
  [[nodiscard]] std::string full_name() const;
  /// Whether the document says `status: draft` itself; silence is not draft in the gate.
  [[nodiscard]] bool says_draft() const { return status && status->value == Status::draft; }
};

}  // namespace dcr
