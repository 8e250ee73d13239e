// SPDX-License-Identifier: Apache-2.0
#include "core/formats/odcs_v2.hpp"

#include "core/base/text.hpp"
#include "core/model/type.hpp"
#include "core/yaml/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace dcr::formats {

namespace {

/// What the value of a key has to be.
enum class Holds { text, scalar, boolean, negated, number, texts, objects, mapping, anything };

/// A key of ODCS 2, and the word ODCS 3 has for it.
struct Word {
  std::string_view key;
  std::string_view becomes;  ///< the key itself where ODCS 3 has none, or the same
  Holds holds = Holds::text;
};

constexpr auto of_contract = std::to_array<Word>({
    {"version", "version", Holds::anything},  // the reader of ODCS 3 says what is wrong with it
    {"kind", "kind"},
    {"apiVersion", "apiVersion", Holds::scalar},
    {"standardVersion", "standardVersion", Holds::scalar},
    {"templateVersion", "templateVersion", Holds::scalar},
    {"uuid", "id"},
    {"datasetName", "name"},
    {"datasetDomain", "domain"},
    {"quantumName", "dataProduct"},
    {"userConsumptionMode", "userConsumptionMode"},
    {"datasetKind", "datasetKind"},
    {"type", "type"},
    {"status", "status"},
    {"tenant", "tenant"},
    {"tags", "tags", Holds::texts},
    {"description", "description", Holds::anything},
    {"productDl", "productDl"},
    {"productSlackChannel", "productSlackChannel"},
    {"productFeedbackUrl", "productFeedbackUrl"},
    {"sourcePlatform", "sourcePlatform"},
    {"sourceSystem", "sourceSystem"},
    {"project", "project"},
    {"datasetProject", "datasetProject"},
    {"driver", "driver"},
    {"driverVersion", "driverVersion"},
    {"server", "server"},
    {"database", "database"},
    {"username", "username"},
    {"password", "password"},
    {"schedulerAppName", "schedulerAppName"},
    {"systemInstance", "systemInstance"},
    {"contractCreatedTs", "contractCreatedTs", Holds::scalar},
    {"dataset", "schema", Holds::objects},
    {"price", "price", Holds::mapping},
    {"stakeholders", "team", Holds::objects},
    {"roles", "roles", Holds::objects},
    {"slaDefaultColumn", "slaDefaultElement"},
    {"slaDefaultElement", "slaDefaultElement"},
    {"slaProperties", "slaProperties", Holds::objects},
    {"customProperties", "customProperties", Holds::objects},
});

constexpr auto of_table = std::to_array<Word>({
    {"table", "name"},
    {"physicalName", "physicalName"},
    {"priorTableName", "priorTableName"},
    {"businessName", "businessName"},
    {"description", "description"},
    {"authoritativeDefinitions", "authoritativeDefinitions", Holds::objects},
    {"tags", "tags", Holds::texts},
    {"dataGranularity", "dataGranularityDescription"},
    {"columns", "properties", Holds::objects},
    {"quality", "quality", Holds::objects},
    {"customProperties", "customProperties", Holds::objects},
});

constexpr auto of_column = std::to_array<Word>({
    {"column", "name"},
    {"logicalType", "logicalType"},
    {"physicalType", "physicalType"},
    {"isPrimaryKey", "primaryKey", Holds::boolean},
    {"isPrimary", "primaryKey", Holds::boolean},
    {"primary", "primaryKey", Holds::boolean},
    {"primaryKey", "primaryKey", Holds::boolean},
    {"primaryKeyPosition", "primaryKeyPosition", Holds::number},
    {"businessName", "businessName"},
    {"description", "description"},
    {"isNullable", "required", Holds::negated},
    {"nullable", "required", Holds::negated},
    {"isUnique", "unique", Holds::boolean},
    {"unique", "unique", Holds::boolean},
    {"partitionStatus", "partitioned", Holds::boolean},
    {"partitionKeyPosition", "partitionKeyPosition", Holds::number},
    {"clusterStatus", "clusterStatus", Holds::boolean},
    {"clusterKeyPosition", "clusterKeyPosition", Holds::number},
    {"classification", "classification"},
    {"authoritativeDefinitions", "authoritativeDefinitions", Holds::objects},
    {"encryptedColumnName", "encryptedName"},
    {"transformSourceTables", "transformSourceObjects", Holds::texts},
    {"transformLogic", "transformLogic"},
    {"transformDescription", "transformDescription"},
    {"sampleValues", "examples", Holds::texts},
    {"criticalDataElementStatus", "criticalDataElement", Holds::boolean},
    {"tags", "tags", Holds::texts},
    {"quality", "quality", Holds::objects},
    {"customProperties", "customProperties", Holds::objects},
});

constexpr auto of_check = std::to_array<Word>({
    {"code", "rule"},
    {"templateName", "templateName"},
    {"description", "description"},
    {"toolName", "toolName"},
    {"toolRuleName", "toolRuleName"},
    {"dimension", "dimension"},
    {"columns", "columns"},
    {"column", "column"},
    {"type", "method"},  // `reconciliation`: how it is checked; ODCS 3 says another thing by `type`
    {"severity", "severity"},
    {"businessImpact", "businessImpact"},
    {"scheduleCronExpression", "schedule"},
    {"customProperties", "customProperties", Holds::objects},
});

constexpr auto of_stakeholder = std::to_array<Word>({
    {"username", "username"},
    {"name", "name"},
    {"role", "role"},
    {"comment", "description"},
    {"description", "description"},
    {"dateIn", "dateIn", Holds::scalar},
    {"dateOut", "dateOut", Holds::scalar},
    {"replacedByUsername", "replacedByUsername"},
});

constexpr auto of_service_level = std::to_array<Word>({
    {"property", "property"},
    {"value", "value", Holds::scalar},
    {"valueExt", "valueExt", Holds::scalar},
    {"unit", "unit"},
    {"column", "element"},
    {"element", "element"},
    {"driver", "driver"},
    {"description", "description"},
});

std::string_view wanted(Holds holds) {
  switch (holds) {
    case Holds::text: return "a string";
    case Holds::scalar: return "a string or a number";
    case Holds::boolean:
    case Holds::negated: return "true or false";
    case Holds::number: return "a number";
    case Holds::texts: return "a list of strings";
    case Holds::objects: return "a list of mappings";
    case Holds::mapping: return "a mapping";
    case Holds::anything: break;
  }
  return "a value";
}

bool fits(Holds holds, const yaml::Node& value) {
  switch (holds) {
    // A number where a text is asked for is taken as it is spelled.
    case Holds::text:
    case Holds::scalar: return value.is_scalar();
    case Holds::boolean:
    case Holds::negated: return value.as_boolean().has_value();
    case Holds::number: return value.as_number().has_value();
    case Holds::texts:
    case Holds::objects: return value.is_sequence();
    case Holds::mapping: return value.is_mapping();
    case Holds::anything: return true;
  }
  return false;
}

std::shared_ptr<const yaml::Node> shared(yaml::Node node) {
  return std::make_shared<const yaml::Node>(std::move(node));
}

/// A plain number or boolean where the standard has a text becomes one: `status: 1`.
std::shared_ptr<const yaml::Node> as_text(const std::shared_ptr<const yaml::Node>& value) {
  if (value->is_string()) return value;
  yaml::Node text = *value;
  text.kind = yaml::Kind::string;
  text.quoted = true;
  return shared(std::move(text));
}

std::shared_ptr<const yaml::Node> negation(const yaml::Node& value) {
  yaml::Node node = value;
  node.text = *value.as_boolean() ? "false" : "true";
  return shared(std::move(node));
}

class Translator {
 public:
  explicit Translator(ProblemList& problems) : problems_(problems) {}

  yaml::Node contract(const yaml::Node& root) {
    yaml::Node out = renamed(with_tables(root), of_contract);
    translate_items(out, "schema", [this](const yaml::Node& table) { return object(table); });
    translate_items(out, "team",
                    [this](const yaml::Node& each) { return renamed(each, of_stakeholder); });
    translate_items(out, "slaProperties",
                    [this](const yaml::Node& each) { return renamed(each, of_service_level); });
    add_channels(out);
    return out;
  }

 private:
  yaml::Node object(const yaml::Node& table) {
    yaml::Node out = renamed(table, of_table);
    translate_items(out, "properties", [this](const yaml::Node& each) { return property(each); });
    translate_quality(out);
    return out;
  }

  yaml::Node property(const yaml::Node& column) {
    yaml::Node out = renamed(column, of_column);
    translate_quality(out);
    drop_free_type(out);
    return out;
  }

  /// Before 2.2 the tables stood one level deeper: `dataset: {tables: […]}`.
  static yaml::Node with_tables(const yaml::Node& root) {
    yaml::Node out = root;
    for (yaml::Entry& entry : out.entries) {
      if (entry.key != "dataset" || !entry.value->is_mapping()) continue;
      if (const yaml::Entry* tables = entry.value->find_entry("tables"))
        entry.value = tables->value;
    }
    return out;
  }

  void translate_quality(yaml::Node& holder) {
    translate_items(holder, "quality", [this](const yaml::Node& each) {
      yaml::Node out = renamed(each, of_check);
      // Where there is no code the template is what the check is known by.
      if (out.find("rule") == nullptr) rename(out, "templateName", "rule");
      return out;
    });
  }

  /// Any word is a logical type in ODCS 2. One that ODCS 3 does not know says less than the type of
  /// the database, so it counts only where that is not given.
  static void drop_free_type(yaml::Node& property) {
    constexpr auto known = std::to_array<std::string_view>(
        {"string", "date", "timestamp", "time", "number", "integer", "object", "array", "boolean"});
    const yaml::Node* logical = property.find("logicalType");
    if (logical == nullptr || std::ranges::find(known, logical->text) != known.end()) return;
    const yaml::Node* physical = property.find("physicalType");
    const bool told = physical != nullptr && !physical->is_null();
    if (told) {
      std::erase_if(property.entries,
                    [](const yaml::Entry& entry) { return entry.key == "logicalType"; });
    } else {
      rename(property, "logicalType", "physicalType");
    }
  }

  static void rename(yaml::Node& mapping, std::string_view from, std::string_view to) {
    for (yaml::Entry& entry : mapping.entries) {
      if (entry.key == from) entry.key = to;
    }
  }

  template <typename Translate>
  void translate_items(yaml::Node& mapping, std::string_view key, Translate translate) {
    for (yaml::Entry& entry : mapping.entries) {
      if (entry.key != key || !entry.value->is_sequence()) continue;
      yaml::Node list = *entry.value;
      for (auto& item : list.items) {
        if (item->is_mapping()) item = shared(translate(*item));
      }
      entry.value = shared(std::move(list));
    }
  }

  /// The entries under their new names. Where two old names mean one new, the first counts.
  yaml::Node renamed(const yaml::Node& mapping, std::span<const Word> words) {
    yaml::Node out = mapping;
    out.entries.clear();
    for (const yaml::Entry& entry : mapping.entries) {
      const auto word = std::ranges::find(words, entry.key, &Word::key);
      if (word == words.end()) {
        report_unknown(entry, words);
        out.entries.push_back(entry);
        continue;
      }
      if (entry.value->is_null() || !check(*word, entry)) continue;
      if (out.find(word->becomes) != nullptr) continue;
      out.entries.push_back({std::string(word->becomes), entry.key_at, taken(*word, entry.value)});
    }
    return out;
  }

  static std::shared_ptr<const yaml::Node> taken(const Word& word,
                                                 const std::shared_ptr<const yaml::Node>& value) {
    if (word.holds == Holds::negated) return negation(*value);
    return word.holds == Holds::text ? as_text(value) : value;
  }

  bool check(const Word& word, const yaml::Entry& entry) {
    const yaml::Node& value = *entry.value;
    if (!fits(word.holds, value)) {
      problems_.error("", value.at,
                      fmt::format("'{}' must be {}, not {}", word.key, wanted(word.holds),
                                  yaml::describe(value.kind)));
      return false;
    }
    if (word.holds == Holds::text && !value.is_string()) {
      problems_.loose(
          "", value.at,
          fmt::format("'{}' must be a string, not {}", word.key, yaml::describe(value.kind)),
          fmt::format("quote it: {}: \"{}\"", word.key, printable(value.text)));
    }
    return true;
  }

  /// The standard's second generation allows further keys everywhere.
  void report_unknown(const yaml::Entry& entry, std::span<const Word> words) {
    std::vector<std::string_view> known;
    for (const Word& word : words) known.push_back(word.key);
    const std::string suggestion = problems_.suggestion(entry.key, known);
    if (suggestion.empty()) return;
    problems_.warning("", entry.key_at,
                      fmt::format("unknown key '{}'{}", printable(entry.key), suggestion));
  }

  /// Three keys for people who need help are channels of ODCS 3's `support`.
  static void add_channels(yaml::Node& root) {
    yaml::Node channels;
    channels.kind = yaml::Kind::sequence;
    const auto add = [&](std::string_view key, std::string_view part) {
      const yaml::Node* value = root.find(key);
      if (value == nullptr) return;
      yaml::Node channel;
      channel.kind = yaml::Kind::mapping;
      channel.at = value->at;
      channel.entries.push_back({std::string(part), value->at, shared(*value)});
      if (part == "url") {
        channel.entries.push_back({"channel", value->at, shared(yaml::string_value("feedback"))});
      }
      channels.at = value->at;
      channels.items.push_back(shared(std::move(channel)));
    };
    add("productSlackChannel", "channel");
    add("productDl", "channel");
    add("productFeedbackUrl", "url");
    if (channels.items.empty()) return;
    std::erase_if(root.entries, [](const yaml::Entry& entry) {
      return entry.key == "productSlackChannel" || entry.key == "productDl" ||
             entry.key == "productFeedbackUrl";
    });
    const Span at = channels.at;
    root.entries.push_back({"support", at, shared(std::move(channels))});
  }

  ProblemList& problems_;
};

}  // namespace

yaml::Node in_words_of_odcs3(const yaml::Node& root, ProblemList& problems) {
  return Translator(problems).contract(root);
}

}  // namespace dcr::formats
