// SPDX-License-Identifier: Apache-2.0
#include "core/imports/dbt.hpp"

#include "core/base/text.hpp"
#include "core/formats/json_scan.hpp"
#include "core/imports/dbt_table.hpp"
#include "core/yaml/plain_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

// A manifest is tens of megabytes of which models and their tests are a part. Its objects are
// stepped over as text (scan_object), and only those that are needed are read.
namespace dcr::imports {
namespace {

using formats::JsonMember;
using formats::JsonObject;
using yaml::Node;

std::string text_or(const Node* node, std::string fallback = {}) {
  return node != nullptr && node->is_scalar() && !node->is_null() ? node->text
                                                                  : std::move(fallback);
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> heads) {
  for (const std::string_view head : heads) {
    if (text.starts_with(head)) return true;
  }
  return false;
}

/// Collects what both kinds of file come to.
class Tables {
 public:
  explicit Tables(const ImportRequest& request) : request_(request) {}

  [[nodiscard]] bool wanted(const std::string& name) const {
    const std::string last = name.substr(name.rfind('.') + 1);
    return is_wanted(request_, {name, last});
  }

  void add(DbtTable& table) {
    if (table.has_columns()) {
      names_.push_back(table.name());
      imported_.contracts.push_back(table.finish());
    } else if (!add_freshness_of(table)) {
      imported_.notes.push_back(
          fmt::format("'{}' skipped: no columns are described", printable(table.name())));
    }
  }

  /// A source without columns may say how fresh the model of its name is: dbt checks sources only.
  bool add_freshness_of(const DbtTable& table) {
    const std::string last = table.name().substr(table.name().rfind('.') + 1);
    const auto model = std::ranges::find(names_, last);
    if (!table.freshness() || model == names_.end()) return false;
    Contract& contract =
        imported_.contracts[static_cast<std::size_t>(model - names_.begin())].contract;
    if (!contract.freshness_sla) contract.freshness_sla = table.freshness();
    return true;
  }

  void note(std::string text) { imported_.notes.push_back(std::move(text)); }
  [[nodiscard]] bool physical() const { return request_.physical_types; }
  [[nodiscard]] Imported take() { return std::move(imported_); }

 private:
  const ImportRequest& request_;
  Imported imported_;
  std::vector<std::string> names_;  // of the models and sources in imported_
};

class Manifest {
 public:
  Manifest(std::string_view text, std::string_view path, const ImportRequest& request)
      : text_(text), path_(path), tables_(request) {}

  Result<Imported> read(const JsonObject& root) {
    if (auto done = read_groups(root); !done) return done.error();
    if (auto done = read_models(root); !done) return done.error();
    if (auto done = read_sources(root); !done) return done.error();
    if (auto done = read_tests(root); !done) return done.error();
    for (auto& [id, table] : models_) tables_.add(table);
    return tables_.take();
  }

 private:
  [[nodiscard]] std::vector<JsonMember> members(const JsonObject& root,
                                                std::string_view key) const {
    const JsonMember* member = root.find(key);
    if (member == nullptr) return {};
    auto object = formats::scan_object(text_, member->value_begin);
    return object ? std::move(object->members) : std::vector<JsonMember>{};
  }

  Result<std::shared_ptr<const Node>> parse(const JsonMember& member) {
    constexpr yaml::Limits limits{.bytes = largest_manifest, .depth = 100, .expanded = 50'000'000};
    const std::string_view value =
        text_.substr(member.value_begin, member.value_end - member.value_begin);
    auto node = yaml::read_plain_json(value, limits, position(member.value_begin));
    if (node == nullptr || !node->is_mapping()) {
      return fault(path_, {position(member.key_begin), 1},
                   fmt::format("'{}' cannot be read as a JSON object", printable(member.key)));
    }
    return node;
  }

  /// Members are asked for from the front to the back, section by section.
  Position position(std::size_t offset) {
    if (offset < counted_to_) {
      counted_to_ = 0;
      counted_ = {1, 1};
    }
    for (; counted_to_ < offset; ++counted_to_) {
      const char c = text_[counted_to_];
      if (c == '\n') {
        counted_ = {counted_.line + 1, 1};
      } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
        ++counted_.column;
      }
    }
    return counted_;
  }

  Result<void> read_groups(const JsonObject& root) {
    for (const JsonMember& member : members(root, "groups")) {
      auto node = parse(member);
      if (!node) return node.error();
      groups_.emplace(text_or((*node)->find("name")), *std::move(node));
    }
    return {};
  }

  Result<void> read_models(const JsonObject& root) {
    for (const JsonMember& member : members(root, "nodes")) {
      if (!starts_with_any(member.key, {"model.", "seed.", "snapshot."})) continue;
      auto node = parse(member);
      if (!node) return node.error();
      const std::string name = text_or((*node)->find("name"));
      if (!tables_.wanted(name)) continue;
      const std::string version = text_or((*node)->find("version"));
      const std::string latest = text_or((*node)->find("latest_version"));
      if (!version.empty() && !latest.empty() && version != latest) {
        tables_.note(fmt::format("version {} of '{}' skipped: the latest is {}", printable(version),
                                 printable(name), printable(latest)));
        continue;
      }
      DbtTable table(name, **node, tables_.physical());
      const Node* config = (*node)->find("config");
      const Node* group = config == nullptr ? nullptr : config->find("group");
      if (const auto found = groups_.find(text_or(group)); found != groups_.end()) {
        table.add_owner(found->second->find("owner"));
      }
      models_.emplace(member.key, std::move(table));
    }
    return {};
  }

  Result<void> read_sources(const JsonObject& root) {
    for (const JsonMember& member : members(root, "sources")) {
      auto node = parse(member);
      if (!node) return node.error();
      const std::string name =
          text_or((*node)->find("source_name")) + "." + text_or((*node)->find("name"));
      if (!tables_.wanted(name)) continue;
      DbtTable table(name, **node, tables_.physical());
      table.add_meta((*node)->find("source_meta"));
      table.add_freshness((*node)->find("freshness"), (*node)->find("loaded_at_field"));
      models_.emplace(member.key, std::move(table));
    }
    return {};
  }

  Result<void> read_tests(const JsonObject& root) {
    for (const JsonMember& member : members(root, "nodes")) {
      if (!member.key.starts_with("test.")) continue;
      auto node = parse(member);
      if (!node) return node.error();
      const auto table = models_.find(tested_by(**node));
      if (table == models_.end()) continue;
      const Node* about = (*node)->find("test_metadata");
      const Node* arguments = about == nullptr ? nullptr : about->find("kwargs");
      const std::string space = about == nullptr ? "" : text_or(about->find("namespace"));
      std::string name =
          about == nullptr ? text_or((*node)->find("name")) : text_or(about->find("name"));
      if (!space.empty()) name = space + "." + name;
      std::string column = text_or((*node)->find("column_name"));
      if (column.empty() && arguments != nullptr) {
        column = text_or(arguments->find("column_name"));
      }
      table->second.add_test(column, name, arguments, (*node)->find("config"));
    }
    return {};
  }

  /// The node a test is of: said since dbt 1.5, before that the one it depends on.
  static std::string tested_by(const Node& test) {
    const std::string attached = text_or(test.find("attached_node"));
    if (!attached.empty()) return attached;
    const Node* depends = test.find("depends_on");
    const Node* nodes = depends == nullptr ? nullptr : depends->find("nodes");
    return nodes != nullptr && nodes->items.size() == 1 ? nodes->items.front()->text : "";
  }

  std::string_view text_;
  std::string_view path_;
  Tables tables_;
  std::map<std::string, DbtTable> models_;  // by unique id
  std::map<std::string, std::shared_ptr<const Node>> groups_;
  std::size_t counted_to_ = 0;
  Position counted_{1, 1};
};

void read_source(const Node& source, Tables& tables) {
  const std::string name = text_or(source.find("name"));
  const Node* list = source.find("tables");
  if (list == nullptr) return;
  const auto said = [&](const Node& table, std::string_view key) {
    for (const Node* node : {&table, &source}) {
      if (const Node* found = node->find(key)) return found;
      const Node* config = node->find("config");
      const Node* found = config == nullptr ? nullptr : config->find(key);
      if (found != nullptr) return found;
    }
    return static_cast<const Node*>(nullptr);
  };
  for (const auto& each : list->items) {
    const std::string own = name + "." + text_or(each->find("name"));
    if (!tables.wanted(own)) continue;
    DbtTable table(own, *each, tables.physical());
    table.add_meta(source.find("meta"));
    if (const Node* config = source.find("config")) table.add_meta(config->find("meta"));
    table.add_freshness(said(*each, "freshness"), said(*each, "loaded_at_field"));
    tables.add(table);
  }
}

Result<Imported> read_properties(const Node& root, std::string_view path,
                                 const ImportRequest& request) {
  Tables tables(request);
  bool any = false;
  for (const yaml::Entry& entry : root.entries) {
    const bool sources = entry.key == "sources";
    if (sources || entry.key == "models" || entry.key == "seeds" || entry.key == "snapshots") {
      any = true;
      for (const auto& each : entry.value->items) {
        const std::string name = text_or(each->find("name"));
        if (sources) {
          read_source(*each, tables);
        } else if (tables.wanted(name)) {
          DbtTable table(name, *each, tables.physical());
          tables.add(table);
        }
      }
    } else if (entry.key != "version") {
      tables.note(fmt::format("'{}' skipped", printable(entry.key)));
    }
  }
  if (any) return tables.take();
  return fault(path, root.at, "this is no manifest and no file of properties of dbt",
               "target/manifest.json, or a file with 'models' or 'sources'");
}

}  // namespace

Result<Imported> read_dbt(std::string_view text, std::string_view path,
                          const ImportRequest& request) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && text[first] == '{' && is_utf8(text)) {
    const auto root = formats::scan_object(text, first);
    if (root && root->find("nodes") != nullptr && root->find("metadata") != nullptr) {
      return Manifest(text, path, request).read(*root);
    }
  }
  const auto root = read_tree(text, path, false);
  if (!root) return root.error();
  return read_properties(**root, path, request);
}

}  // namespace dcr::imports
