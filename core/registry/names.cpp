// SPDX-License-Identifier: Apache-2.0
//
// Two caches under the git directory, both of lines of text that are replaced whole by a rename.
// `names` has a line "ID PATH" for each file of the tree that was listed last, and below it a line
// for each document: a tab, then kind, name, label, version and status with tabs between.
// `versions/HASH` has what the history of one contract carried up to one commit.
#include "core/registry/names.hpp"

#include "core/base/atomic_file.hpp"
#include "core/base/sha256.hpp"
#include "core/model/component.hpp"
#include "core/registry/document.hpp"
#include "core/registry/registry.hpp"
#include "core/registry/versions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>

namespace dcr {
namespace {

constexpr std::string_view names_magic = "dcr names 2";
constexpr std::string_view versions_magic = "dcr versions 2";
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
  const auto text = read_whole_file(file, most_bytes);
  if (!text) return {};
  NamesOfFiles files;
  std::vector<NamedVersion>* current = nullptr;
  bool first = true;
  for (const std::string_view line : split(*text, '\n')) {
    if (first) {
      if (line != names_magic) return {};
      first = false;
      continue;
    }
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
  std::string out = fmt::format("{}\n", names_magic);
  for (const auto& [key, names] : files) {
    out += fmt::format("{}\n", key);
    for (const NamedVersion& each : names) {
      out += fmt::format("\t{}\t{}\t{}\t{}\t{}\n", to_string(each.kind), each.full_name, each.label,
                         each.version, to_string(each.status));
    }
  }
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(file).parent_path(), ignored);
  (void)write_atomically(file, out, Durability::cache);
}

/// What history carried, up to a commit.
struct Carried {
  std::optional<ObjectId> tip{};
  std::vector<std::string> versions{};
};

Carried read_carried(const std::string& file, std::string_view of) {
  const auto text = read_whole_file(file, most_bytes);
  if (!text) return {};
  const Lines lines = split(*text, '\n');
  if (lines.size() < 3 || lines[0] != versions_magic || lines[1] != of) return {};
  Carried carried{.tip = ObjectId::parse(lines[2])};
  if (!carried.tip) return {};
  carried.versions.assign(lines.begin() + 3, lines.end());
  return carried;
}

void save_carried(const std::string& file, std::string_view of, const Carried& carried) {
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(file).parent_path(), ignored);
  (void)write_atomically(file,
                         fmt::format("{}\n{}\n{}\n{}\n", versions_magic, of, carried.tip->hex(),
                                     fmt::join(carried.versions, "\n")),
                         Durability::cache);
}

/// What the answer depends on beside the commit: other globs find other files.
std::string question(const PathFilter& filter, const std::string& key) {
  std::string text = key;
  for (const Glob& glob : filter.globs()) text += '\n' + glob.text();
  return sha256_hex(text);
}

std::vector<std::string> ascending(const std::set<std::string>& texts) {
  std::vector<Version> versions;
  for (const std::string& text : texts) {
    if (const auto version = Version::parse(text)) versions.push_back(*version);
  }
  std::ranges::sort(versions);
  std::vector<std::string> out;
  for (const Version& version : versions) out.push_back(version.text());
  return out;
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
  const std::string of = question(filter, key);
  const std::string file = cache_folder + "/versions/" + of.substr(0, 32);
  const Carried before = cache_folder.empty() ? Carried() : read_carried(file, of);
  if (before.tip == mainline) return before.versions;
  std::set<ObjectId> visited;
  std::set<ObjectId> stop_at;
  if (before.tip) stop_at.insert(*before.tip);
  const auto found =
      registered_versions(repository, mainline, filter, key,
                          {.stop_at = &stop_at, .visited = &visited, .cache_folder = cache_folder});
  if (!found) return found.error();
  std::set<std::string> versions;
  // A history that was rewritten does not meet the commit of the last call.
  if (before.tip && visited.contains(*before.tip)) {
    versions.insert(before.versions.begin(), before.versions.end());
  }
  for (const RegisteredVersion& each : *found) {
    versions.insert(each.document->contract.version.value.text());
  }
  const Carried now{.tip = mainline, .versions = ascending(versions)};
  if (!cache_folder.empty()) save_carried(file, of, now);
  return now.versions;
}

}  // namespace dcr
