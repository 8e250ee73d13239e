// SPDX-License-Identifier: Apache-2.0
#include "core/registry/history_draft.hpp"

#include "core/base/packed.hpp"
#include "core/base/sort_unique.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

namespace dcr {

using history_layout::block_size;
using history_layout::Header;
using history_layout::Name;
using history_layout::Posting;
using history_layout::Side;
using history_layout::Sorted;

namespace {

template <class Row>
void append_rows(std::string& out, const std::vector<Row>& rows) {
  out.append(reinterpret_cast<const char*>(rows.data()), rows.size() * sizeof(Row));
}

Side side_of(const std::optional<FileRef>& file) {
  if (!file) return Side::absent;
  switch (file->kind) {
    case FileKind::regular: return Side::regular;
    case FileKind::symlink: return Side::symlink;
    case FileKind::other: break;
  }
  return Side::other;
}

std::vector<Sorted> sorted(const std::vector<ObjectId>& commits) {
  std::vector<Sorted> rows;
  rows.reserve(commits.size());
  for (const ObjectId& commit : commits) {
    rows.push_back({history_layout::prefix_of(commit), static_cast<std::uint32_t>(rows.size())});
  }
  std::ranges::sort(rows);
  return rows;
}

}  // namespace

void HistoryDraft::add_commit(const ObjectId& commit) { commits_.push_back(commit); }

std::uint32_t HistoryDraft::path_at(std::string_view path) {
  const auto [place, is_new] =
      path_places_.try_emplace(std::string(path), static_cast<std::uint32_t>(paths_.size()));
  if (is_new) {
    paths_ += path;
    paths_ += '\0';
  }
  return place->second;
}

void HistoryDraft::add_change(const git::FileChange& change, std::span<const std::uint64_t> names) {
  const auto number = static_cast<std::uint32_t>(changes_.size());
  changes_.push_back({static_cast<std::uint32_t>(commits_.size() - 1), path_at(change.path),
                      change.before ? change.before->id : ObjectId{},
                      change.after ? change.after->id : ObjectId{}, side_of(change.before),
                      side_of(change.after)});
  for (const std::uint64_t name : names) postings_.emplace_back(name, number);
}

void HistoryDraft::append(HistoryPart& part, std::uint32_t commits) {
  const auto older = static_cast<std::uint32_t>(commits_.size());
  const auto before = static_cast<std::uint32_t>(changes_.size());
  for (std::uint32_t position = 0; position < commits; ++position) {
    commits_.push_back(part.commit(position));
  }
  const std::uint32_t count = part.changes_of(commits);
  for (std::uint32_t number = 0; number < count && !part.is_damaged(); ++number) {
    const HistoryChange change = part.change(number);
    add_change(change.file, {});
    changes_.back().commit = older + static_cast<std::uint32_t>(change.commit);
  }
  for (const auto& [name, number] : part.postings(count)) {
    postings_.emplace_back(name, before + number);
  }
}

void HistoryDraft::append_names(std::string& body, Header& header) const {
  auto pairs = postings_;
  sort_unique(pairs);
  std::vector<Name> names;
  std::vector<Posting> numbers;
  numbers.reserve(pairs.size());
  for (const auto& [hash, number] : pairs) {
    if (names.empty() || names.back().hash != hash) {
      names.push_back({hash, static_cast<std::uint32_t>(numbers.size()), 0});
    }
    ++names.back().count;
    numbers.push_back(number);
  }
  header.names = static_cast<std::uint32_t>(names.size());
  header.postings = static_cast<std::uint32_t>(numbers.size());
  append_rows(body, names);
  append_rows(body, numbers);
}

std::string HistoryDraft::bytes(const ObjectId& base, const HistoryQuestion& question) const {
  Header header;
  header.magic = history_layout::magic;
  std::memcpy(header.question.data(), question.digest.data(), header.question.size());
  header.base = base;
  header.tip = commits_.back();
  header.commits = static_cast<std::uint32_t>(commits_.size());
  header.changes = static_cast<std::uint32_t>(changes_.size());
  header.path_bytes = static_cast<std::uint32_t>(paths_.size());
  std::string body;
  append_rows(body, commits_);
  append_rows(body, sorted(commits_));
  append_rows(body, changes_);
  append_names(body, header);
  body += paths_;
  header.body_size = body.size();
  std::vector<std::uint64_t> sums;
  for (std::size_t at = 0; at < body.size(); at += block_size) {
    sums.push_back(checksum(std::string_view(body).substr(at, block_size)));
  }
  std::string front(reinterpret_cast<const char*>(&header), sizeof header);
  append_rows(front, sums);
  const std::uint64_t sum = checksum(std::string_view(front).substr(offsetof(Header, body_size)));
  std::memcpy(front.data() + offsetof(Header, checksum), &sum, sizeof sum);
  return front + body;
}

}  // namespace dcr
