// SPDX-License-Identifier: Apache-2.0
#include "core/formats/dcs_references.hpp"

#include "core/base/text.hpp"
#include "core/formats/canonical.hpp"
#include "core/yaml/parse.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

// A field without a `$ref` in it is handed back as it is; else a copy of it is made, whose entries
// are shared with the document. So places stay those of the text, and a definition that many fields
// name costs each of them little. Three limits keep hostile files cheap: how much all definitions
// come to once they are written out, how deep they refer to each other, and how deep fields nest.
namespace dcr::formats {

namespace {

constexpr std::size_t most_bytes = 32U << 20U;
constexpr std::size_t bytes_of_a_field = 200;  // that are no text
constexpr std::size_t most_references = 64;    // on one way
constexpr int deepest = 200;                   // of fields in fields

constexpr std::string_view definitions = "/definitions/";

/// Keys that say where a definition belongs and nothing about the fields that use it.
constexpr auto keys_of_a_definition = std::to_array<std::string_view>({"domain", "name", "$ref"});

std::optional<int> hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto high = i + 2 < text.size() && text[i] == '%' ? hex_digit(text[i + 1]) : std::nullopt;
    const auto low = high ? hex_digit(text[i + 2]) : std::nullopt;
    if (low) {
      out += static_cast<char>(*high * 16 + *low);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

/// Source: RFC 6901, 4.
std::string unescaped(std::string_view token) {
  std::string out;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool escaped = token[i] == '~' && i + 1 < token.size();
    if (escaped && (token[i + 1] == '0' || token[i + 1] == '1')) {
      out += token[++i] == '0' ? '~' : '/';
    } else {
      out += token[i];
    }
  }
  return out;
}

std::shared_ptr<const yaml::Node> step(const yaml::Node& from, const std::string& token) {
  if (from.is_mapping()) {
    const yaml::Entry* entry = from.find_entry(token);
    return entry == nullptr ? nullptr : entry->value;
  }
  std::size_t index = 0;
  const auto [end, fault] = std::from_chars(token.data(), token.data() + token.size(), index);
  const bool inside = fault == std::errc() && end == token.data() + token.size() &&
                      from.is_sequence() && index < from.items.size();
  return inside ? from.items[index] : nullptr;
}

/// What a JSON pointer names in `root`; null where there is nothing.
std::shared_ptr<const yaml::Node> find(const yaml::Node& root, std::string_view pointer) {
  std::shared_ptr<const yaml::Node> found;
  const yaml::Node* from = &root;
  while (pointer.starts_with('/')) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    found = step(*from, unescaped(pointer.substr(0, end)));
    if (!found) return nullptr;
    from = found.get();
    pointer.remove_prefix(end);
  }
  return pointer.empty() ? found : nullptr;
}

/// `name` as seen from the folder of `file`; empty when it is outside of the repository.
std::optional<std::string> path_from(std::string_view file, std::string_view name) {
  std::vector<std::string_view> parts;
  const std::size_t folder = file.rfind('/');
  const std::string whole = folder == std::string_view::npos
                                ? std::string(name)
                                : fmt::format("{}/{}", file.substr(0, folder), name);
  std::string_view rest = whole;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      if (parts.empty()) return std::nullopt;
      parts.pop_back();
    } else {
      parts.push_back(part);
    }
  }
  return fmt::format("{}", fmt::join(parts, "/"));
}

/// A copy that is all at one place: its own places are of another file.
std::shared_ptr<const yaml::Node> placed(const yaml::Node& node, const Span& at) {
  auto copy = std::make_shared<yaml::Node>(node);
  copy->at = at;
  for (auto& item : copy->items) item = placed(*item, at);
  for (yaml::Entry& entry : copy->entries) {
    entry.key_at = at;
    entry.value = placed(*entry.value, at);
  }
  return copy;
}

bool is_address(std::string_view reference) {
  return reference.find("://") != std::string_view::npos;
}

}  // namespace

DcsReferences::DcsReferences(const yaml::Node& root, std::string_view path, const FileLoader& load,
                             ProblemList& problems)
    : own_{&root, std::string(path)}, load_(load), problems_(problems) {}

/// The name of a definition may have slashes of its own.
DcsReferences::NodePtr DcsReferences::find_definition(const yaml::Node& root,
                                                      const std::string& pointer) {
  auto [index, fresh] = definitions_.try_emplace(&root);
  const yaml::Node* all = fresh ? root.find("definitions") : nullptr;
  if (all != nullptr) {
    for (const yaml::Entry& entry : all->entries) index->second.emplace(entry.key, entry.value);
  }
  if (!pointer.starts_with(definitions)) return find(root, pointer);
  const auto found =
      index->second.find(unescaped(std::string_view(pointer).substr(definitions.size())));
  return found == index->second.end() ? find(root, pointer) : found->second;
}

DcsReferences::NodePtr DcsReferences::resolved(const NodePtr& field,
                                               const std::string& field_path) {
  return follow(field, own_, field_path, 0);
}

DcsReferences::NodePtr DcsReferences::follow(const NodePtr& field, const Origin& origin,
                                             const std::string& path, int depth) {
  if (!field->is_mapping()) return field;
  if (depth > deepest) {
    report(path, field->at, fmt::format("fields nest more than {} deep", deepest));
    return std::make_shared<yaml::Node>();
  }
  std::shared_ptr<yaml::Node> changed;
  const auto replace = [&](std::size_t i, NodePtr value) {
    if (value == field->entries[i].value) return;
    if (!changed) changed = std::make_shared<yaml::Node>(*field);
    changed->entries[i].value = std::move(value);
  };
  for (std::size_t i = 0; i < field->entries.size(); ++i) {
    const auto& [key, key_at, value] = field->entries[i];
    if (key == "fields" && value->is_mapping()) {
      NodePtr fields = follow_fields(*value, origin, path, depth);
      if (fields) replace(i, std::move(fields));
    } else if (key == "items" || key == "keys" || key == "values") {
      replace(i, follow(value, origin, path + "[]", depth + 1));
    }
  }
  const yaml::Entry* reference = field->find_entry("$ref");
  if (reference == nullptr) return changed ? changed : field;
  if (!changed) changed = std::make_shared<yaml::Node>(*field);
  std::erase_if(changed->entries, [](const yaml::Entry& entry) { return entry.key == "$ref"; });
  if (const NodePtr base = base_of(*reference->value, origin, path, depth)) {
    for (const yaml::Entry& entry : base->entries) {
      const bool inherited =
          std::ranges::find(keys_of_a_definition, entry.key) == keys_of_a_definition.end();
      if (inherited && field->find_entry(entry.key) == nullptr) changed->entries.push_back(entry);
    }
  }
  return changed;
}

DcsReferences::NodePtr DcsReferences::follow_fields(const yaml::Node& fields, const Origin& origin,
                                                    const std::string& path, int depth) {
  std::shared_ptr<yaml::Node> changed;
  for (std::size_t i = 0; i < fields.entries.size(); ++i) {
    const yaml::Entry& entry = fields.entries[i];
    const std::string own = join_path(path, path_component(entry.key));
    NodePtr value = follow(entry.value, origin, own, depth + 1);
    if (value == entry.value) continue;
    if (!changed) changed = std::make_shared<yaml::Node>(fields);
    changed->entries[i].value = std::move(value);
  }
  return changed;
}

/// What the definition says, with its own `$ref` followed; null where there is nothing to take.
DcsReferences::NodePtr DcsReferences::base_of(const yaml::Node& reference, const Origin& origin,
                                              const std::string& path, int depth) {
  if (!reference.is_string()) {
    report(path, reference.at,
           fmt::format("'$ref' must be a string, not {}", yaml::describe(reference.kind)));
    return nullptr;
  }
  if (bytes_ > most_bytes) return nullptr;
  const Target target = find_target(reference, origin, path);
  if (!target.node) return nullptr;
  if (!target.node->is_mapping()) {
    report(path, reference.at,
           fmt::format("'{}' must be a definition, not {}", printable(target.name),
                       yaml::describe(target.node->kind)));
    return nullptr;
  }
  if (const auto first = std::ranges::find(active_, target.name); first != active_.end()) {
    const std::vector<std::string> circle(first, active_.end());
    report(path, reference.at,
           fmt::format("definitions refer to each other in a circle: {} -> {}",
                       printable(fmt::format("{}", fmt::join(circle, " -> "))),
                       printable(target.name)));
    return nullptr;
  }
  if (active_.size() >= most_references) {
    report(path, reference.at,
           fmt::format("definitions refer to each other more than {} deep", most_references));
    return nullptr;
  }
  const bool leaves = target.origin.root != own_.root && !outside_;
  if (leaves) outside_ = reference.at;
  active_.push_back(target.name);
  NodePtr base = follow(target.node, target.origin, path, depth + 1);
  active_.pop_back();
  if (leaves) outside_.reset();
  if (!spend(*base, reference, path)) return nullptr;
  return target.origin.root == origin.root ? base : placed(*base, reference.at);
}

/// A place in another file would be read as one of this file.
void DcsReferences::report(const std::string& path, const Span& at, std::string message) {
  problems_.error(path, outside_.value_or(at), std::move(message));
}

bool DcsReferences::spend(const yaml::Node& base, const yaml::Node& reference,
                          const std::string& path) {
  if (bytes_ > most_bytes) return false;
  bytes_ += bytes_of_a_field + expanded_bytes(base, most_bytes);
  if (bytes_ <= most_bytes) return true;
  report(path, reference.at,
         "the contract is larger than 32 MiB once its definitions are written out");
  return false;
}

DcsReferences::Target DcsReferences::find_target(const yaml::Node& reference, const Origin& origin,
                                                 const std::string& path) {
  const std::size_t hash = std::min(reference.text.find('#'), reference.text.size());
  const std::string name = reference.text.substr(0, hash);
  const std::string pointer = percent_decoded(
      std::string_view(reference.text).substr(std::min(hash + 1, reference.text.size())));
  if (is_address(name)) {
    problems_.warning(
        path, outside_.value_or(reference.at),
        fmt::format("'{}' is not fetched: what it says of this field is not read", printable(name)),
        "copy the definition into 'definitions' of the contract");
    return {};
  }
  if (name.empty()) {
    Target target{find_definition(*origin.root, pointer), origin, {}};
    target.name = origin.root == own_.root ? "#" + pointer : origin.file + "#" + pointer;
    if (!target.node) {
      report(path, reference.at,
             fmt::format("'{}' names no definition{}", printable(reference.text),
                         suggested_definition(*origin.root, pointer)));
    }
    return target;
  }
  const auto file = path_from(origin.file, name);
  if (!file) {
    report(path, reference.at, fmt::format("'{}' is outside of the repository", printable(name)));
    return {};
  }
  return find_in_file(reference, *file, pointer, path);
}

DcsReferences::Target DcsReferences::find_in_file(const yaml::Node& reference,
                                                  const std::string& file,
                                                  const std::string& pointer,
                                                  const std::string& path) {
  if (!load_) {
    problems_.warning(
        path, outside_.value_or(reference.at),
        fmt::format("'{}' is not read here, where only one file is looked at", printable(file)));
    return {};
  }
  auto known = files_.find(file);
  if (known == files_.end()) {
    NodePtr root;
    if (const std::optional<std::string> text = load_(file)) {
      const yaml::Stream stream = yaml::parse(*text, file);
      if (stream.ok() && stream.documents.size() == 1) root = stream.documents.front().root;
    }
    known = files_.emplace(file, std::move(root)).first;
  }
  const NodePtr& root = known->second;
  if (!root) {
    report(path, reference.at,
           fmt::format("'$ref' names the file '{}', which is not there or is not one "
                       "sound document",
                       printable(file)));
    return {};
  }
  Target target{pointer.empty() || pointer == "/" ? root : find_definition(*root, pointer),
                Origin{root.get(), file}, file + "#" + pointer};
  if (!target.node) {
    report(path, reference.at,
           fmt::format("'{}' has no '{}'", printable(file), printable(pointer)));
  }
  return target;
}

std::string DcsReferences::suggested_definition(const yaml::Node& root,
                                                const std::string& pointer) const {
  const yaml::Node* all = root.find("definitions");
  if (all == nullptr || !pointer.starts_with(definitions)) return {};
  std::vector<std::string_view> names;
  for (const yaml::Entry& entry : all->entries) names.push_back(entry.key);
  return problems_.suggestion(std::string_view(pointer).substr(definitions.size()), names);
}

}  // namespace dcr::formats
