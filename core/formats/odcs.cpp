// SPDX-License-Identifier: Apache-2.0
#include "core/formats/odcs.hpp"

#include "core/base/text.hpp"
#include "core/formats/canonical.hpp"
#include "core/formats/extent.hpp"
#include "core/formats/loose_version.hpp"
#include "core/formats/names.hpp"
#include "core/formats/odcs_parts.hpp"
#include "core/formats/odcs_properties.hpp"
#include "core/formats/odcs_team.hpp"
#include "core/formats/odcs_v2.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace dcr::formats {

namespace {

enum class Generation { two, three };

class OdcsReader {
 public:
  OdcsReader(const yaml::Node& root, Generation generation, int last_line, ProblemList& problems)
      : generation_(generation),
        dialect_(generation == Generation::two ? Dialect::open : Dialect::loose),
        parts_dialect_(dialect_),
        root_(root, "", dialect_, problems),
        last_line_(last_line),
        problems_(problems) {}

  Contract read() {
    contract_.format = Format::odcs;
    contract_.at = root_.node().at;
    contract_.last_line = last_line_;
    if (generation_ == Generation::two) {
      read_second_standard();
    } else {
      read_standard();
    }
    read_identity();
    read_loose_version(root_, "version", contract_, problems_);
    read_status();
    contract_.description = read_description();
    read_schema();
    read_odcs_owners(root_, parts_dialect_, owner_example(), contract_, problems_);
    read_odcs_service_levels(root_, parts_dialect_, contract_, problems_);
    keep_values(root_,
                {"domain", "tenant", "dataProduct", "tags", "servers", "support", "price", "roles",
                 "authoritativeDefinitions", "customProperties", "contractCreatedTs", "context"},
                "", contract_.metadata);
    keep_unknown_keys(root_, contract_.other);
    return std::move(contract_);
  }

 private:
  void read_standard() {
    const auto kind = root_.text("kind");
    if (!kind) problems_.loose("", root_.place("kind"), "the contract has no 'kind: DataContract'");
    if (kind && kind->value != "DataContract") {
      problems_.loose("", kind->at,
                      fmt::format("'kind' must be DataContract, not '{}'", printable(kind->value)));
    }
    const auto version = root_.text("apiVersion");
    if (version) contract_.format_version = version->value;
    if (!version) {
      problems_.loose("", root_.place("apiVersion"),
                      "the contract has no 'apiVersion'; it is read as v3.1.0");
      return;
    }
    const std::string_view number =
        std::string_view(version->value).substr(version->value.starts_with('v') ? 1 : 0);
    if (number.starts_with("3.0")) parts_dialect_ = Dialect::open;
    asks_for_status_ = !number.starts_with("3.2");
    const bool known =
        number.starts_with("3.0") || number.starts_with("3.1") || number.starts_with("3.2");
    if (!known) {
      problems_.loose("", version->at,
                      fmt::format("apiVersion '{}' is not known; it is read as v3.1.0",
                                  printable(version->value)));
    }
  }

  /// The keys of ODCS 2 that ODCS 3 has no word for, and that are no promise about the data.
  void read_second_standard() {
    contract_.format_version = "2";
    for (const char* key : {"templateVersion", "standardVersion", "apiVersion"}) {
      const yaml::Node* version = root_.value(key);
      if (version != nullptr) contract_.format_version = version->text;
    }
    root_.value("kind");
    // A password has no place in what dcr prints.
    root_.value("password");
    keep_values(root_,
                {"type", "datasetKind", "userConsumptionMode", "sourcePlatform", "sourceSystem",
                 "project", "datasetProject", "driver", "driverVersion", "server", "database",
                 "username", "schedulerAppName", "systemInstance"},
                "", contract_.metadata);
  }

  [[nodiscard]] std::string_view owner_example() const {
    if (generation_ == Generation::two) {
      return "stakeholders: [{username: data-platform, role: owner}]";
    }
    return parts_dialect_ == Dialect::open ? "team: [{username: data-platform, role: owner}]"
                                           : "team: {name: data-platform}";
  }

  void read_identity() {
    const std::string_view key = generation_ == Generation::two ? "uuid" : "id";
    const auto id = root_.name("id");
    const auto title = root_.name("name");
    if (title) contract_.title = title->value;
    if (id) {
      contract_.name = id->value;
      contract_.name_at = id->at;
      return;
    }
    if (root_.value("id") != nullptr) return;
    if (!title) {
      problems_.error("", root_.place("id"), fmt::format("the contract has no {}", key),
                      fmt::format("add one that never changes: {}: orders", key));
      return;
    }
    contract_.name = title->value;
    contract_.name_at = title->at;
    problems_.loose("", root_.node().at,
                    fmt::format("the contract has no {}; it is known by its name '{}'", key,
                                printable(title->value)));
  }

  void read_status() {
    const auto word = root_.text("status");
    if (!word) {
      const std::string message = "the contract has no 'status'; it counts as active";
      if (asks_for_status_) {
        problems_.loose("", root_.place("status"), message);
      } else {
        problems_.warning("", root_.place("status"), message);
      }
      return;
    }
    if (const auto status = parse_odcs_status(word->value)) {
      contract_.status = Located<Status>{*status, word->at};
      return;
    }
    // The standard allows any word here, so this is no error under any strictness.
    contract_.status = Located<Status>{Status::active, word->at};
    problems_.warning(
        "", word->at,
        fmt::format("unknown status '{}'; the contract counts as active", printable(word->value)),
        "a status is proposed, draft, active, deprecated or retired");
  }

  Located<std::string> read_description() {
    const yaml::Node* stated = root_.value("description");
    if (stated == nullptr) return {};
    if (!stated->is_mapping()) {
      auto text = root_.text("description");
      if (!text) return {};
      problems_.loose("", stated->at,
                      "'description' must be a mapping with purpose, usage and limitations");
      return *text;
    }
    MappingReader reader(*stated, "", dialect_, problems_);
    Located<std::string> description{{}, stated->at};
    for (const std::string_view key : {"purpose", "usage", "limitations"}) {
      const auto text = reader.text(key);
      if (!text) continue;
      if (!description.value.empty()) description.value += '\n';
      // The purpose is what other formats call the description.
      description.value += key == "purpose" ? text->value : fmt::format("{}: {}", key, text->value);
    }
    keep_values(reader, {"authoritativeDefinitions", "customProperties"}, "description",
                contract_.metadata);
    // The standard lets anyone add keys here.
    for (const yaml::Entry* entry : reader.unknown_entries()) {
      if (dialect_ != Dialect::open) {
        problems_.warning("", entry->key_at,
                          fmt::format("unknown key '{}'", printable(entry->key)));
      }
      flatten(*entry->value, join_path("description", path_component(entry->key)),
              contract_.metadata);
    }
    return description;
  }

  void read_schema() {
    const yaml::Node* list = root_.list("schema");
    if (list == nullptr) return;
    const std::vector<int> last_lines =
        last_lines_of_items(*list, last_line_of_entry(root_.node(), "schema", last_line_));
    std::set<std::string> names;
    for (std::size_t i = 0; i < list->items.size(); ++i) {
      const yaml::Node& node = *list->items[i];
      if (!node.is_mapping()) {
        problems_.error("", node.at,
                        fmt::format("an object of 'schema' must be a mapping with a name, not {}",
                                    yaml::describe(node.kind)));
        continue;
      }
      Object object = read_object(node, last_lines[i], list->items.size() > 1);
      if (object.name.value.empty()) continue;
      if (!names.insert(object.name.value).second) {
        problems_.error(path_component(object.name.value), object.name.at,
                        fmt::format("object '{}' is declared twice", object.name.value));
        continue;
      }
      contract_.objects.push_back(std::move(object));
    }
  }

  Object read_object(const yaml::Node& node, int last_line, bool several) {
    MappingReader reader(node, "", dialect_, problems_);
    Object object;
    object.at = node.at;
    object.last_line = last_line;
    if (auto name = reader.name("name")) {
      object.name = std::move(*name);
    } else if (reader.value("name") == nullptr) {
      problems_.error("", node.at, "this object of 'schema' has no name");
    }
    const std::string component = path_component(object.name.value);
    ObjectReading reading{problems_,
                          dialect_,
                          contract_.metadata,
                          "schema." + component,
                          several ? component : std::string(),
                          {}};
    if (auto description = reader.text("description")) object.description = *description;
    object.quality = read_odcs_quality(reader, reading.path_prefix, problems_);
    if (const yaml::Node* list = reader.list("properties")) {
      object.fields = read_odcs_properties(
          *list, "", last_line_of_entry(node, "properties", last_line), reading);
    }
    read_key(reading, object);
    keep_values(reader,
                {"physicalName", "physicalType", "businessName", "dataGranularityDescription",
                 "relationships", "deprecated"},
                "", object.other);
    if (object.other["deprecated"] != "true") object.other.erase("deprecated");
    check_object_type(reader);
    keep_values(
        reader,
        {"id", "authoritativeDefinitions", "tags", "customProperties", "synonyms", "context"},
        reading.metadata_prefix, contract_.metadata);
    keep_unknown_keys(reader, object.other);
    return object;
  }

  void check_object_type(MappingReader& reader) {
    const auto type = reader.text("logicalType");
    if (type && type->value != "object") {
      problems_.loose("", type->at,
                      fmt::format("the logicalType of an object of 'schema' must be object, not "
                                  "'{}'",
                                  printable(type->value)));
    }
  }

  static void read_key(ObjectReading& reading, Object& object) {
    if (reading.key.empty()) return;
    object.primary_key.at = reading.key.front().at;
    std::stable_sort(reading.key.begin(), reading.key.end(),
                     [](const KeyPart& a, const KeyPart& b) { return a.position < b.position; });
    for (KeyPart& part : reading.key) object.primary_key.value.push_back(std::move(part.path));
  }

  Generation generation_;
  Dialect dialect_;
  Dialect parts_dialect_;  // of team, support and slaProperties
  MappingReader root_;
  int last_line_;
  ProblemList& problems_;
  bool asks_for_status_ = true;  // 3.2 does not any more
  Contract contract_;
};

}  // namespace

Contract read_odcs(const yaml::Node& root, int last_line, ProblemList& problems) {
  return OdcsReader(root, Generation::three, last_line, problems).read();
}

Contract read_odcs_v2(const yaml::Node& root, int last_line, ProblemList& problems) {
  const yaml::Node words = in_words_of_odcs3(root, problems);
  return OdcsReader(words, Generation::two, last_line, problems).read();
}

}  // namespace dcr::formats
