// SPDX-License-Identifier: Apache-2.0
// Lines of versions, then after `=====` one of a range: reading and writing are inverse, the order
// is one, a raise raises by what was asked for, and a range is the interval it says it is.
#include "core/semver/range.hpp"
#include "core/semver/version.hpp"
#include "tests/fuzz/support/expect.hpp"
#include "tests/fuzz/support/parts.hpp"
#include "tests/fuzz/targets.hpp"

#include <array>
#include <string>

namespace dcr::fuzz {
namespace {

constexpr std::size_t most_versions = 8;
constexpr std::uint64_t last_number = 0xFFFF'FFFF'FFFF'FFFFU;

std::vector<Version> versions_of(std::string_view text) {
  std::vector<Version> versions;
  for (const std::string_view line : lines_of(text, most_versions)) {
    const auto loose = Version::parse_loose(line);
    const auto exact = Version::parse(line);
    if (exact) {
      expect(exact->text() == line, "a version is written in another way", exact->text());
      expect(loose && loose->text() == line, "a version is not read loosely", line);
    }
    if (!loose) continue;
    const auto again = Version::parse(loose->text());
    expect(again && again->text() == loose->text() && *again == *loose,
           "a version does not read back", loose->text());
    versions.push_back(*loose);
  }
  return versions;
}

void raise(const Version& version) {
  if (version.major == last_number || version.minor == last_number ||
      version.patch == last_number) {
    return;
  }
  for (const Bump bump : {Bump::patch, Bump::minor, Bump::major}) {
    const Version next = raised(version, bump);
    expect(version < next && !next.is_prerelease(), "a raise does not rise", next.text());
    const Bump found = bump_between(version, next);
    expect(version.is_prerelease() ? found != Bump::none : found == bump,
           "a raise is another than asked for", next.text());
    expect(bump_between(next, version) == Bump::none, "a fall is a raise", next.text());
    const Bump needed = required_bump(version, bump);
    expect(needed != Bump::none && needed <= bump, "more is required than the change",
           version.text());
  }
}

void compare(const Version& a, const Version& b, const Version& c) {
  expect((a < b) == (b > a) && (a == b) == (b == a) && (a <= b) == !(b < a), "no order", a.text());
  expect(!(a <= b && b <= c) || a <= c, "the order is not transitive", a.text());
  expect((bump_between(a, b) != Bump::none) == (a < b), "a rise is no bump", a.text());
}

VersionRange range_of(const std::string& text) {
  auto range = VersionRange::parse(text);
  expect(range.has_value(), "a range of a version is none", text);
  expect(range->text() == text, "a range is written in another way", text);
  return *range;
}

/// What the simplest ranges mean, which are those of one comparison.
void compare_ranges(const Version& bound, const Version& version) {
  const auto in = [&](std::string_view sign) {
    return range_of(std::string(sign) + bound.text()).contains(version);
  };
  const bool seen =
      !version.is_prerelease() || (bound.is_prerelease() && bound.major == version.major &&
                                   bound.minor == version.minor && bound.patch == version.patch);
  expect(in(">=") == (seen && version >= bound), ">= is wrong", bound.text());
  expect(in("<=") == (seen && version <= bound), "<= is wrong", bound.text());
  expect(in(">") == (seen && version > bound), "> is wrong", bound.text());
  expect(in("<") == (seen && version < bound), "< is wrong", bound.text());
  expect(in("=") == (version == bound), "= is wrong", bound.text());
  if (bound.major == last_number || bound.minor == last_number || bound.patch == last_number) {
    return;
  }
  // ~0.0.3 is all of 0.0, ^0.0.3 is it alone.
  const bool zero = bound.major == 0 && bound.minor == 0;
  expect(zero || !in("~") || in("^"), "~ is wider than ^", bound.text());
  expect(!in("^") || in(">="), "^ reaches below", bound.text());
  if (in("^") && bound.major > 0) {
    expect(bump_between(bound, version) != Bump::major, "^ holds a next major", version.text());
  }
}

void range(std::string_view text, const std::vector<Version>& versions) {
  const auto range = VersionRange::parse(text);
  if (!range) return;
  const VersionRange again = range_of(std::string(text));
  const VersionRange twice = range_of(std::string(text) + "||" + std::string(text));
  const bool one_interval = text.find("||") == std::string_view::npos;
  for (const Version& version : versions) {
    expect(range->contains(version) == again.contains(version) &&
               range->contains(version) == twice.contains(version),
           "a range holds other versions the second time", version.text());
    if (!one_interval || version.is_prerelease()) continue;
    for (const Version& low : versions) {
      for (const Version& high : versions) {
        if (!(low <= version && version <= high)) continue;
        expect(!range->contains(low) || !range->contains(high) || range->contains(version),
               "a range has a hole", version.text());
      }
    }
  }
}

}  // namespace

void fuzz_semver(std::string_view input) {
  const auto parts = parts_of(input, 2);
  const std::vector<Version> versions = versions_of(parts[0]);
  for (const Version& a : versions) {
    raise(a);
    for (const Version& b : versions) {
      compare_ranges(a, b);
      for (const Version& c : versions) compare(a, b, c);
    }
  }
  for (const std::string_view text : lines_of(parts[1], most_versions)) range(text, versions);
}

}  // namespace dcr::fuzz
