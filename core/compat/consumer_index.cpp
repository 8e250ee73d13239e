// SPDX-License-Identifier: Apache-2.0
#include "core/compat/consumer_index.hpp"

#include "core/base/steps.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace dcr {

ConsumerIndex::ConsumerIndex(const Contract& before, const Contract& after) {
  add(before);
  add(after);
  std::unordered_map<std::string_view, std::size_t> first;
  for (std::size_t i = 0; i < readers_.size(); ++i) {
    same_.push_back(first.emplace(readers_[i]->name, i).first->second);
  }
  std::ranges::sort(used_);
  of_all_ = united(of_all_, {});
}

void ConsumerIndex::add(const Contract& contract) {
  for (const Consumer& consumer : contract.consumers) {
    const std::size_t place = readers_.size();
    readers_.push_back(&consumer);
    if (consumer.fields.empty()) of_all_.push_back(place);
    for (const std::string& field : consumer.fields) used_.emplace_back(field, place);
  }
}

ConsumerIndex::Readers ConsumerIndex::united(const Readers& some, const Readers& others) const {
  Readers all;
  std::ranges::merge(some, others, std::back_inserter(all));
  std::unordered_set<std::size_t> met;
  std::erase_if(all, [&](std::size_t place) { return !met.insert(same_[place]).second; });
  count_steps(some.size() + others.size());
  return all;
}

ConsumerIndex::Readers ConsumerIndex::exactly(std::string_view field) const {
  Readers found;
  auto at = std::ranges::lower_bound(used_, std::pair(field, std::size_t{0}));
  for (; at != used_.end() && at->first == field; ++at) found.push_back(at->second);
  return found;
}

ConsumerIndex::Readers ConsumerIndex::beneath(std::string_view field) const {
  Readers found;
  for (const char joint : {'.', '['}) {
    const std::string start = std::string(field) + joint;
    auto at = std::ranges::lower_bound(used_, std::pair(std::string_view(start), std::size_t{0}));
    for (; at != used_.end() && at->first.starts_with(start); ++at) found.push_back(at->second);
  }
  std::ranges::sort(found);
  return found;
}

const ConsumerIndex::Readers& ConsumerIndex::above(std::string_view field) {
  const std::size_t joint = field.find_last_of(".[");
  if (joint == std::string_view::npos) return of_all_;
  const std::string_view parent = field.substr(0, joint);
  if (const auto known = known_above_.find(parent); known != known_above_.end()) {
    return known->second;
  }
  Readers found = united(above(parent), exactly(parent));
  return known_above_.emplace(parent, std::move(found)).first->second;
}

void ConsumerIndex::name_affected(std::string_view field, Issue& issue) {
  Readers own;
  if (field.empty()) {
    for (std::size_t i = 0; i < readers_.size(); ++i) own.push_back(i);
  } else {
    own = exactly(field);
    const Readers parts = beneath(field);
    own.insert(own.end(), parts.begin(), parts.end());
    std::ranges::sort(own);
  }
  const Readers& shared = field.empty() ? of_all_ : above(field);
  const Readers joined = own.empty() ? Readers{} : united(shared, own);
  const Readers& all = own.empty() ? shared : joined;
  for (std::size_t i = 0; i < all.size() && i < most_named; ++i) {
    issue.affects.push_back({readers_[all[i]]->name, readers_[all[i]]->contact});
  }
  issue.affects_more = all.size() - issue.affects.size();
}

}  // namespace dcr
