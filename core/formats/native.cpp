// SPDX-License-Identifier: Apache-2.0
#include "core/formats/native.hpp"

#include "core/base/text.hpp"
#include "core/formats/canonical.hpp"
#include "core/formats/extent.hpp"
#include "core/formats/mapping_reader.hpp"
#include "core/formats/names.hpp"
#include "core/formats/native_fields.hpp"
#include "core/formats/native_lifecycle.hpp"
#include "core/formats/native_people.hpp"

#include <fmt/format.h>

#include <unordered_set>
#include <utility>

namespace dcr::formats {

namespace {

class NativeReader {
 public:
  NativeReader(const yaml::Node& root, int last_line, ProblemList& problems)
      : root_(root, "", Dialect::exact, problems), last_line_(last_line), problems_(problems) {}

  Contract read() {
    contract_.format = Format::dcr;
    contract_.at = root_.node().at;
    contract_.last_line = last_line_;
    read_identity();
    read_version();
    if (auto description = root_.text("description")) contract_.description = *description;
    read_lifecycle();
    read_native_compatibility(root_, contract_, problems_);
    read_fields();
    read_primary_key();
    read_freshness();
    read_native_owners(root_, contract_, problems_);
    read_native_consumers(root_, contract_, problems_);
    if (const yaml::Node* metadata = root_.mapping("metadata")) {
      for (const yaml::Entry& entry : metadata->entries) {
        flatten(*entry.value, path_component(entry.key), contract_.metadata);
      }
    }
    root_.report_unknown_keys();
    return std::move(contract_);
  }

 private:
  [[nodiscard]] bool check_identifier(std::string_view key, const Located<std::string>& text) {
    const std::string fault = identifier_fault(text.value);
    if (fault.empty()) return true;
    problems_.error("", text.at,
                    fmt::format("'{}' {}: '{}'", key, fault, printable(text.value.substr(0, 200))));
    return false;
  }

  void read_identity() {
    if (root_.value("dataset_id") == nullptr) {
      problems_.error("", root_.place("dataset_id"), "the contract has no dataset_id",
                      "add one: dataset_id: area.name");
    } else if (auto id = root_.text("dataset_id")) {
      contract_.name_at = id->at;
      if (check_identifier("dataset_id", *id)) contract_.name = id->value;
    }
    if (auto name_space = root_.text("namespace")) {
      if (check_identifier("namespace", *name_space)) contract_.name_space = name_space->value;
    }
  }

  void read_version() {
    const yaml::Node* stated = root_.value("version");
    if (stated == nullptr) {
      problems_.error("", root_.place("version"), "the contract has no version",
                      "add one: version: \"1.0.0\"");
      return;
    }
    contract_.version_text = stated->text;
    const auto loose = stated->is_scalar() ? Version::parse_loose(stated->text) : std::nullopt;
    const std::string help = fmt::format("write version: \"{}\"", loose ? loose->text() : "1.0.0");
    if (stated->kind == yaml::Kind::number || stated->kind == yaml::Kind::integer) {
      problems_.error("", stated->at,
                      fmt::format("'version' is the number {}: quote it, and give all three parts",
                                  stated->text),
                      help);
      return;
    }
    if (!stated->is_string()) {
      problems_.error(
          "", stated->at,
          fmt::format("'version' must be a string, not {}", yaml::describe(stated->kind)), help);
      return;
    }
    if (const auto version = Version::parse(stated->text)) {
      contract_.version = {*version, stated->at};
      return;
    }
    problems_.error("", stated->at,
                    fmt::format("'{}' is not a semantic version", printable(stated->text)), help);
  }

  void read_lifecycle() {
    read_native_status(root_, contract_, problems_);
    const bool deprecated = contract_.status && contract_.status->value == Status::deprecated;
    if (deprecated && root_.value("deprecation_uri") == nullptr) {
      problems_.error("", contract_.status->at, "a deprecated contract needs a 'deprecation_uri'",
                      "add the address of the migration plan: deprecation_uri: https://…");
    }
  }

  void read_fields() {
    Object object;
    const yaml::Node* list = root_.list("fields");
    if (list == nullptr) {
      if (root_.value("fields") == nullptr) {
        problems_.error("", root_.place("fields"), "the contract has no fields",
                        "add at least one: fields: [{name: id, type: string}]");
      }
      return;
    }
    if (list->items.empty()) {
      problems_.error("", list->at, "'fields' must list at least one field",
                      "add at least one: fields: [{name: id, type: string}]");
    }
    object.at = list->at;
    object.last_line = last_line_of_entry(root_.node(), "fields", last_line_);
    object.fields = read_native_fields(*list, "", object.last_line, problems_);
    contract_.objects.push_back(std::move(object));
  }

  void read_primary_key() {
    std::vector<Located<std::string>> key = root_.names("primary_key");
    if (key.empty() || contract_.objects.empty()) return;
    Object& object = contract_.objects.front();
    object.primary_key.at = root_.node().find("primary_key")->at;
    std::vector<std::string_view> declared;
    for (const Field& field : object.fields.fields) declared.push_back(field.name.value);
    const std::unordered_set<std::string_view> known(declared.begin(), declared.end());
    std::unordered_set<std::string_view> named;
    for (const Located<std::string>& part : key) {
      if (!known.contains(part.value)) {
        problems_.error("", part.at,
                        fmt::format("'primary_key' names '{}', which is not a field{}", part.value,
                                    problems_.suggestion(part.value, declared)));
      } else if (!named.insert(part.value).second) {
        problems_.error("", part.at,
                        fmt::format("'primary_key' names '{}' more than once", part.value));
      } else {
        object.primary_key.value.push_back(part.value);
      }
    }
  }

  void read_freshness() {
    const yaml::Node* node = root_.mapping("freshness_sla");
    if (node == nullptr) return;
    MappingReader reader(*node, "", Dialect::exact, problems_);
    FreshnessSla sla;
    if (auto measurement = reader.name("measurement")) sla.measurement = measurement->value;
    if (const yaml::Node* lag = reader.number("max_lag_seconds")) {
      sla.max_lag_seconds = {lag->as_number().value_or(0), lag->at};
      if (sla.max_lag_seconds.value > 0) {
        contract_.freshness_sla = std::move(sla);
      } else {
        problems_.error("", lag->at,
                        fmt::format("'max_lag_seconds' must be more than 0, not {}", lag->text));
      }
    } else if (reader.value("max_lag_seconds") == nullptr) {
      problems_.error("", root_.place("freshness_sla"), "'freshness_sla' has no max_lag_seconds",
                      "add how late the data may be: max_lag_seconds: 86400");
    }
    reader.report_unknown_keys();
  }

  MappingReader root_;
  int last_line_;
  ProblemList& problems_;
  Contract contract_;
};

}  // namespace

Contract read_native(const yaml::Node& root, int last_line, ProblemList& problems) {
  return NativeReader(root, last_line, problems).read();
}

}  // namespace dcr::formats
