// SPDX-License-Identifier: Apache-2.0
#include "core/registry/document_source.hpp"

#include "core/formats/mod_entry.hpp"

#include <algorithm>

namespace dcr {
namespace {

/// Notes whether a document was read with a look at other files: then its content and path alone do
/// not say what it is.
class WatchedSnapshot final : public Snapshot {
 public:
  explicit WatchedSnapshot(const Snapshot& snapshot) : snapshot_(snapshot) {}

  [[nodiscard]] bool was_searched() const { return was_searched_; }

  Result<std::vector<FileRef>> list(const PathFilter& filter) const override {
    return snapshot_.list(filter);
  }
  Result<std::string> read(const FileRef& file) const override { return snapshot_.read(file); }
  Result<FileRef> find(std::string_view path) const override {
    was_searched_ = true;
    return snapshot_.find(path);
  }

 private:
  const Snapshot& snapshot_;
  mutable bool was_searched_ = false;
};

}  // namespace

DocumentSource::DocumentSource(const git::Repository& repository, std::string key,
                               const std::string& cache_folder, Keeps keeps)
    : repository_(repository), key_(std::move(key)), keeps_(keeps) {
  if (keeps_ == Keeps::headings) facts_ = VersionFacts::open(cache_folder, *key_);
  if (keeps_ != Keeps::entries) return;
  mod_ = key_->substr(key_->find(' ') + 1);
  entries_ = EntryCache::open(cache_folder, mod_);
}

Result<const DocumentSource::Documents*> DocumentSource::documents(const FileRef& file,
                                                                   const ObjectId& commit) {
  if (const Documents* known = facts_.find(file)) return known;
  const std::pair of(file.id, file.path);
  if (const auto known = files_.find(of); known != files_.end()) return &known->second;
  const auto snapshot = repository_.commit_snapshot(commit);
  if (!snapshot) return snapshot.error();
  const WatchedSnapshot watched(**snapshot);
  auto found = read(watched, file, commit);
  if (!found) return found.error();
  std::erase_if(*found, [&](const auto& document) {
    return !document->usable || (key_ && document->key() != *key_);
  });
  if (keeps_ == Keeps::headings && !watched.was_searched()) {
    facts_.add(file, *found);
    return facts_.find(file);
  }
  return &files_.emplace(of, std::move(*found)).first->second;
}

void DocumentSource::save() const {
  facts_.save();
  entries_.save();
}

Result<DocumentSource::Documents> DocumentSource::read(const Snapshot& snapshot,
                                                       const FileRef& file,
                                                       const ObjectId& commit) {
  return keeps_ == Keeps::entries ? read_entry(snapshot, file, commit)
                                  : read_whole(snapshot, file, commit);
}

Result<DocumentSource::Documents> DocumentSource::read_whole(const Snapshot& snapshot,
                                                             const FileRef& file,
                                                             const ObjectId& commit) {
  auto loaded = load_file(snapshot, file, commit.short_hex());
  if (!loaded) return loaded.error();
  return std::move(loaded->documents);
}

Result<DocumentSource::Documents> DocumentSource::read_entry(const Snapshot& snapshot,
                                                             const FileRef& file,
                                                             const ObjectId& commit) {
  std::optional<formats::ModEntry> entry = entries_.find(file.id);
  if (!entry) {
    const Result<std::string> text = snapshot.read(file);
    if (!text) return text.error();
    entry = formats::cut_mod(*text, mod_);
    if (entry) entries_.add(file.id, *entry);
  }
  if (entry && entry->text.empty()) return Documents{};
  auto read = entry ? formats::read_mod_entry(*entry) : std::nullopt;
  if (!read) return read_whole(snapshot, file, commit);  // Only the whole file can tell.
  auto document = std::make_shared<LoadedDocument>();
  document->path = file.path;
  document->text = std::make_shared<const SourceText>();
  document->contract = std::move(read->contract);
  document->problems = std::move(read->problems);
  document->usable = read->usable;
  document->revision = commit.short_hex();
  return Documents{std::move(document)};
}

}  // namespace dcr
