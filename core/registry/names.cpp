// SPDX-License-Identifier: Apache-2.0
//
// A cache under the git directory, of lines of text. `names` has a line "ID PATH" for each file of
// the tree that was listed last, and below it a line for each document: a tab, then kind, name,
// label, version and status with tabs between.
#include "core/registry/names.hpp"

#include "core/base/cache_file.hpp"
#include "core/model/component.hpp"
#include "core/registry/document.hpp"
#include "core/registry/registry.hpp"
#include "core/registry/versions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>

namespace dcr {
namespace {

constexpr std::string_view names_kind = "names-3";
constexpr std::size_t most_bytes = std::size_t{64} << 20U;

using Lines = std::vector<std::string_view>;

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

Lines split(std::string_view text, char divider) {
  Lines parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(divider), text.size());
    parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::optional<ContractKind> parse_kind(std::string_view text) {
  for (const ContractKind kind : {ContractKind::contract, ContractKind::model, ContractKind::mod}) {
    if (text == to_string(kind)) return kind;
  }
  return std::nullopt;
}

/// The documents of each file, by "ID PATH".
using NamesOfFiles = std::map<std::string, std::vector<NamedVersion>, std::less<>>;

/// Empty for a file that is absent or damaged: then everything is read again.
NamesOfFiles read_names(const std::string& file) {
  const auto text = read_cache(file, names_kind, most_bytes);
  if (!text) return {};
  NamesOfFiles files;
  std::vector<NamedVersion>* current = nullptr;
  for (const std::string_view line : split(*text, '\n')) {
    if (!line.starts_with('\t')) {
      current = &files[std::string(line)];
      continue;
    }
    // An empty label leaves an empty part between two tabs.
    const Lines parts = split(line.substr(1), '\t');
    const auto kind = parts.size() == 5 ? parse_kind(parts[0]) : std::nullopt;
    const auto status = kind ? parse_status(parts[4]) : std::nullopt;
    if (!current || !status) return {};
    current->push_back(
        {*kind, std::string(parts[1]), std::string(parts[2]), std::string(parts[3]), *status, ""});
  }
  return files;
}

std::string cache_key(const FileRef& file) { return file.id.hex() + ' ' + file.path; }

std::vector<NamedVersion> names_in(const LoadedFile& loaded) {
  std::vector<NamedVersion> names;
  for (const auto& document : loaded.documents) {
    const Contract& contract = document->contract;
    if (!document->usable || has_control(contract.full_name())) continue;
    std::string label = contract.component ? *contract.component->category : contract.title;
    if (has_control(label)) label.clear();
    names.push_back({contract.kind, contract.full_name(), std::move(label),
                     contract.version.value.text(), stated_status(contract), ""});
  }
  return names;
}

void save_names(const std::string& file, const NamesOfFiles& files) {
  std::string out;
  for (const auto& [key, names] : files) {
    out += fmt::format("{}\n", key);
    for (const NamedVersion& each : names) {
      out += fmt::format("\t{}\t{}\t{}\t{}\t{}\n", to_string(each.kind), each.full_name, each.label,
                         each.version, to_string(each.status));
    }
  }
  write_cache(file, names_kind, out);
}

}  // namespace

Result<std::vector<NamedVersion>> names_of(const Snapshot& snapshot, const PathFilter& filter,
                                           const std::string& cache_folder) {
  const auto files = snapshot.list(filter);
  if (!files) return files.error();
  const std::string cache_file = cache_folder + "/names";
  const NamesOfFiles known = cache_folder.empty() ? NamesOfFiles() : read_names(cache_file);
  NamesOfFiles current;
  bool changed = false;
  std::vector<NamedVersion> all;
  for (const FileRef& file : *files) {
    if (file.kind != FileKind::regular) continue;
    const std::string key = cache_key(file);
    std::vector<NamedVersion> names;
    if (const auto found = known.find(key); found != known.end()) {
      names = found->second;
    } else {
      const auto loaded = load_file(snapshot, file);
      if (!loaded) continue;  // One file that cannot be read hides no other.
      names = names_in(*loaded);
      changed = true;
    }
    for (const NamedVersion& each : names) {
      all.push_back(each);
      all.back().path = file.path;
    }
    if (!has_control(key)) current[key] = std::move(names);
  }
  if (changed && !cache_folder.empty()) save_names(cache_file, current);
  return all;
}

Result<std::vector<std::string>> carried_versions(const git::Repository& repository,
                                                  const ObjectId& mainline,
                                                  const PathFilter& filter, const std::string& key,
                                                  const std::string& cache_folder) {
  HistoryShelves shelves(cache_folder);
  const auto found = registered_versions(repository, mainline, filter, key,
                                         {.shelves = &shelves, .depth = Depth::heading});
  if (!found) return found.error();
  std::vector<std::string> versions;
  for (const RegisteredVersion& each : *found) {
    versions.push_back(each.document->contract.version.value.text());
  }
  return versions;
}

}  // namespace dcr
