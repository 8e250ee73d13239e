// SPDX-License-Identifier: Apache-2.0
#include "core/registry/claims.hpp"

#include "core/base/parallel.hpp"
#include "core/base/sort_unique.hpp"
#include "core/formats/json_scan.hpp"
#include "core/formats/mod_registry.hpp"
#include "core/formats/model_path.hpp"
#include "core/git/partial_clone.hpp"
#include "core/registry/claim_cache.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace dcr {
namespace {

/// The keys that name a contract: native, ODCS and DCS, and `name`, which stands in for a missing
/// ODCS id; `uuid` and `datasetName` of ODCS 2; `model` of an envelope and `title` of a bare JSON
/// Schema.
constexpr auto naming_keys = std::to_array<std::string_view>(
    {"dataset_id", "id", "uuid", "name", "datasetName", "model", "title"});

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (is_blank(text.front()) || text.front() == '\r')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && (is_blank(text.back()) || text.back() == '\r')) {
    text.remove_suffix(1);
  }
  return text;
}

/// What follows the colon of a naming key on its line: a name, or nothing that can be read so.
struct Claim {
  std::string name;
  bool opaque = false;
};

Claim read_quoted(std::string_view text) {
  const char quote = text.front();
  const auto end = text.find(quote, 1);
  const std::string_view inside = text.substr(1, end == std::string_view::npos ? end : end - 1);
  const bool doubled = end + 1 < text.size() && text[end + 1] == quote;
  if (end == std::string_view::npos || doubled || inside.find('\\') != std::string_view::npos) {
    return {.name = "", .opaque = true};
  }
  return {.name = std::string(inside)};
}

Claim read_claim(std::string_view rest) {
  // One line may hold megabytes of JSON, and each key of it comes here.
  constexpr std::size_t longest = 1024;
  const bool cut = rest.size() > longest;
  rest = trimmed(rest.substr(0, longest));
  if (rest.empty() ||
      std::string_view("&*!|>#?%@`[{").find(rest.front()) != std::string_view::npos) {
    return {.name = "", .opaque = true};
  }
  if (rest.front() == '"' || rest.front() == '\'') {
    return read_quoted(rest);
  }
  // In flow style the value ends at a comma or brace, which a plain block value may contain: too
  // short a name would be a miss, so both readings are offered by the caller.
  const auto comment = rest.find(" #");
  if (cut && rest.find_first_of(",}#") == std::string_view::npos) {
    return {.name = "", .opaque = true};
  }
  return {.name = std::string(trimmed(rest.substr(0, comment)))};
}

/// The key that ends just before the colon at `colon`, without its quotes.
std::string_view key_before(std::string_view line, std::size_t colon) {
  std::string_view head = trimmed(line.substr(0, colon));
  if (!head.empty() && (head.back() == '"' || head.back() == '\'')) {
    head.remove_suffix(1);
  }
  std::size_t begin = head.size();
  while (begin > 0 && is_word(head[begin - 1])) {
    --begin;
  }
  return head.substr(begin);
}

/// Whether the line is one of a nested field, `- name: x` or `  name: x`: those name no contract.
bool is_nested_name(std::string_view line, std::string_view key) {
  return key == "name" && !line.empty() && (is_blank(line.front()) || line.front() == '-');
}

/// `$ref: ../common/Address.json#/$defs/Street` claims the file's name.
void note_reference(std::string_view rest, Claims& claims) {
  const Claim claim = read_claim(rest);
  const std::string_view text = trimmed(rest);
  if (claim.opaque) {
    claims.opaque |= text.starts_with('"') || text.starts_with('\'');
    return;
  }
  const std::string file = claim.name.substr(0, claim.name.find_first_of("#,}"));
  if (!file.empty()) {
    claims.names.push_back(reference_claim(file));
  }
}

void scan_line(std::string_view line, Claims& claims) {
  for (auto colon = line.find(':'); colon != std::string_view::npos;
       colon = line.find(':', colon + 1)) {
    const std::string_view key = key_before(line, colon);
    if (key == "ref") {
      note_reference(line.substr(colon + 1), claims);
    }
    if (std::ranges::find(naming_keys, key) == naming_keys.end() || is_nested_name(line, key)) {
      continue;
    }
    Claim claim = read_claim(line.substr(colon + 1));
    if (claim.opaque) {
      claims.opaque = true;
      continue;
    }
    const auto flow_end = claim.name.find_first_of(",}");
    if (flow_end != std::string::npos) {
      claims.names.emplace_back(trimmed(std::string_view(claim.name).substr(0, flow_end)));
    }
    claims.names.push_back(std::move(claim.name));
  }
}

/// The mods of a registry, whose names are the keys of one object; empty for any other text.
std::optional<Claims> scan_mods(std::string_view text) {
  if (!formats::looks_like_mod_registry(text)) return std::nullopt;
  const auto root = formats::scan_object(text, 0);
  const auto* member = root ? root->find("mods") : nullptr;
  const auto mods = member ? formats::scan_object(text, member->value_begin)
                           : std::optional<formats::JsonObject>();
  if (!mods) return std::nullopt;
  Claims claims;
  for (const formats::JsonMember& mod : mods->members) claims.names.push_back(mod.key);
  // What is some other document in truth has its names elsewhere.
  for (const std::string_view key : naming_keys) claims.opaque |= root->find(key) != nullptr;
  return claims;
}

}  // namespace

std::string reference_claim(std::string_view path) {
  return "$ref " + std::string(path.substr(path.rfind('/') + 1));
}

bool Claims::may_claim(const std::set<std::string, std::less<>>& wanted) const {
  return opaque ||
         std::ranges::any_of(names, [&](const std::string& name) { return wanted.contains(name); });
}

bool path_claims(std::string_view path, const std::set<std::string, std::less<>>& wanted) {
  return wanted.contains(formats::read_model_path(path).name);
}

Claims scan_claims(std::string_view text) {
  if (auto mods = scan_mods(text)) return *std::move(mods);
  Claims claims;
  // Escapes, merges and line breaks inside a key can spell a key in ways no line shows.
  const bool odd_key = text.find("\\u") != std::string_view::npos ||
                       text.find("\\x") != std::string_view::npos ||
                       text.find("<<") != std::string_view::npos ||
                       text.find("\n? ") != std::string_view::npos || text.starts_with("? ");
  claims.opaque = odd_key;
  // Looking for either is many times slower than looking for one, and hardly a file has the other.
  const bool has_returns = text.find('\r') != std::string_view::npos;
  while (!text.empty()) {
    const auto end = has_returns ? text.find_first_of("\n\r") : text.find('\n');
    scan_line(text.substr(0, end), claims);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  if (claims.names.empty()) {
    claims.opaque = true;
  }
  sort_unique(claims.names);
  return claims;
}

bool ClaimingFile::may_claim(const std::set<std::string, std::less<>>& wanted) const {
  return file.kind == FileKind::regular &&
         (path_claims(file.path, wanted) || claims.may_claim(wanted));
}

Result<std::vector<ClaimingFile>> claims_of(const Snapshot& snapshot,
                                            const std::vector<FileRef>& files,
                                            const std::string& cache_folder) {
  std::vector<ClaimingFile> found;
  found.reserve(files.size());
  ClaimCache cache = ClaimCache::open(cache_folder);
  std::vector<std::size_t> unknown;
  for (const FileRef& file : files) {
    auto known = file.kind == FileKind::regular ? cache.find(file.id) : Claims{};
    if (!known) unknown.push_back(found.size());
    found.push_back({file, known ? *std::move(known) : Claims{}});
  }
  if (!unknown.empty()) {
    if (auto fetched = git::fetch_contents(snapshot, files); !fetched) return fetched.error();
  }
  const auto scanned = try_each_index(unknown.size(), [&](std::size_t index) -> Result<void> {
    ClaimingFile& claiming = found[unknown[index]];
    const Result<std::string> text = snapshot.read(claiming.file);
    if (!text) return text.error();
    claiming.claims = scan_claims(*text);
    return {};
  });
  if (!scanned) return scanned.error();
  for (const std::size_t index : unknown) cache.add(found[index].file.id, found[index].claims);
  cache.save();
  return found;
}

Result<std::vector<FileRef>> files_claiming(const Snapshot& snapshot,
                                            const std::vector<FileRef>& files,
                                            const std::set<std::string, std::less<>>& wanted,
                                            const std::string& cache_folder) {
  std::vector<FileRef> found;
  ClaimCache cache = ClaimCache::open(cache_folder);
  bool fetched = false;
  for (const FileRef& file : files) {
    if (file.kind != FileKind::regular) {
      continue;
    }
    if (path_claims(file.path, wanted)) {
      found.push_back(file);
      continue;
    }
    if (const auto known = cache.may_claim(file.id, wanted)) {
      if (*known) {
        found.push_back(file);
      }
      continue;
    }
    if (!std::exchange(fetched, true)) {
      if (auto done = git::fetch_contents(snapshot, files); !done) {
        return done.error();
      }
    }
    const Result<std::string> text = snapshot.read(file);
    if (!text) {
      return text.error();
    }
    const Claims claims = scan_claims(*text);
    if (claims.may_claim(wanted)) {
      found.push_back(file);
    }
    cache.add(file.id, claims);
  }
  cache.save();
  return found;
}

}  // namespace dcr
