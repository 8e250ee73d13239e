// SPDX-License-Identifier: Apache-2.0
#include "core/exports/dbt.hpp"

#include "core/base/text.hpp"
#include "core/compat/service_level.hpp"
#include "core/exports/losses.hpp"
#include "core/exports/native_type.hpp"
#include "core/exports/sql_checks.hpp"
#include "core/exports/sql_types.hpp"
#include "core/exports/values.hpp"
#include "core/exports/yaml_layout.hpp"
#include "core/yaml/render.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace dcr::exports {
namespace {

using yaml::add_entry;
using yaml::string_value;

yaml::Node constraint_of(std::string_view type) {
  yaml::Node node = empty_mapping();
  add_entry(node, "type", string_value(type));
  return node;
}

class DbtWriter {
 public:
  DbtWriter(const Contract& contract, SqlDialect dialect)
      : contract_(contract),
        dialect_(dialect),
        losses_({Term::version, Term::description, Term::owners, Term::freshness, Term::name_space,
                 Term::metadata, Term::object_name, Term::object_description, Term::object_other,
                 Term::primary_key, Term::field_description, Term::unique, Term::deprecated,
                 Term::unit, Term::aliases, Term::classification}) {}

  Exported write() {
    losses_.add_contract(contract_);
    yaml::Node models = empty_list();
    for (const Object& object : contract_.objects) {
      if (object.fields.fields.empty()) {
        losses_.add(object_path(contract_, object), "an object without fields");
      } else {
        yaml::add_item(models, model(object));
      }
    }
    if (contract_.objects.empty()) losses_.add("", "a contract without fields");
    if (models.items.empty()) return {{}, losses_.take()};
    yaml::Node root = empty_mapping();
    add_entry(root, "version", integer_value(2));
    add_entry(root, "models", std::move(models));
    add_sources(root);
    return {yaml_document(root), losses_.take()};
  }

 private:
  yaml::Node model(const Object& object) {
    const std::string path = object_path(contract_, object);
    losses_.add_object(object, path);
    losses_.add_replaced_name(object, path);
    for (const auto& [key, value] : object.other) {
      if (key != "physicalName") losses_.add(path, fmt::format("{} {}", key, quoted(value)));
    }
    yaml::Node node = empty_mapping();
    add_entry(node, "name", string_value(table_name(contract_, object).back()));
    add_description(node, object, path);
    add_entry(node, "config", config(object, path));
    const std::vector<std::string> key = key_columns(object, path);
    if (key.size() > 1) {
      yaml::Node constraint = constraint_of("primary_key");
      add_entry(constraint, "columns", string_list(key));
      yaml::Node list = empty_list();
      yaml::add_item(list, std::move(constraint));
      add_entry(node, "constraints", std::move(list));
    }
    yaml::Node columns = empty_list();
    for (const Field& field : object.fields.fields) {
      const bool is_key = key.size() == 1 && key.front() == field.name.value;
      yaml::add_item(columns, column(field, field_path(path, field), is_key));
    }
    add_entry(node, "columns", std::move(columns));
    return node;
  }

  void add_description(yaml::Node& node, const Object& object, const std::string& path) {
    const std::string& own = object.description.value;
    const std::string& shared = contract_.description.value;
    const bool single = path.empty();
    const std::string& written = own.empty() || (single && !shared.empty()) ? shared : own;
    const std::string& left = &written == &own ? shared : own;
    if (!left.empty() && left != written) losses_.add(path, "the description " + quoted(left));
    if (!written.empty()) add_entry(node, "description", string_value(written));
  }

  [[nodiscard]] yaml::Node config(const Object& object, const std::string& path) const {
    yaml::Node enforced = empty_mapping();
    add_entry(enforced, "enforced", boolean_value(true));
    yaml::Node meta = unflattened(contract_.metadata);
    add_entry(meta, "dcr_name", string_value(contract_.name));
    if (!path.empty()) add_entry(meta, "dcr_object", string_value(object.name.value));
    if (contract_.name_space) {
      add_entry(meta, "dcr_namespace", string_value(*contract_.name_space));
    }
    add_entry(meta, "dcr_version", string_value(contract_.version->text(), true));
    yaml::Node owners = empty_list();
    for (const Owner& owner : contract_.owners) {
      yaml::Node one = empty_mapping();
      add_entry(one, "team", string_value(owner.team));
      if (!owner.contact.empty()) add_entry(one, "contact", string_value(owner.contact, true));
      yaml::add_item(owners, std::move(one));
    }
    if (!owners.items.empty()) add_entry(meta, "owners", std::move(owners));
    yaml::Node node = empty_mapping();
    add_entry(node, "contract", std::move(enforced));
    add_entry(node, "meta", std::move(meta));
    return node;
  }

  std::vector<std::string> key_columns(const Object& object, const std::string& path) {
    std::vector<std::string> columns;
    for (const std::string& part : *object.primary_key) {
      for (const Field& field : object.fields.fields) {
        const std::string& name = field.name.value;
        if (part == name || part == path_component(name)) columns.push_back(name);
      }
    }
    if (columns.size() == object.primary_key->size()) {
      for (const std::string& part : *object.primary_key)
        losses_.add_optional_key(object, part, path);
      return columns;
    }
    losses_.add(path, fmt::format("the primary key [{}]", fmt::join(*object.primary_key, ", ")));
    return {};
  }

  static void add_meta(yaml::Node& node, const Field& field) {
    yaml::Node meta = empty_mapping();
    if (!field.unit->empty()) add_entry(meta, "unit", string_value(field.unit.value));
    if (!field.classification->empty()) {
      add_entry(meta, "classification", string_value(field.classification.value));
    }
    if (field.deprecated.value) add_entry(meta, "deprecated", boolean_value(true));
    if (!field.aliases.empty()) add_entry(meta, "aliases", string_list(field.aliases));
    if (!meta.entries.empty()) add_entry(node, "meta", std::move(meta));
  }

  yaml::Node column(const Field& field, const std::string& path, bool is_key) {
    losses_.add_field(field, path);
    yaml::Node node = empty_mapping();
    const std::string& name = field.name.value;
    add_entry(node, "name", string_value(name));
    if (sql_name(name, dialect_) != name) add_entry(node, "quote", boolean_value(true));
    if (!field.description->empty()) {
      add_entry(node, "description", string_value(field.description.value));
    }
    add_meta(node, field);
    add_entry(node, "data_type", string_value(sql_type(field, dialect_, path, losses_)));
    yaml::Node constraints = empty_list();
    yaml::Node tests = empty_list();
    const auto add_both = [&](std::string_view type) {
      yaml::add_item(constraints, constraint_of(type));
      yaml::add_item(tests, string_value(type));
    };
    if (field.required.value && takes_not_null(field, dialect_)) {
      add_both("not_null");
    } else if (field.required.value) {
      yaml::add_item(tests, string_value("not_null"));
    }
    if (is_key) yaml::add_item(constraints, constraint_of("primary_key"));
    if (field.unique.value) {
      add_both("unique");
    } else if (is_key) {
      yaml::add_item(tests, string_value("unique"));
    }
    add_checks(constraints, field, path);
    if (field.enum_values) yaml::add_item(tests, accepted_values(field));
    if (!constraints.items.empty()) add_entry(node, "constraints", std::move(constraints));
    if (!tests.items.empty()) add_entry(node, "tests", std::move(tests));
    return node;
  }

  void add_checks(yaml::Node& constraints, const Field& field, const std::string& path) {
    // The values of an enum are a test, which every dialect can run.
    Losses losses({});
    for (const std::string& check : sql_checks(field, dialect_, path, losses)) {
      yaml::Node constraint = constraint_of("check");
      add_entry(constraint, "expression", string_value(check));
      yaml::add_item(constraints, std::move(constraint));
    }
    for (Loss& loss : losses.take()) {
      if (!loss.what.starts_with("the enum ")) losses_.add(loss.field, std::move(loss.what));
    }
  }

  static yaml::Node accepted_values(const Field& field) {
    yaml::Node values = empty_list();
    bool texts = false;
    for (const std::string& text : field.enum_values->value) {
      auto value = json_value(text);
      texts = texts || !value || value->is_string();
      yaml::add_item(values, value ? *std::move(value) : string_value(text));
    }
    yaml::Node arguments = empty_mapping();
    add_entry(arguments, "values", std::move(values));
    // dbt writes the values in quotes unless it is told not to.
    if (!texts) add_entry(arguments, "quote", boolean_value(false));
    yaml::Node test = empty_mapping();
    add_entry(test, "accepted_values", std::move(arguments));
    return test;
  }

  /// Source: dbt's freshness: a count of minutes, hours or days.
  std::optional<yaml::Node> lag_node(double seconds) {
    struct Period {
      long long seconds;
      std::string_view name;
    };
    const auto whole = static_cast<long long>(seconds);
    for (const Period& period :
         {Period{86400, "day"}, Period{3600, "hour"}, Period{60, "minute"}}) {
      if (whole < period.seconds) continue;
      const bool exact = static_cast<double>(whole) == seconds && whole % period.seconds == 0;
      if (!exact && period.seconds > 60) continue;
      if (!exact) {
        losses_.add("", fmt::format("the freshness_sla of {} seconds: it is written as {}", seconds,
                                    counted(static_cast<std::size_t>(whole / 60), "minute")));
      }
      yaml::Node node = empty_mapping();
      add_entry(node, "count", integer_value(whole / period.seconds));
      add_entry(node, "period", string_value(period.name));
      return node;
    }
    losses_.add("", fmt::format("the freshness_sla of {} seconds: dbt counts minutes", seconds));
    return std::nullopt;
  }

  void add_sources(yaml::Node& root) {
    if (!contract_.freshness_sla) return;
    auto lag = lag_node(contract_.freshness_sla->max_lag_seconds.value);
    if (!lag) return;
    const std::string& measurement = contract_.freshness_sla->measurement;
    yaml::Node tables = empty_list();
    std::string schema;
    for (const Object& object : contract_.objects) {
      const std::vector<std::string> name = table_name(contract_, object);
      if (name.size() > 1) schema = name[name.size() - 2];
      yaml::Node table = empty_mapping();
      add_entry(table, "name", string_value(name.back()));
      if (object.fields.find(measurement) != nullptr) {
        add_entry(table, "loaded_at_field", string_value(measurement));
      } else {
        losses_.add(object_path(contract_, object),
                    fmt::format("the measurement {} of freshness_sla, which is no field: set "
                                "loaded_at_field",
                                quoted(measurement)));
      }
      yaml::Node freshness = empty_mapping();
      add_entry(freshness, "error_after", *lag);
      add_entry(table, "freshness", std::move(freshness));
      yaml::add_item(tables, std::move(table));
    }
    yaml::Node source = empty_mapping();
    const std::string fallback = contract_.name_space.value_or("contracts");
    add_entry(source, "name", string_value(schema.empty() ? fallback : schema));
    add_entry(source, "tables", std::move(tables));
    yaml::Node sources = empty_list();
    yaml::add_item(sources, std::move(source));
    add_entry(root, "sources", std::move(sources));
  }

  const Contract& contract_;
  SqlDialect dialect_;
  Losses losses_;
};

}  // namespace

Exported write_dbt(const Contract& contract, SqlDialect dialect) {
  return DbtWriter(contract, dialect).write();
}

}  // namespace dcr::exports
