// SPDX-License-Identifier: Apache-2.0
#include "core/registry/summaries.hpp"

#include "core/registry/listing.hpp"
#include "core/registry/summary_cache.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <mutex>
#include <utility>

namespace dcr {
namespace {

/// Whether the content of the file alone says what is in its summary.
bool is_lasting(const LoadedFile& file) {
  return std::ranges::all_of(file.documents,
                             [](const auto& document) { return document->references.empty(); });
}

/// Entries of the cache: those that may be kept, and the others.
struct FreshEntries {
  std::string lasting;
  std::string passing;

  static Result<FreshEntries> read(const Snapshot& snapshot, const std::vector<FileRef>& files) {
    FreshEntries entries;
    std::mutex guard;
    // Appended at once and in no order: a small text that stays where a document was parsed keeps
    // the memory around it from being used again.
    auto loaded = load_files(snapshot, files, [&](std::size_t index, const LoadedFile& file) {
      const std::string record = pack_summary(file);
      const std::lock_guard lock(guard);
      SummaryCache::append_entry(is_lasting(file) ? entries.lasting : entries.passing, files[index],
                                 record);
    });
    if (!loaded) return loaded.error();
    return entries;
  }
};

void list_entries(std::string& entries, std::size_t size, Listing& listing) {
  auto text = std::make_shared<const std::string>(std::move(entries));
  SummaryCache::list(std::string_view(*text).substr(0, size), listing);
  listing.texts.push_back(std::move(text));
}

}  // namespace

void Listing::sort() {
  std::ranges::stable_sort(documents, [](const Summary& a, const Summary& b) {
    if (a.full_name != b.full_name) return a.full_name < b.full_name;
    if (a.version != b.version) {
      const auto one = Version::parse(a.version);
      const auto other = Version::parse(b.version);
      if (one && other && *one != *other) return *one < *other;
    }
    return a.path < b.path;
  });
  std::ranges::sort(unreadable);
}

void Listing::append(Listing other) {
  if (documents.empty()) documents.swap(other.documents);
  std::ranges::move(other.documents, std::back_inserter(documents));
  std::ranges::move(other.unreadable, std::back_inserter(unreadable));
  std::ranges::move(other.texts, std::back_inserter(texts));
}

Result<Listing> summarise_files(const Snapshot& snapshot, std::vector<FileRef> files,
                                const std::string& cache_folder) {
  SummaryCache cache = SummaryCache::open(cache_folder);
  Listing listing;
  listing.documents.reserve(files.size());
  std::erase_if(files, [&](const FileRef& file) {
    if (file.kind != FileKind::regular) return true;
    auto known = cache.find(file);
    if (!known) return false;
    append(*std::move(known), file.path, listing);
    return true;
  });
  if (cache.text()) listing.texts.push_back(cache.text());
  auto fresh = FreshEntries::read(snapshot, files);
  if (!fresh) return fresh.error();
  const std::size_t size = fresh->lasting.size();
  cache.save(fresh->lasting);
  list_entries(fresh->lasting, size, listing);
  list_entries(fresh->passing, fresh->passing.size(), listing);
  listing.sort();
  return listing;
}

}  // namespace dcr
