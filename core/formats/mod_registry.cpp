// SPDX-License-Identifier: Apache-2.0
#include "core/formats/mod_registry.hpp"

#include "core/base/text.hpp"
#include "core/formats/mod_component.hpp"
#include "core/formats/problem_list.hpp"
#include "core/yaml/parse.hpp"
#include "core/yaml/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

namespace dcr::formats {
namespace {

constexpr std::array<std::string_view, 3> root_keys{"_metadata", "mods", "$schema"};

bool is_error(const Problem& problem) { return problem.severity == Severity::error; }

int last_line_of(std::string_view text) {
  const auto breaks = static_cast<int>(std::ranges::count(text, '\n'));
  return text.empty() || text.back() == '\n' ? std::max(breaks, 1) : breaks + 1;
}

/// What the reader of JSON says of the second of two equal keys names the first by its place.
std::string place_words(Position at) {
  return fmt::format("the first one is on line {}, column {}", at.line, at.column);
}

/// Files what the JSON itself got wrong under the mods it concerns.
void share_problems(std::vector<Problem> problems, ModRegistry& registry) {
  if (problems.empty()) return;
  std::map<Position, ReadComponent*> by_place;
  std::map<std::string, ReadComponent*> by_words;
  for (ReadComponent& mod : registry.mods) {
    by_place[mod.component->name.at.begin] = &mod;
    by_words[place_words(mod.component->name.at.begin)] = &mod;
  }
  for (Problem& problem : problems) {
    const auto colon = problem.message.find("; ");
    const auto twin = colon == std::string::npos ? by_words.end()
                                                 : by_words.find(problem.message.substr(colon + 2));
    auto next = by_place.upper_bound(problem.at.begin);
    ReadComponent* mod = nullptr;
    if (twin != by_words.end()) {
      mod = twin->second;
    } else if (next != by_place.begin()) {
      mod = std::prev(next)->second;
    }
    if (mod == nullptr) {
      registry.problems.push_back(std::move(problem));
      continue;
    }
    mod->problems.push_back(std::move(problem));
    std::ranges::stable_sort(mod->problems, {}, [](const Problem& each) { return each.at.begin; });
  }
}

void read_entries(const yaml::Entry& member, int last_line, Strictness strictness,
                  ModRegistry& registry) {
  const yaml::Node& mods = *member.value;
  registry.mods.reserve(mods.entries.size());
  for (std::size_t i = 0; i < mods.entries.size(); ++i) {
    const bool is_last = i + 1 == mods.entries.size();
    const int begin = mods.entries[i].key_at.begin.line;
    const int end = is_last ? last_line : mods.entries[i + 1].key_at.begin.line - 1;
    registry.mods.push_back(
        read_component(mods.entries[i], {member.key_at, std::max(begin, end)}, strictness));
  }
}

ModRegistry mods_of(const yaml::Node& root, std::string_view text, Strictness strictness) {
  ModRegistry registry;
  ProblemList problems(strictness);
  const yaml::Entry* mods = root.find_entry("mods");
  if (!root.is_mapping()) {
    problems.error("", root.at,
                   fmt::format("a mod registry is a mapping with the key 'mods', not {}",
                               yaml::describe(root.kind)));
  } else if (mods == nullptr) {
    problems.error("", root.at, "a mod registry has the key 'mods', and this has not",
                   "an empty one is {\"mods\": {}}");
  } else if (!mods->value->is_mapping()) {
    problems.error("", mods->value->at,
                   fmt::format("'mods' must be a mapping of names to mods, not {}",
                               yaml::describe(mods->value->kind)));
  } else {
    read_entries(*mods, last_line_of(text), strictness, registry);
  }
  for (const yaml::Entry& entry : root.entries) {
    if (std::ranges::find(root_keys, entry.key) != root_keys.end()) continue;
    const std::string hint = problems.suggestion(entry.key, {root_keys.begin(), root_keys.end()});
    problems.loose("", entry.key_at, fmt::format("unknown key '{}'{}", printable(entry.key), hint));
  }
  registry.problems = std::move(problems).sorted();
  return registry;
}

/// The mods of whatever was parsed, and every problem of the text.
ModRegistry registry_of(yaml::Stream stream, std::string_view text, Strictness strictness) {
  ModRegistry registry;
  if (!stream.documents.empty()) {
    registry = mods_of(*stream.documents.front().root, text, strictness);
  }
  if (stream.documents.size() > 1) {
    registry.problems.push_back(yaml::problem_at(
        stream.documents[1].root->at, "a mod registry is one document, and this file has several"));
  }
  if (stream.documents.empty() && stream.problems.empty()) {
    registry.problems.push_back(
        yaml::problem_at({{1, 1}, 1}, "the file is empty", "an empty registry is {\"mods\": {}}"));
  }
  share_problems(std::move(stream.problems), registry);
  return registry;
}

}  // namespace

bool ReadComponent::has_error() const { return std::ranges::any_of(problems, is_error); }

const ReadComponent* ModRegistry::find(std::string_view name) const {
  const auto found = std::ranges::find_if(
      mods, [&](const ReadComponent& mod) { return *mod.component->name == name; });
  return found == mods.end() ? nullptr : &*found;
}

ModRegistry read_mod_registry(std::string_view text, std::string_view path, Strictness strictness) {
  return registry_of(yaml::parse(text, path, mod_registry_limits()), text, strictness);
}

yaml::Limits mod_registry_limits() {
  return {.bytes = std::size_t{64} << 20U, .depth = 100, .expanded = 10'000'000};
}

bool looks_like_mod_registry(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first != std::string_view::npos && text[first] == '{' &&
         text.find("\"mods\"", first) != std::string_view::npos;
}

bool is_mod_registry(const yaml::Node& root) {
  const yaml::Node* mods = root.find("mods");
  if (mods == nullptr) return false;
  if (root.find("_metadata") != nullptr) return true;
  if (!mods->is_mapping()) return false;
  const bool known = std::ranges::all_of(root.entries, [](const yaml::Entry& entry) {
    return std::ranges::find(root_keys, entry.key) != root_keys.end();
  });
  return known && std::ranges::none_of(mods->entries, [](const yaml::Entry& entry) {
           return entry.value->find("_type") != nullptr;
         });
}

Contract contract_of(const std::shared_ptr<const Component>& component) {
  Contract contract;
  contract.kind = ContractKind::mod;
  contract.format = Format::mod_registry;
  contract.at = component->name.at;
  contract.last_line = component->last_line;
  contract.name_at = component->name.at;
  contract.name = *component->name;
  contract.version = component->version;
  contract.version_text = component->version_text;
  contract.description = component->description;
  if (!component->author->empty()) {
    contract.owners.push_back({*component->author, {}, component->author.at});
  }
  if (!component->category->empty()) contract.metadata["category"] = *component->category;
  contract.other = component->other;
  contract.component = component;
  return contract;
}

bool is_named_mod_registry(std::string_view path) {
  constexpr std::string_view name = "mod_registry.json";
  return path == name || (path.ends_with(name) && path[path.size() - name.size() - 1] == '/');
}

ReadFile read_mod_called(std::string_view text, std::string_view path, std::string_view name) {
  const yaml::Stream stream = yaml::parse(text, path, mod_registry_limits());
  if (!stream.ok() || stream.documents.size() != 1 ||
      !is_mod_registry(*stream.documents.front().root) ||
      !stream.documents.front().root->find("mods")->is_mapping()) {
    ReadFile file = read_contracts(text, path);
    std::erase_if(file.documents, [&](const ReadDocument& each) {
      return each.contract.kind != ContractKind::mod || each.contract.name != name;
    });
    return file;
  }
  ReadFile file;
  const yaml::Entry& member = *stream.documents.front().root->find_entry("mods");
  const auto& entries = member.value->entries;
  const auto found = std::ranges::find(entries, name, &yaml::Entry::key);
  if (found == entries.end()) return file;
  const bool is_last = std::next(found) == entries.end();
  const int end = is_last ? last_line_of(text) : std::next(found)->key_at.begin.line - 1;
  ReadComponent mod = read_component(
      *found, {member.key_at, std::max(found->key_at.begin.line, end)}, Strictness::lenient);
  file.documents.push_back({contract_of(mod.component), std::move(mod.problems), mod.usable});
  return file;
}

ReadFile read_mods(yaml::Stream stream, std::string_view text, Strictness strictness) {
  ModRegistry registry = registry_of(std::move(stream), text, strictness);
  ReadFile file;
  file.problems = std::move(registry.problems);
  for (ReadComponent& mod : registry.mods) {
    file.documents.push_back({contract_of(mod.component), std::move(mod.problems), mod.usable});
  }
  return file;
}

}  // namespace dcr::formats
