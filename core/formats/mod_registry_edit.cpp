// SPDX-License-Identifier: Apache-2.0
#include "core/formats/mod_registry_edit.hpp"

#include "core/base/text.hpp"
#include "core/formats/json_scan.hpp"
#include "core/formats/mod_registry.hpp"
#include "core/formats/pretty_json.hpp"
#include "core/formats/problem_error.hpp"
#include "core/yaml/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <optional>
#include <utility>

namespace dcr::formats {
namespace {

using NodePtr = std::shared_ptr<const yaml::Node>;

NodePtr text_node(const std::string& text) {
  auto node = std::make_shared<yaml::Node>();
  node->kind = yaml::Kind::string;
  node->text = text;
  node->quoted = true;
  return node;
}

NodePtr list_node(const LocatedNames& names) {
  auto node = std::make_shared<yaml::Node>();
  node->kind = yaml::Kind::sequence;
  for (const auto& name : names) node->items.push_back(text_node(*name));
  return node;
}

/// A mapping in the making: what is known first, in one order, then what stood there besides.
class MappingMaker {
 public:
  MappingMaker() { node_->kind = yaml::Kind::mapping; }

  void add(std::string key, NodePtr value) {
    node_->entries.push_back({std::move(key), {}, std::move(value)});
  }
  void add_text(std::string key, const std::string& text) {
    if (!text.empty()) add(std::move(key), text_node(text));
  }
  /// Keeps the keys of `old` that are none of `known`.
  void keep_others(const yaml::Node* old, std::initializer_list<std::string_view> known) {
    if (old == nullptr) return;
    for (const yaml::Entry& entry : old->entries) {
      if (std::ranges::find(known, entry.key) == known.end()) add(entry.key, entry.value);
    }
  }
  [[nodiscard]] NodePtr take() { return std::move(node_); }

 private:
  std::shared_ptr<yaml::Node> node_ = std::make_shared<yaml::Node>();
};

/// The entry of a component. `old` is the one it takes the place of; null when there is none.
NodePtr entry_node(const Component& component, const yaml::Node* old) {
  const auto old_part = [&](std::string_view key) {
    const yaml::Node* part = old == nullptr ? nullptr : old->find(key);
    return part != nullptr && part->is_mapping() ? part : nullptr;
  };
  MappingMaker metadata;
  metadata.add_text("type", *component.name);
  metadata.add_text("version", component.version->text());
  metadata.add_text("description", *component.description);
  metadata.add_text("category", *component.category);
  metadata.add_text("author", *component.author);
  metadata.keep_others(old_part("metadata"),
                       {"type", "version", "description", "category", "author"});
  MappingMaker interface;
  interface.add("input_ports", list_node(component.input_ports));
  interface.add("output_ports", list_node(component.output_ports));
  interface.add("globals_produced", list_node(component.globals_produced));
  interface.add("globals_consumed", list_node(component.globals_consumed));
  interface.keep_others(old_part("interface"),
                        {"input_ports", "output_ports", "globals_produced", "globals_consumed"});
  MappingMaker dependencies;
  dependencies.add("packages", list_node(component.packages));
  dependencies.add_text("python_version", *component.python_version);
  dependencies.keep_others(old_part("dependencies"), {"packages", "python_version"});
  MappingMaker entry;
  entry.add_text("module_path", *component.module_path);
  if (!component.command.empty()) entry.add("command", list_node(component.command));
  entry.add("metadata", metadata.take());
  entry.add("interface", interface.take());
  entry.add("dependencies", dependencies.take());
  entry.add("config_schema", component.config_schema);
  // The flat shape's keys have moved into the parts above.
  entry.keep_others(
      old, {"module_path", "command", "metadata", "interface", "dependencies", "config_schema",
            "type", "version", "description", "category", "author", "input_ports", "output_ports",
            "globals_produced", "globals_consumed", "packages", "python_version"});
  return entry.take();
}

/// The blanks before `at` on its line; empty when something else stands there.
std::optional<std::string_view> indentation_of(std::string_view text, std::size_t at) {
  const std::size_t line = text.rfind('\n', at) + 1;
  const std::string_view before = text.substr(line, at - line);
  if (before.find_first_not_of(" \t") != std::string_view::npos) return std::nullopt;
  return before;
}

/// What one level is indented by, where members of `mods` are indented by `member`.
std::string_view unit_of(std::string_view member, std::string_view mods) {
  if (member.size() > mods.size() && member.starts_with(mods)) {
    return member.substr(mods.size());
  }
  return member.starts_with('\t') ? "\t" : "  ";
}

/// Puts the entry into the text; empty when its lines have no order to keep.
std::optional<std::string> spliced(std::string_view text, const std::string& name,
                                   const yaml::Node& entry) {
  const auto root = scan_object(text, 0);
  const JsonMember* mods_member = root ? root->find("mods") : nullptr;
  const auto mods =
      mods_member ? scan_object(text, mods_member->value_begin) : std::optional<JsonObject>();
  if (!mods) return std::nullopt;
  const auto mods_indentation = indentation_of(text, mods_member->key_begin);
  if (!mods_indentation) return std::nullopt;
  const std::string_view line_end = text.find("\r\n") != std::string_view::npos ? "\r\n" : "\n";
  const auto layout = [&](std::string_view indentation) {
    return Layout{unit_of(indentation, *mods_indentation), line_end, indentation};
  };
  std::string out(text);
  if (const JsonMember* old = mods->find(name)) {
    const auto indentation = indentation_of(text, old->key_begin);
    if (!indentation) return std::nullopt;
    out.replace(old->value_begin, old->value_end - old->value_begin,
                pretty_json(entry, layout(*indentation)));
    return out;
  }
  const std::string key = pretty_json(*text_node(name));
  if (mods->members.empty()) {
    const std::string indentation =
        std::string(*mods_indentation) +
        std::string(mods_indentation->empty() ? "  " : *mods_indentation);
    out.replace(mods->begin, mods->end - mods->begin,
                fmt::format("{{{0}{1}{2}: {3}{0}{4}}}", line_end, indentation, key,
                            pretty_json(entry, layout(indentation)), *mods_indentation));
    return out;
  }
  const JsonMember& last = mods->members.back();
  const auto indentation = indentation_of(text, last.key_begin);
  if (!indentation) return std::nullopt;
  out.insert(last.value_end, fmt::format(",{}{}{}: {}", line_end, *indentation, key,
                                         pretty_json(entry, layout(*indentation))));
  return out;
}

/// The whole registry written anew.
std::string rewritten(const yaml::Node& root, const std::string& name, const NodePtr& entry) {
  yaml::Node out = root;
  for (yaml::Entry& part : out.entries) {
    if (part.key != "mods") continue;
    auto mods = std::make_shared<yaml::Node>(*part.value);
    const auto old = std::ranges::find(mods->entries, name, &yaml::Entry::key);
    if (old != mods->entries.end()) {
      old->value = entry;
    } else {
      mods->entries.push_back({name, {}, entry});
    }
    part.value = std::move(mods);
  }
  return pretty_json(out) + "\n";
}

}  // namespace

std::string empty_registry(std::string_view day) {
  return fmt::format(
      "{{\n  \"_metadata\": {{\n    \"version\": \"1.0.0\",\n    \"created\": \"{}\",\n"
      "    \"description\": \"Mod registry\"\n  }},\n  \"mods\": {{}}\n}}\n",
      day);
}

Result<std::string> with_component(std::string_view text, std::string_view path,
                                   const Component& component) {
  const yaml::Stream stream = yaml::parse(text, path, mod_registry_limits());
  if (!stream.problems.empty()) return error_of(stream.problems, path, ErrorKind::usage);
  const NodePtr root = stream.documents.empty() ? nullptr : stream.documents.front().root;
  const yaml::Node* mods = root ? root->find("mods") : nullptr;
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (mods == nullptr || !mods->is_mapping() || text[first] != '{') {
    return Error{ErrorKind::usage,
                 fmt::format("'{}' is no mod registry in JSON", printable(path)),
                 {},
                 "a registry is an object with the key \"mods\""};
  }
  const NodePtr entry = entry_node(component, mods->find(*component.name));
  if (auto edited = spliced(text, *component.name, *entry)) return *std::move(edited);
  return rewritten(*root, *component.name, entry);
}

}  // namespace dcr::formats
