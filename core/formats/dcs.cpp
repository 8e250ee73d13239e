// SPDX-License-Identifier: Apache-2.0
#include "core/formats/dcs.hpp"

#include "core/base/text.hpp"
#include "core/formats/canonical.hpp"
#include "core/formats/dcs_fields.hpp"
#include "core/formats/dcs_references.hpp"
#include "core/formats/dcs_service_levels.hpp"
#include "core/formats/extent.hpp"
#include "core/formats/loose_version.hpp"
#include "core/formats/names.hpp"
#include "core/formats/odcs_parts.hpp"
#include "core/model/field_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace dcr::formats {

namespace {

/// The words of the specification; `in development` is the one that ODCS does not have.
std::optional<Status> parse_status_word(std::string_view word) {
  if (word == "in development" || word == "development") return Status::draft;
  return parse_odcs_status(word);
}

class DcsReader {
 public:
  DcsReader(const yaml::Node& root, std::string_view path, int last_line, const FileLoader& load,
            ProblemList& problems)
      : root_(root, "", Dialect::loose, problems),
        references_(root, path, load, problems),
        last_line_(last_line),
        problems_(problems) {}

  Contract read() {
    contract_.format = Format::dcs;
    contract_.at = root_.node().at;
    contract_.last_line = last_line_;
    read_standard();
    const auto id = root_.name("id");
    if (id) {
      contract_.name = id->value;
      contract_.name_at = id->at;
    }
    read_info(root_.value("id") != nullptr);
    read_models();
    read_dcs_service_levels(root_, contract_, problems_);
    keep_values(root_, {"servers", "terms", "tags", "links", "examples"}, "", contract_.metadata);
    // Of 0.9: one text or tree of checks for the whole contract, and the schema of 0.9.0.
    keep_values(root_, {"quality", "schema"}, "", contract_.other);
    check_definitions();
    keep_unknown_keys(root_, contract_.other);
    return std::move(contract_);
  }

 private:
  void read_standard() {
    const auto version = root_.text("dataContractSpecification");
    if (!version) return;
    contract_.format_version = version->value;
    if (version->value.starts_with("0.9") || version->value.starts_with("1.")) return;
    problems_.loose("", version->at,
                    fmt::format("version '{}' of the Data Contract Specification is not known; it "
                                "is read as 1.2.1",
                                printable(version->value)));
  }

  void read_info(bool has_id) {
    const yaml::Node* info = root_.mapping("info");
    if (info == nullptr) {
      if (root_.value("info") == nullptr) {
        problems_.error("", root_.node().at,
                        "the contract has no 'info' with its title and version",
                        "add it: info: {title: Orders, version: 1.0.0, owner: data-platform}");
      }
      if (!has_id) report_nameless(std::nullopt);
      return;
    }
    // The specification lets anyone add keys here.
    MappingReader reader(*info, "", Dialect::open, problems_);
    const auto title = reader.name("title");
    if (title) contract_.title = title->value;
    if (reader.value("title") == nullptr) {
      problems_.loose("", reader.place("title"), "the contract has no 'info.title'");
    }
    if (!has_id) report_nameless(title);
    read_loose_version(reader, "info.version", contract_, problems_);
    read_status(reader);
    if (auto description = reader.text("description")) contract_.description = *description;
    read_owner(reader);
    for (const yaml::Entry* entry : reader.unknown_entries()) {
      flatten(*entry->value, join_path("info", path_component(entry->key)), contract_.metadata);
    }
  }

  void report_nameless(const std::optional<Located<std::string>>& title) {
    if (!title) {
      problems_.error("", root_.place("id"), "the contract has no id",
                      "add one that never changes: id: orders");
      return;
    }
    contract_.name = title->value;
    contract_.name_at = title->at;
    problems_.loose("", root_.node().at,
                    fmt::format("the contract has no id; it is known by its title '{}'",
                                printable(title->value)));
  }

  void read_status(MappingReader& info) {
    const auto word = info.text("status");
    if (!word) return;
    if (const auto status = parse_status_word(word->value)) {
      contract_.status = Located<Status>{*status, word->at};
      return;
    }
    // The specification allows any word here, so this is no error under any strictness.
    contract_.status = Located<Status>{Status::active, word->at};
    problems_.warning(
        "", word->at,
        fmt::format("unknown status '{}'; the contract counts as active", printable(word->value)),
        "a status is proposed, in development, active, deprecated or retired");
  }

  void read_owner(MappingReader& info) {
    const auto owner = info.name("owner");
    const yaml::Node* stated = info.mapping("contact");
    std::string contact;
    if (stated != nullptr) {
      MappingReader reader(*stated, "", Dialect::open, problems_);
      for (const char* key : {"email", "url", "name"}) {
        const auto text = reader.name(key);
        if (text && contact.empty()) {
          contact = text->value;
        } else if (text) {
          contract_.metadata[fmt::format("info.contact.{}", key)] = text->value;
        }
      }
      for (const yaml::Entry* entry : reader.unknown_entries()) {
        flatten(*entry->value, join_path("info.contact", path_component(entry->key)),
                contract_.metadata);
      }
    }
    if (owner) {
      contract_.owners.push_back({owner->value, contact, owner->at});
      return;
    }
    problems_.owner_missing(Severity::warning, info.place("owner"), "the contract has no owner",
                            "add who answers for it: owner: data-platform");
  }

  /// The type of the first server: whose types of `config` tell how the data is stored.
  [[nodiscard]] std::string database() const {
    const yaml::Node* servers = root_.node().find("servers");
    if (servers == nullptr || servers->entries.empty()) return {};
    const yaml::Node* type = servers->entries.front().value->find("type");
    return type != nullptr && type->is_string() ? type->text : std::string();
  }

  void read_models() {
    const yaml::Node* models = root_.mapping("models");
    if (models == nullptr) return;
    const std::vector<int> last_lines =
        last_lines_of_entries(*models, last_line_of_entry(root_.node(), "models", last_line_));
    for (std::size_t i = 0; i < models->entries.size(); ++i) {
      const yaml::Entry& entry = models->entries[i];
      if (entry.key.empty() || has_control_character(entry.key)) {
        problems_.error("", entry.key_at,
                        fmt::format("'{}' cannot be the name of a model", printable(entry.key)));
      } else if (!entry.value->is_mapping()) {
        problems_.error(path_component(entry.key), entry.value->at,
                        fmt::format("a model must be a mapping with fields, not {}",
                                    yaml::describe(entry.value->kind)));
      } else {
        contract_.objects.push_back(read_model(entry, last_lines[i], models->entries.size() > 1));
      }
    }
  }

  Object read_model(const yaml::Entry& entry, int last_line, bool several) {
    const yaml::Node& node = *entry.value;
    const std::string component = path_component(entry.key);
    ModelReading reading{problems_,
                         contract_.metadata,
                         "schema." + component,
                         several ? component : std::string(),
                         database(),
                         {}};
    MappingReader reader(node, several ? component : "", Dialect::loose, problems_);
    Object object;
    object.name = {entry.key, entry.key_at};
    object.at = entry.key_at;
    object.last_line = last_line;
    if (auto description = reader.text("description")) object.description = *description;
    if (reader.mapping("fields") != nullptr) {
      object.fields = read_fields(node, last_line, reading);
    }
    read_key(reader, reading, object);
    object.quality = read_odcs_quality(reader, reading.path_prefix, problems_);
    if (const auto type = reader.text("type")) object.other["physicalType"] = type->value;
    if (const auto title = reader.text("title")) object.other["businessName"] = title->value;
    if (const auto open = reader.boolean("additionalFields"); open && open->value) {
      object.other["additionalFields"] = "true";
    }
    keep_values(reader, {"config"}, "", object.other);
    keep_values(reader, {"tags", "links", "examples"}, reading.metadata_prefix, contract_.metadata);
    keep_unknown_keys(reader, object.other);
    return object;
  }

  FieldList read_fields(const yaml::Node& model, int last_line, ModelReading& reading) {
    const int end = last_line_of_entry(model, "fields", last_line);
    yaml::Node fields = *model.find("fields");
    for (yaml::Entry& entry : fields.entries) {
      entry.value = references_.resolved(entry.value,
                                         join_path(reading.path_prefix, path_component(entry.key)));
    }
    return read_dcs_fields(fields, "", end, reading);
  }

  /// The list of the model, since 1.1, names the key in its order; without it the fields do.
  void read_key(MappingReader& reader, ModelReading& reading, Object& object) {
    std::vector<Located<std::string>> names = reader.names("primaryKey");
    if (names.empty()) {
      object.primary_key = std::move(reading.key);
      return;
    }
    object.primary_key.at = names.front().at;
    FieldIndex known(object.fields);
    for (Located<std::string>& name : names) {
      if (known.find(name.value) == nullptr) {
        problems_.warning(reading.path_prefix, name.at,
                          fmt::format("'primaryKey' names '{}', which is no field of the model",
                                      printable(name.value)));
      }
      object.primary_key.value.push_back(path_component(name.value));
    }
  }

  /// What is wrong with a definition that no field names would not be told otherwise.
  void check_definitions() {
    const yaml::Node* definitions = root_.mapping("definitions");
    if (definitions == nullptr) return;
    TextMap unused;
    ModelReading reading{problems_, unused, "", "definitions", "", {}};
    yaml::Node fields = *definitions;
    for (yaml::Entry& entry : fields.entries) {
      const std::string path = join_path("definitions", path_component(entry.key));
      auto definition = std::make_shared<yaml::Node>(*references_.resolved(entry.value, path));
      std::erase_if(definition->entries, [](const yaml::Entry& part) {
        return part.key == "domain" || part.key == "name";
      });
      entry.value = std::move(definition);
    }
    (void)read_dcs_fields(fields, "", last_line_, reading);
  }

  MappingReader root_;
  DcsReferences references_;
  int last_line_;
  ProblemList& problems_;
  Contract contract_;
};

}  // namespace

Contract read_dcs(const yaml::Node& root, std::string_view path, int last_line,
                  const FileLoader& load, ProblemList& problems) {
  return DcsReader(root, path, last_line, load, problems).read();
}

}  // namespace dcr::formats
