// SPDX-License-Identifier: Apache-2.0
#include "core/registry/entry_cache.hpp"

#include "core/base/cache_file.hpp"
#include "core/base/sha256.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace dcr {
namespace {

// The content: a line of three numbers, the bytes of the name, the entries and the
// blobs; the name; of each entry a line of its place and size, then its text; of each blob a line
// of its id and the index of its entry.
constexpr std::string_view kind = "mod-entries-2";
constexpr std::size_t most_bytes = std::size_t{64} << 20U;

/// Takes the parts of the file one after another; what is not there is a fault.
class Parts {
 public:
  explicit Parts(std::string_view rest) : rest_(rest) {}

  [[nodiscard]] bool is_sound() const { return sound_; }

  /// Up to a blank or a line end, which is taken too.
  std::string_view word() {
    const auto end = rest_.find_first_of(" \n");
    sound_ = sound_ && end != std::string_view::npos;
    if (!sound_) return {};
    const std::string_view out = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return out;
  }
  std::size_t number() {
    const std::string_view digits = word();
    std::size_t value = 0;
    const char* end = digits.data() + digits.size();
    const auto [at, fault] = std::from_chars(digits.data(), end, value);
    sound_ = sound_ && fault == std::errc{} && at == end && value <= most_bytes;
    return sound_ ? value : 0;
  }
  std::string_view bytes(std::size_t size) {
    sound_ = sound_ && size < rest_.size() && rest_[size] == '\n';
    if (!sound_) return {};
    const std::string_view out = rest_.substr(0, size);
    rest_.remove_prefix(size + 1);
    return out;
  }

 private:
  std::string_view rest_;
  bool sound_ = true;
};

}  // namespace

EntryCache EntryCache::open(const std::string& folder, const std::string& name) {
  EntryCache cache;
  if (folder.empty()) return cache;
  cache.name_ = name;
  cache.file_ = folder + "/mods/" + sha256_hex(name).substr(0, 32);
  const auto text = read_cache(cache.file_, kind, most_bytes);
  if (text && !cache.read(*text)) {
    cache.entries_.clear();
    cache.blobs_.clear();
  }
  return cache;
}

bool EntryCache::read(std::string_view text) {
  Parts parts(text);
  const std::size_t name_size = parts.number();
  const std::size_t entries = parts.number();
  const std::size_t blobs = parts.number();
  if (parts.bytes(name_size) != name_) return false;
  for (std::size_t i = 0; i < entries && parts.is_sound(); ++i) {
    formats::ModEntry entry;
    entry.at.line = static_cast<int>(parts.number());
    entry.at.column = static_cast<int>(parts.number());
    const std::size_t size = parts.number();
    entry.text = parts.bytes(size);
    entries_.push_back(std::move(entry));
  }
  for (std::size_t i = 0; i < blobs && parts.is_sound(); ++i) {
    const auto id = ObjectId::parse(parts.word());
    const std::size_t index = parts.number();
    if (!id || index >= entries_.size()) return false;
    blobs_.emplace(*id, index);
  }
  return parts.is_sound();
}

std::optional<formats::ModEntry> EntryCache::find(const ObjectId& blob) const {
  const auto found = blobs_.find(blob);
  if (found == blobs_.end()) return std::nullopt;
  return entries_[found->second];
}

void EntryCache::add(const ObjectId& blob, const formats::ModEntry& entry) {
  if (file_.empty()) return;
  // Most commits change other mods, so most entries are the last one again.
  const auto same = std::ranges::find_if(entries_, [&](const formats::ModEntry& other) {
    return other.at == entry.at && other.text == entry.text;
  });
  const auto index = static_cast<std::size_t>(same - entries_.begin());
  if (same == entries_.end()) entries_.push_back(entry);
  changed_ = blobs_.emplace(blob, index).second || changed_;
}

void EntryCache::save() const {
  if (!changed_) return;
  std::string text =
      fmt::format("{} {} {}\n{}\n", name_.size(), entries_.size(), blobs_.size(), name_);
  for (const formats::ModEntry& entry : entries_) {
    text += fmt::format("{} {} {}\n{}\n", entry.at.line, entry.at.column, entry.text.size(),
                        entry.text);
  }
  for (const auto& [blob, index] : blobs_) text += fmt::format("{} {}\n", blob.hex(), index);
  write_cache(file_, kind, text);
}

}  // namespace dcr
