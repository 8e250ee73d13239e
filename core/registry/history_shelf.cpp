// SPDX-License-Identifier: Apache-2.0
#include "core/registry/history_shelf.hpp"

#include "core/base/atomic_file.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <system_error>
#include <utility>

namespace dcr {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_files = 128;

}  // namespace

HistoryShelf::HistoryShelf(const std::string& cache_folder, HistoryQuestion question)
    : question_(std::move(question)) {
  if (cache_folder.empty()) return;
  folder_ = cache_folder + "/history/" + question_.digest;
  open_all();
  forget_unfounded();
}

void HistoryShelf::open_all() {
  std::error_code fault;
  std::size_t files = 0;
  for (fs::directory_iterator file(folder_, fault), end; !fault && file != end;
       file.increment(fault)) {
    ++files;
    const auto tip = ObjectId::parse(file->path().filename().string());
    if (!tip) continue;
    auto part = HistoryPart::open(file->path().string(), question_);
    if (part && part->tip() == *tip) parts_[*tip] = std::move(part);
  }
  if (files > most_files) tidy(files);
}

/// Leaves the younger half: what branches that are gone had, and what a killed run left.
void HistoryShelf::tidy(std::size_t files) const {
  std::vector<std::pair<fs::file_time_type, fs::path>> by_age;
  std::error_code fault;
  for (fs::directory_iterator file(folder_, fault), end; !fault && file != end;
       file.increment(fault)) {
    std::error_code unknown;
    by_age.emplace_back(file->last_write_time(unknown), file->path());
  }
  std::ranges::sort(by_age);
  for (std::size_t i = 0; i < by_age.size() && i < files / 2; ++i) {
    fs::remove(by_age[i].second, fault);
  }
}

/// A part is of use only down to the first commit: one whose base no part has is forgotten.
void HistoryShelf::forget_unfounded() {
  std::map<ObjectId, bool> founded;
  const auto is_founded = [&](const HistoryPart& part) {
    std::vector<ObjectId> seen;
    const HistoryPart* at = &part;
    bool answer = true;
    while (true) {
      if (const auto known = founded.find(at->tip()); known != founded.end()) {
        answer = known->second;
        break;
      }
      seen.push_back(at->tip());
      founded.emplace(at->tip(), false);  // Until it is known: what leads to itself has no ground.
      if (at->base().is_zero()) break;
      const auto below = find(at->base());
      answer = below.has_value();
      if (!answer) break;
      at = below->part.get();
    }
    for (const ObjectId& tip : seen) founded[tip] = answer;
    return answer;
  };
  for (const auto& [tip, part] : parts_) is_founded(*part);
  std::erase_if(parts_, [&](const auto& each) { return !founded[each.first]; });
}

std::optional<HistoryShelf::Place> HistoryShelf::find(const ObjectId& commit) const {
  if (const auto found = parts_.find(commit); found != parts_.end()) {
    return Place{found->second, found->second->commits()};
  }
  for (const auto& [tip, part] : parts_) {
    if (const auto position = part->find(commit)) return Place{part, *position + 1};
  }
  return std::nullopt;
}

std::vector<HistoryShelf::Place> HistoryShelf::down_from(const Place& place) const {
  std::vector<Place> places{place};
  while (!places.back().part->base().is_zero() && places.size() <= parts_.size()) {
    auto below = find(places.back().part->base());
    if (!below) break;  // It was damaged: nothing of this is believed.
    places.push_back(std::move(*below));
  }
  return places;
}

std::shared_ptr<HistoryPart> HistoryShelf::add(
    std::string bytes, const std::vector<std::shared_ptr<HistoryPart>>& made_of) {
  std::shared_ptr<HistoryPart> part;
  const auto file_of = [&](const ObjectId& tip) { return folder_ + '/' + tip.hex(); };
  if (!folder_.empty()) {
    std::error_code ignored;
    fs::create_directories(folder_, ignored);
    // Its own words say what its name is.
    history_layout::Header header;
    std::copy_n(bytes.data(), sizeof header, reinterpret_cast<char*>(&header));
    const std::string file = file_of(header.tip);
    if (write_atomically(file, bytes, Durability::cache)) part = HistoryPart::open(file, question_);
  }
  const bool is_file = part != nullptr;
  if (!part) part = HistoryPart::of_bytes(std::move(bytes), question_);
  parts_[part->tip()] = part;
  for (const auto& old : made_of) {
    if (old->tip() == part->tip()) continue;
    parts_.erase(old->tip());
    std::error_code ignored;
    if (is_file) fs::remove(file_of(old->tip()), ignored);
  }
  return part;
}

bool HistoryShelf::forget_damaged() {
  const std::size_t damaged =
      std::erase_if(parts_, [](const auto& each) { return each.second->is_damaged(); });
  if (damaged == 0) return false;
  constexpr int patience = 3;
  if (++times_damaged_ >= patience) {
    folder_.clear();
    parts_.clear();
  }
  forget_unfounded();
  return true;
}

HistoryShelf& HistoryShelves::about(const PathFilter& filter, HistoryQuestion::Names names) {
  HistoryQuestion question = HistoryQuestion::about(filter, names);
  std::string digest = question.digest;
  const auto known = shelves_.find(digest);
  if (known != shelves_.end()) return known->second;
  return shelves_.try_emplace(std::move(digest), cache_folder_, std::move(question)).first->second;
}

}  // namespace dcr
