// SPDX-License-Identifier: Apache-2.0
#include "core/exports/markdown.hpp"

#include "core/base/duration.hpp"
#include "core/base/text.hpp"
#include "core/exports/losses.hpp"
#include "core/report/markdown.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dcr::exports {
namespace {

/// On one line: a line end would end the row of a table.
std::string text_of(std::string_view text) {
  std::string line(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return report::markdown_text(line);
}

std::string list_of(const std::vector<std::string>& texts) {
  std::vector<std::string> parts;
  for (const std::string& text : texts) parts.push_back(text_of(text));
  return fmt::format("{}", fmt::join(parts, ", "));
}

class Table {
 public:
  explicit Table(const std::vector<std::string>& headings) {
    add(headings);
    out_ += "|";
    for (std::size_t i = 0; i < headings.size(); ++i) out_ += " --- |";
    out_ += '\n';
  }

  void add(const std::vector<std::string>& cells) {
    out_ += "|";
    for (const std::string& cell : cells) out_ += cell.empty() ? "  |" : " " + cell + " |";
    out_ += '\n';
  }

  [[nodiscard]] const std::string& text() const { return out_; }

 private:
  std::string out_;
};

class DataSheet {
 public:
  explicit DataSheet(const Contract& contract) : contract_(contract), losses_(all_but_few()) {}

  Exported write() {
    losses_.add_contract(contract_);
    write_head();
    for (const Object& object : contract_.objects) write_object(object);
    write_consumers();
    write_quality();
    write_metadata();
    return {std::move(out_), losses_.take()};
  }

 private:
  static std::set<Term> all_but_few() {
    return {Term::name_space,
            Term::version,
            Term::title,
            Term::status,
            Term::deprecation,
            Term::description,
            Term::compatibility,
            Term::owners,
            Term::freshness,
            Term::service_levels,
            Term::consumers,
            Term::metadata,
            Term::object_name,
            Term::object_description,
            Term::object_quality,
            Term::primary_key,
            Term::field_description,
            Term::deprecated,
            Term::unit,
            Term::aliases,
            Term::unique,
            Term::classification,
            Term::field_quality};
  }

  void heading(std::string_view level, const std::string& text) {
    if (!out_.empty()) out_ += '\n';
    out_ += fmt::format("{} {}\n\n", level, text);
  }

  void paragraph(const std::string& text) {
    if (!text.empty()) out_ += text_of(text) + "\n\n";
  }

  void write_head() {
    heading("#", text_of(contract_.title.empty() ? contract_.full_name() : contract_.title));
    paragraph(contract_.description.value);
    Table table({"", ""});
    const auto add = [&](const char* what, const std::string& text) {
      if (!text.empty()) table.add({what, text});
    };
    if (!contract_.title.empty()) add("Name", text_of(contract_.full_name()));
    add("Version", contract_.version->text());
    if (contract_.status) add("Status", std::string(to_string(contract_.status->value)));
    add("Replaced by", text_of(contract_.deprecation_uri.value));
    add("Why", text_of(contract_.deprecation_message.value));
    if (contract_.compatibility) {
      add("Compatibility", text_of(contract_.compatibility->value.text()));
    }
    std::vector<std::string> owners;
    for (const Owner& owner : contract_.owners) {
      owners.push_back(owner.contact.empty() ? owner.team
                                             : fmt::format("{} ({})", owner.team, owner.contact));
    }
    add("Owners", list_of(owners));
    if (contract_.freshness_sla) add("Freshness", freshness(*contract_.freshness_sla));
    for (const ServiceLevel& level : contract_.service_levels) {
      table.add({text_of(level.property), service_level(level)});
    }
    out_ += table.text();
  }

  static std::string freshness(const FreshnessSla& sla) {
    const double seconds = sla.max_lag_seconds.value;
    const bool whole =
        seconds < 9e15 && static_cast<double>(static_cast<long long>(seconds)) == seconds;
    const std::string lag =
        whole ? duration_text(static_cast<std::int64_t>(seconds)) : fmt::format("{} s", seconds);
    return fmt::format("at most {} behind, by {}", lag, text_of(sla.measurement));
  }

  static std::string service_level(const ServiceLevel& level) {
    std::string text = level.value;
    if (!level.unit.empty()) text += " " + level.unit;
    if (!level.element.empty()) text += ", of " + level.element;
    if (!level.driver.empty()) text += " (" + level.driver + ")";
    return text_of(text);
  }

  void write_object(const Object& object) {
    const std::string path = object_path(contract_, object);
    losses_.add_object(object, path);
    heading("##", object.name->empty() ? "Fields" : text_of(object.name.value));
    paragraph(object.description.value);
    if (!object.primary_key->empty()) {
      out_ += "Primary key: " + list_of(object.primary_key.value) + "\n\n";
    }
    Table table({"Field", "Type", "Required", "Rules", "Description"});
    add_rows(table, object.fields, "", path);
    out_ += table.text();
  }

  void add_rows(Table& table, const FieldList& fields, const std::string& path,
                const std::string& prefix) {
    for (const Field& field : fields.fields) {
      add_row(table, field, join_path(path, path_component(field.name.value)), prefix);
    }
  }

  void add_row(Table& table, const Field& field, const std::string& path,
               const std::string& prefix) {
    losses_.add_field(field, join_path(prefix, path));
    std::string description = text_of(field.description.value);
    if (field.deprecated.value) {
      description = "**deprecated**" + (description.empty() ? "" : ": " + description);
    }
    table.add({text_of(path), text_of(field.type.value.spelled),
               field.required.value ? "yes" : "no", rules_of(field), description});
    add_rows(table, field.children, path, prefix);
    if (field.items) add_row(table, *field.items, path + "[]", prefix);
  }

  static std::string rules_of(const Field& field) {
    std::vector<std::string> rules;
    if (field.unique.value) rules.emplace_back("unique");
    if (field.enum_values) {
      rules.push_back(fmt::format("one of {}", fmt::join(field.enum_values->value, ", ")));
    }
    for (const auto& [name, constraint] : field.constraints) {
      rules.push_back(fmt::format("{} {}", name, constraint.value));
    }
    if (!field.unit->empty()) rules.push_back("unit " + field.unit.value);
    if (!field.classification->empty()) {
      rules.push_back("classification " + field.classification.value);
    }
    if (!field.aliases.empty()) {
      rules.push_back(fmt::format("before: {}", fmt::join(field.aliases, ", ")));
    }
    for (std::string& rule : rules) rule = text_of(rule);
    return fmt::format("{}", fmt::join(rules, "; "));
  }

  void write_consumers() {
    if (contract_.consumers.empty()) return;
    heading("##", "Consumers");
    Table table({"Name", "Contact", "Fields"});
    for (const Consumer& consumer : contract_.consumers) {
      table.add({text_of(consumer.name), text_of(consumer.contact),
                 consumer.fields.empty() ? "all" : list_of(consumer.fields)});
    }
    out_ += table.text();
  }

  void write_quality() {
    std::vector<std::pair<std::string, const QualityRule*>> rules;
    for (const Object& object : contract_.objects) {
      for (const QualityRule& rule : object.quality) {
        rules.emplace_back(object_path(contract_, object), &rule);
      }
      gather(object.fields, object_path(contract_, object), rules);
    }
    if (rules.empty()) return;
    heading("##", "Quality");
    Table table({"Of", "Rule", "Terms"});
    for (const auto& [path, rule] : rules) {
      std::vector<std::string> terms;
      for (const auto& [key, value] : rule->terms)
        terms.push_back(fmt::format("{} {}", key, value));
      table.add({path.empty() ? "all" : text_of(path),
                 text_of(rule->name.empty() ? rule->id : rule->name), list_of(terms)});
    }
    out_ += table.text();
  }

  static void gather(const FieldList& fields, const std::string& path,
                     std::vector<std::pair<std::string, const QualityRule*>>& rules) {
    for (const Field& field : fields.fields) {
      const std::string own = field_path(path, field);
      for (const QualityRule& rule : field.quality) rules.emplace_back(own, &rule);
      gather(field.children, own, rules);
      if (field.items) {
        for (const QualityRule& rule : field.items->quality) rules.emplace_back(own + "[]", &rule);
        gather(field.items->children, own + "[]", rules);
      }
    }
  }

  void write_metadata() {
    if (contract_.metadata.empty()) return;
    heading("##", "Metadata");
    Table table({"Key", "Value"});
    for (const auto& [key, value] : contract_.metadata) table.add({text_of(key), text_of(value)});
    out_ += table.text();
  }

  const Contract& contract_;
  Losses losses_;
  std::string out_;
};

}  // namespace

Exported write_markdown(const Contract& contract) { return DataSheet(contract).write(); }

}  // namespace dcr::exports
