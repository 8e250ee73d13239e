// SPDX-License-Identifier: Apache-2.0
#include "core/semver/version.hpp"

#include "core/base/bug.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace dcr {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_identifier_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

bool is_numeric(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool has_leading_zero(std::string_view digits) { return digits.size() > 1 && digits[0] == '0'; }

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  if (!is_numeric(text) || has_leading_zero(text)) return std::nullopt;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Dot-separated identifiers: none empty, none with a character the specification lacks.
bool are_identifiers(std::string_view text) {
  const std::vector<std::string_view> parts = split(text, '.');
  return std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), is_identifier_character);
  });
}

bool read_core(std::string_view text, Version& into, std::size_t fewest_parts) {
  const std::vector<std::string_view> parts = split(text, '.');
  if (parts.size() < fewest_parts || parts.size() > 3) return false;
  const std::array<std::uint64_t*, 3> places{&into.major, &into.minor, &into.patch};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::optional<std::uint64_t> value = number(parts[i]);
    if (!value) return false;
    *places[i] = *value;
  }
  return true;
}

std::optional<Version> read(std::string_view text, std::size_t fewest_parts) {
  Version version;
  if (const std::size_t plus = text.find('+'); plus != std::string_view::npos) {
    version.build = text.substr(plus + 1);
    if (!are_identifiers(version.build)) return std::nullopt;
    text = text.substr(0, plus);
  }
  if (const std::size_t dash = text.find('-'); dash != std::string_view::npos) {
    const std::string_view suffix = text.substr(dash + 1);
    if (!are_identifiers(suffix)) return std::nullopt;
    for (const std::string_view part : split(suffix, '.')) {
      if (is_numeric(part) && has_leading_zero(part)) return std::nullopt;
      version.prerelease.emplace_back(part);
    }
    text = text.substr(0, dash);
  }
  if (!read_core(text, version, fewest_parts)) return std::nullopt;
  return version;
}

/// Source: Semantic Versioning 2.0.0, section 11.4. Numbers are compared by length first: an
/// identifier may hold one that fits no integer.
std::strong_ordering compare_identifiers(const std::string& a, const std::string& b) {
  const bool a_numeric = is_numeric(a);
  const bool b_numeric = is_numeric(b);
  if (a_numeric != b_numeric) {
    return a_numeric ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  if (a_numeric && a.size() != b.size()) return a.size() <=> b.size();
  return a.compare(b) <=> 0;
}

std::uint64_t one_more(std::uint64_t value) {
  return value == std::numeric_limits<std::uint64_t>::max() ? value : value + 1;
}

}  // namespace

std::string_view to_string(Bump bump) {
  switch (bump) {
    case Bump::none: return "none";
    case Bump::patch: return "patch";
    case Bump::minor: return "minor";
    case Bump::major: return "major";
  }
  unreachable();
}

std::optional<Version> Version::parse(std::string_view text) { return read(text, 3); }

std::optional<Version> Version::parse_loose(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return std::nullopt;
  text = text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
  if (text[0] == 'v' || text[0] == 'V') text.remove_prefix(1);
  return read(text, 1);
}

std::string Version::text() const {
  return fmt::format("{}.{}.{}{}{}{}{}", major, minor, patch, prerelease.empty() ? "" : "-",
                     fmt::join(prerelease, "."), build.empty() ? "" : "+", build);
}

std::strong_ordering operator<=>(const Version& a, const Version& b) {
  if (const auto order = a.major <=> b.major; order != 0) return order;
  if (const auto order = a.minor <=> b.minor; order != 0) return order;
  if (const auto order = a.patch <=> b.patch; order != 0) return order;
  if (a.prerelease.empty() || b.prerelease.empty()) {
    return a.prerelease.empty() <=> b.prerelease.empty();  // a release is above its pre-releases
  }
  return std::lexicographical_compare_three_way(a.prerelease.begin(), a.prerelease.end(),
                                                b.prerelease.begin(), b.prerelease.end(),
                                                compare_identifiers);
}

Bump bump_between(const Version& before, const Version& after) {
  if (after <= before) return Bump::none;
  if (after.major != before.major) return Bump::major;
  if (after.minor != before.minor) return Bump::minor;
  return Bump::patch;
}

Bump required_bump(const Version& before, Bump change) {
  if (before.is_prerelease() && change != Bump::none) return Bump::patch;
  if (before.major > 0) return change;
  switch (change) {
    case Bump::none: return Bump::none;
    case Bump::patch:
    case Bump::minor: return Bump::patch;
    case Bump::major: return Bump::minor;
  }
  unreachable();
}

Version raised(const Version& before, Bump bump) {
  if (bump == Bump::none) return before;
  const std::uint64_t major = before.major;
  const std::uint64_t minor = before.minor;
  if (before.is_prerelease()) return Version{major, minor, before.patch, {}, {}};
  switch (bump) {
    case Bump::none: return before;
    case Bump::patch: return Version{major, minor, one_more(before.patch), {}, {}};
    case Bump::minor: return Version{major, one_more(minor), 0, {}, {}};
    case Bump::major: return Version{one_more(major), 0, 0, {}, {}};
  }
  unreachable();
}

}  // namespace dcr
