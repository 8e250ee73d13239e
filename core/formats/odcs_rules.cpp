// SPDX-License-Identifier: Apache-2.0
#include "core/formats/odcs_rules.hpp"

#include "core/base/text.hpp"
#include "core/formats/canonical.hpp"
#include "core/formats/odcs_values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

// A mapping is checked key by key against the rules of its parts. What it has too much, too little
// or of the wrong kind is an error, unless reading the contract told of the same place already.
namespace dcr::formats {

namespace {

using Parts = std::vector<std::string_view>;

std::string_view text_of(const yaml::Node& node, std::string_view key) {
  const yaml::Node* found = node.find(key);
  return found != nullptr && found->is_string() ? std::string_view(found->text)
                                                : std::string_view();
}

int version_of(const yaml::Node& root) {
  std::string_view text = text_of(root, "apiVersion");
  if (text.starts_with('v')) text.remove_prefix(1);
  if (text.starts_with("3.0")) return 30;
  return text.starts_with("3.2") ? 32 : 31;
}

class RuleCheck {
 public:
  RuleCheck(std::span<const OdcsRule> rules, int version, ProblemList& problems)
      : rules_(rules), version_(version), problems_(problems) {}

  void check_mapping(const yaml::Node& node, std::string_view shape, const std::string& path) {
    if (!node.is_mapping()) {
      report_kind(node, "a mapping", path);
      return;
    }
    const std::string own_path = path_of(node, shape, path);
    const Parts parts = parts_of(node, shape);
    for (const yaml::Entry& entry : node.entries) {
      if (const OdcsRule* rule = find_rule(parts, entry.key)) {
        check_value(*entry.value, entry.key, rule->value, own_path);
      } else if (!(shape == "server" && check_server_key(node, entry, own_path)) &&
                 is_closed(shape)) {
        problems_.error_if_first(own_path, entry.key_at, unknown_key(entry.key, parts));
      }
    }
    for (const OdcsRule& rule : rules_) {
      if (!rule.required || !applies(rule) || !contains(parts, rule.shape)) continue;
      require(node, rule.key, shape, own_path);
    }
    check_further(node, shape, own_path);
  }

 private:
  [[nodiscard]] bool applies(const OdcsRule& rule) const {
    return rule.since <= version_ && version_ <= rule.until;
  }

  static bool contains(const Parts& parts, std::string_view shape) {
    return std::ranges::find(parts, shape) != parts.end();
  }

  [[nodiscard]] const OdcsRule* find_rule(const Parts& parts, std::string_view key) const {
    const auto found = std::ranges::find_if(rules_, [&](const OdcsRule& rule) {
      return rule.key == key && applies(rule) && contains(parts, rule.shape);
    });
    return found == rules_.end() ? nullptr : &*found;
  }

  [[nodiscard]] bool is_closed(std::string_view shape) const {
    const std::string_view name = shape.starts_with("options ") ? shape.substr(0, 7) : shape;
    const auto shapes = odcs_closed_shapes();
    return std::ranges::any_of(shapes, [&](const ClosedShape& closed) {
      return closed.shape == name && closed.since <= version_;
    });
  }

  /// What a mapping of this shape may have, given what it says.
  [[nodiscard]] Parts parts_of(const yaml::Node& node, std::string_view shape) const {
    if (shape == "object") return {"object", "element"};
    if (shape == "property" || shape == "item") return {"property", "element"};
    if (shape == "options time") return {"options timestamp"};
    if (shape == "options integer" || shape == "options number") return {shape, "options amount"};
    if (shape == "quality") return parts_of_quality(node);
    return {shape};
  }

  [[nodiscard]] Parts parts_of_quality(const yaml::Node& node) const {
    const yaml::Node* type = node.find("type");
    const std::string_view word = text_of(node, "type");
    const bool counts = version_ >= 31 ? word == "library" || !text_of(node, "metric").empty()
                                       : type == nullptr || word == "library";
    Parts parts{"quality"};
    if (counts) parts.emplace_back("quality library");
    if (word == "sql") parts.emplace_back("quality sql");
    if (word == "custom") parts.emplace_back("quality custom");
    if (counts || (word == "sql" && version_ >= 31)) parts.emplace_back("operator");
    return parts;
  }

  void check_value(const yaml::Node& value, std::string_view key, std::string_view wanted,
                   const std::string& path) {
    if (wanted.starts_with('[')) {
      check_list(value, key, wanted, path);
    } else if (wanted.starts_with('{')) {
      check_mapping(value, wanted.substr(1, wanted.size() - 2), path);
    } else if (wanted.starts_with('|')) {
      check_word(value, key, wanted, path);
    } else if (wanted == "reference") {
      check_reference(value, key, path);
    } else if (const std::string_view fault = odcs_value_fault(value, wanted); !fault.empty()) {
      problems_.error_if_first(path, value.at,
                               fmt::format("'{}' must be {}, not {}", key, fault,
                                           value.is_scalar() && !value.is_null()
                                               ? "'" + printable(value.text) + "'"
                                               : std::string(yaml::describe(value.kind))));
    }
  }

  void check_word(const yaml::Node& value, std::string_view key, std::string_view words,
                  const std::string& path) {
    std::vector<std::string_view> known = split_at(words.substr(1, words.size() - 2), '|');
    if (value.is_string() && std::ranges::find(known, value.text) != known.end()) return;
    problems_.error_if_first(path, value.at,
                             fmt::format("'{}' must be one of {}", key, fmt::join(known, ", ")));
  }

  void check_list(const yaml::Node& value, std::string_view key, std::string_view wanted,
                  const std::string& path) {
    if (!value.is_sequence()) {
      report_kind(value, "a list", path);
      return;
    }
    const std::size_t end = wanted.rfind(']');
    const std::string_view mark = wanted.substr(end + 1);
    for (const auto& item : value.items) {
      check_value(*item, key, wanted.substr(1, end - 1), path);
    }
    std::set<std::string> different;
    if (!mark.empty()) {
      for (const auto& item : value.items) different.insert(json_text(*item));
    }
    const bool full = mark.empty() || !value.items.empty();
    const bool two = mark != "2" || value.items.size() == 2;
    if (!full || !two) {
      problems_.error_if_first(
          path, value.at,
          fmt::format("'{}' must have {}", key, two ? "at least one entry" : "two entries"));
    } else if (!mark.empty() && different.size() < value.items.size()) {
      problems_.error_if_first(path, value.at, fmt::format("'{}' repeats an entry", key));
    }
  }

  void check_reference(const yaml::Node& value, std::string_view key, const std::string& path) {
    const auto is_reference = [&](const yaml::Node& node) {
      return node.is_string() && is_odcs_reference(node.text, version_);
    };
    const bool all =
        value.is_sequence() && !value.items.empty() &&
        std::ranges::all_of(value.items, [&](const auto& item) { return is_reference(*item); });
    if (all || is_reference(value)) return;
    problems_.error_if_first(
        path, value.at,
        fmt::format("'{}' must name properties: orders.id or schema/orders/properties/id", key));
  }

  /// The keys of a server depend on its type; true when this is one of them.
  bool check_server_key(const yaml::Node& server, const yaml::Entry& entry,
                        const std::string& path) {
    for (const std::string_view part : keys_of(server)) {
      if (name_of(part) != entry.key) continue;
      check_value(*entry.value, entry.key, part.ends_with('#') ? "integer" : "text", path);
      return true;
    }
    return false;
  }

  static std::vector<std::string_view> keys_of(const yaml::Node& server) {
    const auto servers = odcs_server_keys();
    const auto found = std::ranges::find(servers, text_of(server, "type"), &ServerKeys::type);
    return found == servers.end() ? std::vector<std::string_view>() : split_at(found->keys, ' ');
  }

  static std::string_view name_of(std::string_view key) {
    return key.substr(0, key.find_first_of("!#"));
  }

  void check_further(const yaml::Node& node, std::string_view shape, const std::string& path) {
    if (shape == "contract") check_contract(node, path);
    if (shape == "property" || shape == "item") check_property(node, path);
    if (shape == "quality") check_quality(node, path);
    if (shape == "relationship") check_ends(node, path);
    if (shape == "server") {
      for (const std::string_view part : keys_of(node)) {
        const bool required =
            part.find('!') != std::string_view::npos ||
            (part == "stagingDir" && version_ < 32 && text_of(node, "type") == "athena");
        if (required) require(node, name_of(part), shape, path);
      }
      check_place(node, path);
    }
    const bool in_context = shape == "contract" || shape == "object" || shape == "property";
    const yaml::Node* context = in_context ? node.find("context") : nullptr;
    if (context != nullptr && !context->is_string() && version_ >= 32) {
      check_mapping(*context, "context", path);
    }
  }

  /// Up to 3.0 what lies in files has a format of four, and sftp has an address of its own.
  void check_place(const yaml::Node& server, const std::string& path) {
    const std::string_view type = text_of(server, "type");
    const yaml::Node* location = server.find("location");
    if (type == "sftp" && location != nullptr && location->is_string() &&
        !location->text.starts_with("sftp://")) {
      problems_.error_if_first(path, location->at, "'location' must begin with sftp://");
    }
    const bool of_files = type == "s3" || type == "sftp" || type == "azure";
    if (version_ > 30 || !of_files) return;
    if (const yaml::Node* format = server.find("format")) {
      check_word(*format, "format", "|parquet|delta|json|csv|", path);
    }
    if (const yaml::Node* delimiter = server.find("delimiter")) {
      check_word(*delimiter, "delimiter", "|new_line|array|", path);
    }
  }

  void check_contract(const yaml::Node& root, const std::string& path) {
    const yaml::Node* team = root.find("team");
    if (team == nullptr || version_ < 31) return;
    if (team->is_sequence()) {
      check_list(*team, "team", "[{member}]", path);
    } else {
      check_mapping(*team, "team", path);
    }
  }

  void check_property(const yaml::Node& node, const std::string& path) {
    const std::string_view type = text_of(node, "logicalType");
    const yaml::Node* options = node.find("logicalTypeOptions");
    // A vector's options are not in the draft that the rules restate.
    if (options != nullptr && !type.empty() && type != "boolean" && type != "map" &&
        type != "vector" && options->is_mapping()) {
      const std::string shape = "options " + std::string(type);
      if (has_rules(shape)) check_mapping(*options, shape, path);
    }
    if (type.empty()) return;
    for (const auto& [key, owner] :
         {std::pair<std::string_view, std::string_view>{"properties", "object"},
          {"items", "array"},
          {"map", "map"}}) {
      const yaml::Entry* entry = node.find_entry(key);
      if (entry != nullptr && type != owner) {
        problems_.error_if_first(
            path, entry->key_at,
            fmt::format("'{}' is for logicalType {}, not {}", key, owner, printable(type)));
      }
    }
    if (type == "map" && version_ >= 32) require(node, "map", "property", path);
  }

  [[nodiscard]] bool has_rules(std::string_view shape) const {
    const Parts parts = parts_of(yaml::Node(), shape);
    return std::ranges::any_of(rules_,
                               [&](const OdcsRule& rule) { return contains(parts, rule.shape); });
  }

  /// Source: from 3.1 on a rule that counts has exactly one operator.
  void check_quality(const yaml::Node& node, const std::string& path) {
    const Parts parts = parts_of(node, "quality");
    if (contains(parts, "quality custom")) {
      const yaml::Node* what = node.find("implementation");
      if (what != nullptr && !what->is_string() && !what->is_mapping()) {
        problems_.error_if_first(path, what->at, "'implementation' must be a string or a mapping");
      }
    }
    if (version_ < 31 || !contains(parts, "operator")) return;
    const auto operators = std::ranges::count_if(node.entries, [&](const yaml::Entry& entry) {
      return find_rule({"operator"}, entry.key) != nullptr;
    });
    if (operators == 1) return;
    problems_.error_if_first(
        path, node.at,
        fmt::format("this quality rule has {} of the operators mustBe…, and must have one",
                    operators == 0 ? "none" : "several"));
  }

  void check_ends(const yaml::Node& node, const std::string& path) {
    const yaml::Node* from = node.find("from");
    const yaml::Node* to = node.find("to");
    if (from == nullptr || to == nullptr || from->is_sequence() == to->is_sequence()) return;
    problems_.error_if_first(path, to->at, "'from' and 'to' must both be a list, or neither");
  }

  void require(const yaml::Node& node, std::string_view key, std::string_view shape,
               const std::string& path) {
    if (node.find(key) != nullptr) return;
    problems_.error(
        path, node.at,
        fmt::format("this {} has no '{}'", shape == "quality" ? "quality rule" : shape, key));
  }

  void report_kind(const yaml::Node& node, std::string_view wanted, const std::string& path) {
    problems_.error_if_first(
        path, node.at, fmt::format("this must be {}, not {}", wanted, yaml::describe(node.kind)));
  }

  [[nodiscard]] std::string unknown_key(std::string_view key, const Parts& parts) const {
    std::vector<std::string_view> known;
    for (const OdcsRule& rule : rules_) {
      if (applies(rule) && contains(parts, rule.shape)) known.push_back(rule.key);
    }
    return fmt::format("unknown key '{}'{}", printable(key), problems_.suggestion(key, known));
  }

  /// Properties are filed under their path, all else under the one around it.
  static std::string path_of(const yaml::Node& node, std::string_view shape,
                             const std::string& path) {
    if (shape == "item") return path + "[]";
    if (shape != "property" && shape != "column") return path;
    const std::string_view name = text_of(node, shape == "property" ? "name" : "column");
    return name.empty() ? path : join_path(path, path_component(name));
  }

  std::span<const OdcsRule> rules_;
  int version_;
  ProblemList& problems_;
};

}  // namespace

void check_odcs_rules(const yaml::Node& root, ProblemList& problems) {
  RuleCheck(odcs_rules(), version_of(root), problems).check_mapping(root, "contract", "");
}

void check_odcs_v2_rules(const yaml::Node& root, ProblemList& problems) {
  RuleCheck(odcs_v2_rules(), 22, problems).check_mapping(root, "contract", "");
}

}  // namespace dcr::formats
