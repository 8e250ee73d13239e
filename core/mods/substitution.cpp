// SPDX-License-Identifier: Apache-2.0
#include "core/mods/substitution.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <system_error>

namespace dcr::mods {
namespace {

using yaml::Node;

constexpr std::size_t longest_text = std::size_t{1} << 20;
constexpr std::size_t longest_chain = 100;

/// The offset after the `}` that ends the reference at `begin`, which is after its `${`.
std::size_t end_of_reference(std::string_view text, std::size_t begin) {
  int depth = 1;
  for (std::size_t at = begin; at < text.size(); ++at) {
    if (text.substr(at, 2) == "${") ++depth;
    if (text[at] == '}' && --depth == 0) return at + 1;
  }
  return std::string_view::npos;
}

NodePointer child_of(const Node& node, std::string_view key) {
  if (const yaml::Entry* entry = node.find_entry(key)) return entry->value;
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
  const bool is_index = error == std::errc{} && end == key.data() + key.size();
  return node.is_sequence() && is_index && index < node.items.size() ? node.items[index] : nullptr;
}

std::vector<std::string_view> names_of(const NamedValues& values) {
  std::vector<std::string_view> names;
  for (const auto& [name, value] : values) names.push_back(name);
  return names;
}

/// "a.b.c" as "a" and "b.c".
std::pair<std::string_view, std::string_view> split(std::string_view path) {
  const std::size_t dot = path.find('.');
  if (dot == std::string_view::npos) return {path, {}};
  return {path.substr(0, dot), path.substr(dot + 1)};
}

/// The value at a dotted path; the whole path may also be one key. What a mod produced is data: a
/// `${` in it names nothing.
NodePointer below(const Node& values, std::string_view path) {
  if (NodePointer whole = child_of(values, path)) return whole;
  auto [first, rest] = split(path);
  NodePointer value = child_of(values, first);
  while (value && !rest.empty()) {
    const auto [next, after] = split(rest);
    value = child_of(*value, next);
    rest = after;
  }
  return value;
}

const Produced* produced_by(const Scope& scope, const std::string& name) {
  if (scope.produced == nullptr) return nullptr;
  const auto found = scope.produced->find(name);
  return found == scope.produced->end() ? nullptr : &found->second;
}

/// Where the file lies, however dcr was started; absolute. The current folder where there is none.
std::string folder_of(const std::string& file) {
  std::error_code failure;
  const auto path = std::filesystem::absolute(file.empty() ? "x" : file, failure);
  return path.lexically_normal().parent_path().string();
}

/// A value as its reference has it: the place is that of the reference.
NodePointer placed(const NodePointer& value, const Span& at) {
  auto copy = std::make_shared<Node>(*value);
  copy->at = at;
  return copy;
}

}  // namespace

/// Where a reference stands.
struct Substitution::Place {
  std::string file;
  Span at;
};

bool has_reference(const Node& node) {
  if (node.is_string()) return node.text.find("${") != std::string::npos;
  return std::ranges::any_of(node.items, [](const auto& item) { return has_reference(*item); }) ||
         std::ranges::any_of(node.entries,
                             [](const yaml::Entry& entry) { return has_reference(*entry.value); });
}

NodePointer Substitution::fail(const Place& place, std::string message, std::string help) {
  std::optional<SourceSpan> where;
  if (!place.file.empty()) where = SourceSpan{place.file, place.at};
  faults_.push_back({std::move(message), std::move(where), std::move(help)});
  ++failures_;
  return nullptr;
}

NodePointer Substitution::resolve(const NodePointer& value, const std::string& file) {
  if (!has_reference(*value)) return value;
  if (value->is_string()) {
    NodePointer resolved = resolve_text(value, file);
    return resolved ? resolved : placed(std::make_shared<Node>(), value->at);
  }
  auto copy = std::make_shared<Node>(*value);
  for (NodePointer& item : copy->items) item = resolve(item, file);
  for (yaml::Entry& entry : copy->entries) entry.value = resolve(entry.value, file);
  return copy;
}

NodePointer Substitution::resolve_parameter(const std::string& name) {
  const Written& written = scope_.parameters.find(name)->second;
  open_.push_back(name);
  NodePointer resolved = resolve(written.value, written.file);
  open_.pop_back();
  return resolved;
}

NodePointer Substitution::resolve_text(const NodePointer& node, const std::string& file) {
  const std::string_view text = node->text;
  const Place place{file, node->at};
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t dollar = std::min(text.find('$', at), text.size());
    out += text.substr(at, dollar - at);
    at = dollar;
    if (text.substr(at, 3) == "$${") {
      out += "${";
      at += 3;
    } else if (text.substr(at, 2) != "${") {
      out += text.substr(at, 1);
      ++at;
    } else {
      const std::size_t end = end_of_reference(text, at + 2);
      if (end == std::string_view::npos) {
        return fail(place, "'${' without its '}' in '" + printable(text) + "'",
                    "$${ is a literal ${");
      }
      const std::string reference = inner_reference(text.substr(at + 2, end - at - 3), place);
      const NodePointer value = value_of(reference, place);
      if (!value) return nullptr;
      if (at == 0 && end == text.size()) return placed(value, node->at);
      append(out, value, reference, place);
      at = end;
    }
    if (out.size() > longest_text) return fail(place, "a text grows beyond 1 MiB");
  }
  return placed(text_node(std::move(out)), node->at);
}

/// The name in a reference, with the references within it replaced.
std::string Substitution::inner_reference(std::string_view text, const Place& place) {
  if (text.find("${") == std::string_view::npos) return std::string(text);
  const NodePointer inner =
      resolve_text(placed(text_node(std::string(text)), place.at), place.file);
  return inner && inner->is_scalar() ? inner->text : std::string(text);
}

void Substitution::append(std::string& text, const NodePointer& value, const std::string& reference,
                          const Place& place) {
  if (!value->is_scalar() || value->is_null()) {
    fail(place, fmt::format("'{}' is {}, and cannot stand within a text", printable(reference),
                            yaml::describe(value->kind)));
    return;
  }
  text += value->text;
}

NodePointer Substitution::value_of(const std::string& reference, const Place& place) {
  // Before what is remembered: in each file it is another one.
  if (reference == "file.folder" && !scope_.parameters.contains("file") &&
      !scope_.globals.contains("file")) {
    const std::string folder = folder_of(place.file);
    if (is_utf8(folder)) return text_node(folder);
    return fail(place, "the path '" + printable(folder) + "' is no UTF-8");
  }
  if (const auto found = done_.find(reference); found != done_.end()) return found->second;
  // `${path}` and `${globals.path}` are two names of one value: the chain shows what was written.
  if (const auto same = std::ranges::find(open_, reference); same != open_.end()) {
    return fail(place,
                fmt::format("a reference that leads back to itself: {} -> {}",
                            printable(fmt::format("{}", fmt::join(same, open_.end(), " -> "))),
                            printable(reference)),
                "${globals.NAME} is the global where a parameter has the same name");
  }
  if (failed_.contains(reference)) {
    ++failures_;
    return nullptr;
  }
  if (open_.size() >= longest_chain) {
    return fail(place,
                fmt::format("references that lead through more than {} others", longest_chain));
  }
  const std::size_t before = failures_;
  open_.push_back(reference);
  NodePointer value = find(reference, place);
  open_.pop_back();
  if (failures_ > before) {
    failed_.insert(reference);
    return nullptr;
  }
  done_[reference] = value;
  return value;
}

NodePointer Substitution::find(const std::string& reference, const Place& place) {
  const auto [first, rest] = split(reference);
  if (first == "env" && !rest.empty()) {
    const std::string name(rest);
    const auto value = scope_.environment(name.c_str());
    if (!value) return fail(place, "the environment variable '" + printable(name) + "' is not set");
    if (is_utf8(*value)) return text_node(*value);
    return fail(place, "the environment variable '" + printable(name) + "' is no UTF-8");
  }
  if (first == "globals" && !rest.empty()) {
    return find_named(scope_.globals, rest, place, "global");
  }
  if (first == "mods" && !rest.empty()) return find_produced(rest, place);
  if (scope_.parameters.contains(first)) {
    return find_named(scope_.parameters, reference, place, "parameter");
  }
  if (scope_.globals.contains(first)) return find_named(scope_.globals, reference, place, "global");
  std::vector<std::string_view> known = names_of(scope_.parameters);
  const std::vector<std::string_view> globals = names_of(scope_.globals);
  known.insert(known.end(), globals.begin(), globals.end());
  return fail(place, fmt::format("no parameter or global '{}'{}", printable(reference),
                                 did_you_mean(first, known)));
}

NodePointer Substitution::find_named(const NamedValues& values, std::string_view path,
                                     const Place& place, std::string_view what) {
  const auto [first, rest] = split(path);
  const auto found = values.find(first);
  if (found == values.end()) {
    return fail(place, fmt::format("no {} '{}'{}", what, printable(first),
                                   did_you_mean(first, names_of(values))));
  }
  return walk(found->second, rest, place);
}

/// The value at `path` below `from`, its references replaced.
NodePointer Substitution::walk(const Written& from, std::string_view path, const Place& place) {
  NodePointer at = from.value;
  while (!path.empty()) {
    if (at->is_string()) at = resolve(at, from.file);
    const auto [first, rest] = split(path);
    NodePointer child = child_of(*at, first);
    if (!child) {
      std::vector<std::string_view> known;
      for (const yaml::Entry& entry : at->entries) known.push_back(entry.key);
      return fail(place, fmt::format("there is no '{}' in what it is to be taken from{}",
                                     printable(first), did_you_mean(first, known)));
    }
    at = std::move(child);
    path = rest;
  }
  return resolve(at, from.file);
}

NodePointer Substitution::find_produced(std::string_view path, const Place& place) {
  for (const std::string_view part : {".globals.", ".artifacts."}) {
    const std::size_t at = path.find(part);
    if (at == std::string_view::npos || at == 0) continue;
    const std::string name(path.substr(0, at));
    const std::string_view key = path.substr(at + part.size());
    const bool is_global = part == ".globals.";
    if (const Produced* left = produced_by(scope_, name)) {
      if (NodePointer value =
              below(is_global ? *left->globals
                              : *(left->home == scope_.home ? left->objects : left->artifacts),
                    key)) {
        return value;
      }
      return fail(place, fmt::format("'{}' produced no {} '{}'", printable(name),
                                     is_global ? "global" : "artifact", printable(key)));
    }
    if (std::ranges::find(scope_.instances, name) == scope_.instances.end()) {
      return fail(place, fmt::format("no mod '{}' in this job{}", printable(name),
                                     did_you_mean(name, scope_.instances)));
    }
    if (scope_.leaves_open) return text_node(fmt::format("${{mods.{}}}", path));
    return fail(place, "'" + printable(name) + "' has not run before this mod",
                "dcr run-mod --all runs the mods of a job in their order");
  }
  return fail(place,
              fmt::format("'{}' names nothing of a mod", printable("mods." + std::string(path))),
              "${mods.NAME.globals.KEY} or ${mods.NAME.artifacts.KEY}");
}

}  // namespace dcr::mods
