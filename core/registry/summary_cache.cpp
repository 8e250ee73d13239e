// SPDX-License-Identifier: Apache-2.0
//
// The content: entries of a key and a record, both with their lengths before them. A key is the
// blob and the path.
#include "core/registry/summary_cache.hpp"

#include "core/base/cache_file.hpp"
#include "core/base/packed.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace dcr {
namespace {

constexpr std::string_view kind = "summaries-2";
constexpr std::size_t most_bytes = std::size_t{512} << 20U;
constexpr std::size_t id_size = std::tuple_size_v<decltype(ObjectId::bytes)>;

std::string key_of(const FileRef& file) {
  std::string key;
  key.reserve(id_size + file.path.size());
  key.append(file.id.bytes.begin(), file.id.bytes.end());
  return key += file.path;
}

std::string_view path_of(std::string_view key) { return key.substr(std::min(id_size, key.size())); }

/// Hands each entry of `bytes` to `use`; whether there was nothing else.
template <class Use>
bool each_entry(std::string_view bytes, Use use) {
  PackedReader parts(bytes);
  while (!parts.at_end()) {
    const std::string_view key = parts.text();
    const std::string_view record = parts.text();
    if (parts.is_sound()) use(key, record);
  }
  return parts.is_sound();
}

}  // namespace

bool SummaryCache::index_records() {
  std::size_t count = 0;
  each_entry(*bytes_, [&](std::string_view, std::string_view) { ++count; });
  records_.reserve(count);
  return each_entry(*bytes_, [&](std::string_view key, std::string_view record) {
    records_[key] = {.bytes = record};
  });
}

SummaryCache SummaryCache::open(const std::string& folder) {
  SummaryCache cache;
  if (folder.empty()) return cache;
  cache.file_ = folder + "/summaries";
  auto bytes = read_cache(cache.file_, kind, most_bytes);
  if (!bytes) return cache;
  cache.bytes_ = std::make_shared<const std::string>(*std::move(bytes));
  if (!cache.index_records()) cache.records_.clear();
  return cache;
}

std::optional<FileSummary> SummaryCache::find(const FileRef& file) {
  const auto found = records_.find(key_of(file));
  if (found == records_.end()) return std::nullopt;
  auto& [key, record] = *found;
  auto summary = unpack_summary(record.bytes, path_of(key));
  if (!summary) return std::nullopt;
  used_ += record.used ? 0U : 1U;
  record.used = true;
  return summary;
}

void SummaryCache::append_entry(std::string& out, const FileRef& file, std::string_view record) {
  append_packed(out, key_of(file));
  append_packed(out, record);
}

void SummaryCache::list(std::string_view entries, Listing& listing) {
  each_entry(entries, [&](std::string_view key, std::string_view record) {
    if (auto summary = unpack_summary(record, path_of(key))) {
      append(*std::move(summary), path_of(key), listing);
    }
  });
}

void SummaryCache::save(std::string& added) const {
  if (added.empty() || file_.empty()) return;
  std::size_t count = 0;
  each_entry(added, [&](std::string_view, std::string_view) { ++count; });
  // What this run did not ask for may belong to another commit, until it is most of the file.
  constexpr std::size_t spare = 1000;
  const bool crowded = records_.size() > 2 * (used_ + count) + spare;
  for (const auto& [key, record] : records_) {
    if (crowded && !record.used) continue;
    append_packed(added, key);
    append_packed(added, record.bytes);
  }
  if (added.size() <= most_bytes) write_cache(file_, kind, added);
}

void append(FileSummary summary, std::string_view path, Listing& listing) {
  if (!summary.readable) listing.unreadable.emplace_back(path);
  std::ranges::move(summary.documents, std::back_inserter(listing.documents));
}

}  // namespace dcr
