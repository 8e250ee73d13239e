// SPDX-License-Identifier: Apache-2.0
#include "core/formats/mod_draft.hpp"

#include "core/formats/mod_component.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace dcr::formats {
namespace {

constexpr std::array<std::string_view, 3> sections{"metadata", "interface", "dependencies"};

std::shared_ptr<yaml::Node> text_node(const std::string& text) {
  auto node = std::make_shared<yaml::Node>();
  node->kind = yaml::Kind::string;
  node->at = {{1, 1}, 1};  // A value without a place would count as one that was not stated.
  node->text = text;
  node->quoted = true;
  return node;
}

std::vector<std::string> texts(const LocatedNames& names) {
  std::vector<std::string> out;
  for (const auto& name : names) out.push_back(*name);
  return out;
}

}  // namespace

std::shared_ptr<const yaml::Node> ModDraft::value(std::string_view key) const {
  const yaml::Entry* entry = entry_.find_entry(key);
  return entry == nullptr ? nullptr : entry->value;
}

void ModDraft::take(const yaml::Node& entry) {
  for (const yaml::Entry& part : entry.entries) {
    const bool section = std::ranges::find(sections, part.key) != sections.end();
    if (section && part.value->is_mapping()) {
      take(*part.value);
    } else {
      set(part.key, part.value);
    }
  }
}

void ModDraft::take_registered(const Component& registered) {
  const auto keep = [&](const char* key, const Located<std::string>& text) {
    if (!text->empty()) set_text(key, *text);
  };
  set_text("version", registered.version_text);
  keep("description", registered.description);
  keep("category", registered.category);
  keep("author", registered.author);
  set_names("input_ports", texts(registered.input_ports));
  set_names("output_ports", texts(registered.output_ports));
  set_names("globals_produced", texts(registered.globals_produced));
  set_names("globals_consumed", texts(registered.globals_consumed));
  set_names("packages", texts(registered.packages));
  keep("python_version", registered.python_version);
  set("config_schema", registered.config_schema);
}

void ModDraft::set(const std::string& key, std::shared_ptr<const yaml::Node> value) {
  const auto found = std::ranges::find(entry_.entries, key, &yaml::Entry::key);
  if (found != entry_.entries.end()) {
    found->value = std::move(value);
  } else {
    entry_.entries.push_back({key, {}, std::move(value)});
  }
}

void ModDraft::set_text(const std::string& key, const std::string& text) {
  set(key, text_node(text));
}

void ModDraft::set_names(const std::string& key, const std::vector<std::string>& names) {
  auto list = std::make_shared<yaml::Node>();
  list->kind = yaml::Kind::sequence;
  for (const std::string& name : names) list->items.push_back(text_node(name));
  set(key, std::move(list));
}

void ModDraft::remove(std::string_view key) {
  std::erase_if(entry_.entries, [&](const yaml::Entry& entry) { return entry.key == key; });
}

ReadComponent ModDraft::read() const {
  const yaml::Entry entry{name_, {}, std::make_shared<const yaml::Node>(entry_)};
  return read_component(entry, {}, Strictness::strict);
}

}  // namespace dcr::formats
