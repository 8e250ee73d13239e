// SPDX-License-Identifier: Apache-2.0
#include "core/check/pairing.hpp"

#include "core/base/steps.hpp"
#include "core/compat/common_terms.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
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
      add_here(place_of(document), i);
      // A file that cannot be read stands where the first of its mods stood.
      if (is_mod(document) && !anything_here_.contains(document.path)) {
        add_here(document.path, i);
      }
      if (document.usable) {
        by_version_[document.key()][document.contract.version.value].add(i, document.path);
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
  /// Documents of the base in their order; those before `next` are taken.
  struct Line {
    std::vector<std::size_t> places;
    std::size_t next = 0;
  };
  /// Those that claim one version: usually one.
  struct Claimants {
    Line all;
    std::map<std::string_view, Line> by_path;

    void add(std::size_t place, std::string_view path) {
      all.places.push_back(place);
      by_path[path].places.push_back(place);
    }
    Line* in(std::string_view path) {
      const auto found = by_path.find(path);
      return found == by_path.end() ? nullptr : &found->second;
    }
  };

  void add_here(const std::string& place, std::size_t before) {
    const LoadedDocument& document = *before_[before];
    anything_here_[place].places.push_back(before);
    here_[{place, document.usable ? document.key() : ""}].places.push_back(before);
  }

  std::optional<std::size_t> first_left(Line& line) const {
    for (; line.next < line.places.size(); ++line.next) {
      count_steps();
      if (!taken_[line.places[line.next]]) return line.places[line.next];
    }
    return std::nullopt;
  }

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
      const auto same = versions->second.find(document.contract.version.value);
      if (same == versions->second.end()) {
        continue;
      }
      Claimants& claimants = same->second;
      if (auto* chosen = place == Place::any ? &claimants.all : claimants.in(document.path)) {
        if (const auto first = first_left(*chosen)) take(i, *first);
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
      const auto& here = anything_here_[place_of(document)].places;
      const bool alone = here.size() == 1 && later_places[place_of(document)] == 1;
      if (pairs_[i].before || !document.usable || !alone || taken_[here.front()]) {
        continue;
      }
      const LoadedDocument& candidate = *before_[here.front()];
      const auto versions = by_version_.find(candidate.key());
      const bool was_one = versions != by_version_.end() && versions->second.size() == 1 &&
                           versions->second.begin()->second.all.places.size() == 1;
      const bool went_away = was_one && later_keys.contains(candidate.key());
      const bool came_here = by_version_.contains(document.key());
      if (candidate.usable && !went_away && !came_here &&
          sides_of(candidate.contract, document.contract) == Sides::two_formats) {
        take(i, here.front());
      }
    }
  }

  void pair_by_path() {
    for (std::size_t i = 0; i < after_.size(); ++i) {
      if (pairs_[i].before) {
        continue;
      }
      const LoadedDocument& document = *after_[i];
      const std::string place = place_of(document);
      // A document that cannot be named is the successor of whatever stood there.
      std::optional<std::size_t> first =
          first_left(document.usable ? here_[{place, document.key()}] : anything_here_[place]);
      if (document.usable) {
        const auto unnamed = first_left(here_[{place, ""}]);
        if (unnamed && (!first || *unnamed < *first)) first = unnamed;
      }
      if (first) take(i, *first);
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
      const std::size_t lower = std::prev(above)->second.all.places.back();
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
  std::map<std::string, Line> anything_here_;                       // by place
  std::map<std::pair<std::string, std::string>, Line> here_;        // and key; "" = not usable
  std::map<std::string, std::map<Version, Claimants>> by_version_;  // by key
  std::vector<Pair> pairs_;
};

}  // namespace

Pairing pair_documents(const std::vector<DocumentPtr>& before,
                       const std::vector<DocumentPtr>& after) {
  return Pairer(before, after).run();
}

}  // namespace dcr::check
