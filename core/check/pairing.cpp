// SPDX-License-Identifier: Apache-2.0
#include "core/check/pairing.hpp"

#include "core/compat/common_terms.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace dcr::check {
namespace {

bool is_mod(const LoadedDocument& document) { return document.contract.kind == ContractKind::mod; }

/// Where a document stands: its file, and of a registry of mods its entry there.
std::string place_of(const LoadedDocument& document) {
  return is_mod(document) ? document.path + '\n' + document.contract.name : document.path;
}

/// Pairs in passes, strictest first, so that no looser match takes a document from a
/// stricter one. All look-ups go through maps: ten thousand contracts may change at once.
class Pairer {
 public:
  Pairer(const std::vector<DocumentPtr>& before, const std::vector<DocumentPtr>& after)
      : before_(before), after_(after), taken_(before.size(), false) {
    for (std::size_t i = 0; i < before.size(); ++i) {
      const LoadedDocument& document = *before[i];
      by_place_.emplace(place_of(document), i);
      // A file that cannot be read stands where the first of its mods stood.
      if (is_mod(document) && !by_place_.contains(document.path)) {
        by_place_.emplace(document.path, i);
      }
      if (document.usable) {
        by_version_[document.key()].emplace(document.contract.version.value, i);
      }
    }
    pairs_.resize(after.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
      pairs_[i].after = after[i];
    }
  }

  Pairing run() {
    // What stays in place first: a copy must not take the document it was copied from.
    pair_by_version(Place::same);
    pair_moves_between_formats();
    pair_by_version(Place::any);
    pair_by_path();
    pair_by_lower_version();
    Pairing pairing;
    for (std::size_t i = 0; i < before_.size(); ++i) {
      if (!taken_[i] && !superseded_.contains(i)) {
        pairing.removed.push_back(before_[i]);
      }
    }
    pairing.pairs = std::move(pairs_);
    return pairing;
  }

 private:
  /// Where the document of the base may stand.
  enum class Place { same, any };

  void take(std::size_t after, std::size_t before) {
    taken_[before] = true;
    pairs_[after].before = before_[before];
  }

  void pair_by_version(Place place) {
    for (std::size_t i = 0; i < after_.size(); ++i) {
      const LoadedDocument& document = *after_[i];
      const auto versions = by_version_.find(document.key());
      if (pairs_[i].before || !document.usable || versions == by_version_.end()) {
        continue;
      }
      const auto [first, last] = versions->second.equal_range(document.contract.version.value);
      const auto chosen = std::find_if(first, last, [&](const auto& entry) {
        const bool here = before_[entry.second]->path == document.path;
        return !taken_[entry.second] && (here || place == Place::any);
      });
      if (chosen != last) {
        take(i, chosen->second);
      }
    }
  }

  /// A contract that moves to another format where it stands may get the identity the format asks
  /// for: ODCS has UUIDs. Whatever is known under a name of the other side is no such move.
  void pair_moves_between_formats() {
    std::map<std::string, std::size_t> later_places;
    std::set<std::string> later_keys;
    for (const DocumentPtr& document : after_) {
      ++later_places[place_of(*document)];
      later_keys.insert(document->key());
    }
    for (std::size_t i = 0; i < after_.size(); ++i) {
      const LoadedDocument& document = *after_[i];
      const auto [first, last] = by_place_.equal_range(place_of(document));
      const bool alone = std::distance(first, last) == 1 && later_places[place_of(document)] == 1;
      if (pairs_[i].before || !document.usable || !alone || taken_[first->second]) {
        continue;
      }
      const LoadedDocument& candidate = *before_[first->second];
      const auto versions = by_version_.find(candidate.key());
      const bool was_one = versions != by_version_.end() && versions->second.size() == 1;
      const bool went_away = was_one && later_keys.contains(candidate.key());
      const bool came_here = by_version_.contains(document.key());
      if (candidate.usable && !went_away && !came_here &&
          sides_of(candidate.contract, document.contract) == Sides::two_formats) {
        take(i, first->second);
      }
    }
  }

  void pair_by_path() {
    for (std::size_t i = 0; i < after_.size(); ++i) {
      if (pairs_[i].before) {
        continue;
      }
      const LoadedDocument& document = *after_[i];
      const auto [first, last] = by_place_.equal_range(place_of(document));
      for (auto at = first; at != last; ++at) {
        const LoadedDocument& candidate = *before_[at->second];
        // A document that cannot be named is the successor of whatever stood there.
        const bool same_name =
            !document.usable || !candidate.usable || candidate.key() == document.key();
        if (!taken_[at->second] && same_name) {
          take(i, at->second);
          break;
        }
      }
    }
  }

  void pair_by_lower_version() {
    for (std::size_t i = 0; i < after_.size(); ++i) {
      const LoadedDocument& document = *after_[i];
      const auto versions = by_version_.find(document.key());
      if (pairs_[i].before || !document.usable || versions == by_version_.end()) {
        continue;
      }
      const Version& version = document.contract.version.value;
      auto above = versions->second.lower_bound(version);
      if (above == versions->second.begin()) {
        continue;
      }
      const std::size_t lower = std::prev(above)->second;
      const bool stays = taken_[lower];
      const bool higher_major = before_[lower]->contract.version.value.major < version.major;
      if (stays && higher_major) {
        continue;
      }
      pairs_[i].before = before_[lower];
      pairs_[i].before_stays = stays;
      superseded_.insert(lower);
    }
  }

  const std::vector<DocumentPtr>& before_;
  const std::vector<DocumentPtr>& after_;
  std::vector<bool> taken_;
  std::set<std::size_t> superseded_;
  std::multimap<std::string, std::size_t> by_place_;
  std::map<std::string, std::multimap<Version, std::size_t>> by_version_;
  std::vector<Pair> pairs_;
};

}  // namespace

Pairing pair_documents(const std::vector<DocumentPtr>& before,
                       const std::vector<DocumentPtr>& after) {
  return Pairer(before, after).run();
}

}  // namespace dcr::check
