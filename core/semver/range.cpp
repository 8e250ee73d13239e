// SPDX-License-Identifier: Apache-2.0
#include "core/semver/range.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace dcr {
namespace {

constexpr std::string_view blanks = " \t,";  // a comma divides as in cargo

/// A version with parts left out: `1`, `1.2`, `1.x`, `*`.
struct Partial {
  Version version;
  std::size_t stated = 0;  // parts; 3 = a whole version
};

bool is_wildcard(std::string_view part) { return part == "*" || part == "x" || part == "X"; }

std::optional<Partial> parse_partial(std::string_view text) {
  if (text.starts_with('v')) text.remove_prefix(1);
  if (const auto whole = Version::parse(text)) return Partial{*whole, 3};
  std::string stated_text;
  std::size_t stated = 0;
  bool wild = false;
  for (std::size_t parts = 0; !text.empty() || parts == 0; ++parts) {
    const std::size_t end = std::min(text.find('.'), text.size());
    const std::string_view part = text.substr(0, end);
    const bool ends_with_dot = end < text.size() && end + 1 == text.size();
    if (parts == 3 || part.empty() || ends_with_dot) return std::nullopt;
    wild = wild || is_wildcard(part);
    if (wild && !is_wildcard(part)) return std::nullopt;
    if (!wild) {
      stated_text += (stated++ > 0 ? "." : "") + std::string(part);
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  while (std::ranges::count(stated_text, '.') < 2) stated_text += stated_text.empty() ? "0" : ".0";
  const auto version = Version::parse(stated_text);
  if (!version || version->is_prerelease() || !version->build.empty()) return std::nullopt;
  return Partial{*version, stated};
}

/// The first version above everything that shares the first `parts` parts with `version`: the
/// least pre-release of the next one, as pre-releases of it are not below either. Empty where no
/// number is left.
std::optional<Version> next_after(const Version& version, std::size_t parts) {
  Version next;
  next.prerelease = {"0"};
  const std::array<std::uint64_t, 3> from{version.major, version.minor, version.patch};
  const std::array<std::uint64_t*, 3> to{&next.major, &next.minor, &next.patch};
  for (std::size_t i = 0; i < parts; ++i) *to[i] = from[i];
  if (*to[parts - 1] == std::numeric_limits<std::uint64_t>::max()) return std::nullopt;
  ++*to[parts - 1];
  return next;
}

/// How many leading parts `^` keeps: up to the first that is not zero.
std::size_t caret_parts(const Partial& low) {
  if (low.version.major > 0 || low.stated == 1) return 1;
  if (low.version.minor > 0 || low.stated == 2) return 2;
  return 3;
}

std::string_view take_operator(std::string_view& word) {
  for (const std::string_view known : {"<=", ">=", "<", ">", "=", "^", "~"}) {
    if (!word.starts_with(known)) continue;
    const std::string_view taken = word.substr(0, known.size());
    word.remove_prefix(known.size());
    return taken;
  }
  return {};
}

/// The words of an alternative; an operator that stands alone belongs to the next word.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string pending;
  while (true) {
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) break;
    text.remove_prefix(begin);
    const std::size_t end = std::min(text.find_first_of(blanks), text.size());
    std::string_view rest = text.substr(0, end);
    const std::string word = pending + std::string(rest);
    pending.clear();
    take_operator(rest);
    if (rest.empty()) {
      pending = word;
    } else {
      words.push_back(word);
    }
    text.remove_prefix(end);
  }
  if (!pending.empty()) words.push_back(pending);
  return words;
}

}  // namespace

std::optional<VersionRange> VersionRange::parse(std::string_view text) {
  VersionRange range;
  range.text_ = text;
  while (true) {
    const std::size_t bar = text.find("||");
    auto bounds = parse_alternative(text.substr(0, bar));
    if (!bounds) return std::nullopt;
    range.alternatives_.push_back(std::move(*bounds));
    if (bar == std::string_view::npos) return range;
    text.remove_prefix(bar + 2);
  }
}

std::optional<VersionRange::Bounds> VersionRange::parse_alternative(std::string_view text) {
  const std::vector<std::string> words = words_of(text);
  Bounds bounds;
  if (words.empty()) return std::nullopt;
  if (words.size() == 3 && words[1] == "-") {
    if (!add_hyphen(words[0], words[2], bounds)) return std::nullopt;
    return bounds;
  }
  for (const std::string& word : words) {
    if (!add_comparator(word, bounds)) return std::nullopt;
  }
  return bounds;
}

bool VersionRange::add_hyphen(std::string_view low, std::string_view high, Bounds& bounds) {
  const auto from = parse_partial(low);
  return from && add_comparator(">=" + from->version.text(), bounds) &&
         add_comparator("<=" + std::string(high), bounds);
}

bool VersionRange::add_comparator(std::string_view word, Bounds& bounds) {
  const std::string_view sign = take_operator(word);
  const auto partial = parse_partial(word);
  if (!partial) return false;
  const auto& [version, stated] = *partial;
  if (stated == 0) {  // `*` is everything; nothing is below or above it
    if (sign == "<" || sign == ">") return false;
    bounds.push_back({Relation::greater_or_equal, Version{}});
    return true;
  }
  const bool whole = stated == 3;
  if (sign == "<" || sign == ">=") {
    Version bound = version;
    if (sign == "<" && !whole) bound.prerelease = {"0"};
    bounds.push_back({sign == "<" ? Relation::less : Relation::greater_or_equal, bound});
    return true;
  }
  if (whole && (sign.empty() || sign == "=" || sign == ">" || sign == "<=")) {
    const Relation relation = sign == ">"    ? Relation::greater
                              : sign == "<=" ? Relation::less_or_equal
                                             : Relation::equal;
    bounds.push_back({relation, version});
    return true;
  }
  const std::size_t kept = sign == "^"   ? caret_parts(*partial)
                           : sign == "~" ? std::min<std::size_t>(stated, 2)
                                         : stated;
  const auto next = next_after(version, kept);
  if (!next) return false;
  if (sign == ">") {
    bounds.push_back({Relation::greater_or_equal, {next->major, next->minor, next->patch, {}, {}}});
    return true;
  }
  if (sign != "<=") bounds.push_back({Relation::greater_or_equal, version});
  bounds.push_back({Relation::less, *next});
  return true;
}

bool VersionRange::holds(const Bound& bound, const Version& version) {
  switch (bound.relation) {
    case Relation::less: return version < bound.version;
    case Relation::less_or_equal: return version <= bound.version;
    case Relation::equal: return version == bound.version;
    case Relation::greater_or_equal: return version >= bound.version;
    case Relation::greater: return version > bound.version;
  }
  return false;
}

bool VersionRange::hold(const Bounds& bounds, const Version& version) {
  if (!std::ranges::all_of(bounds, [&](const Bound& bound) { return holds(bound, version); })) {
    return false;
  }
  if (!version.is_prerelease()) return true;
  // Who asks for `^1.2` wants releases; who names a pre-release wants its kind too.
  return std::ranges::any_of(bounds, [&](const Bound& bound) {
    return bound.version.is_prerelease() && bound.version.major == version.major &&
           bound.version.minor == version.minor && bound.version.patch == version.patch;
  });
}

bool VersionRange::contains(const Version& version) const {
  return std::ranges::any_of(alternatives_,
                             [&](const Bounds& bounds) { return hold(bounds, version); });
}

}  // namespace dcr
