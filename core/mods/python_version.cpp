// SPDX-License-Identifier: Apache-2.0
#include "core/mods/requirement.hpp"

#include <algorithm>
#include <charconv>
#include <climits>
#include <cstddef>
#include <optional>
#include <tuple>

namespace dcr::mods {
namespace {

/// A version of PEP 440 as it is ordered. Local parts (`+abc`) order nothing here.
struct PythonVersion {
  int epoch = 0;
  std::vector<int> release;
  int stage = 3;  // a 0, b 1, rc 2, none 3; a dev release alone comes before them: -1
  int stage_number = 0;
  int post = -1;      // none
  int dev = INT_MAX;  // none

  [[nodiscard]] bool is_before_release() const { return stage < 3 || dev != INT_MAX; }
  [[nodiscard]] auto order() const {
    return std::tuple(epoch, release, stage, stage_number, post, dev);
  }
};

class VersionReader {
 public:
  explicit VersionReader(std::string_view text) {
    for (const char c : text) {
      text_ += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    rest_ = text_;
    if (rest_.starts_with('v')) rest_.remove_prefix(1);
  }

  std::optional<PythonVersion> read() {
    PythonVersion out;
    if (!read_release(out)) return std::nullopt;
    read_stage(out);
    if (take_word({"post", "rev", "r"})) {
      out.post = number().value_or(0);
    } else if (rest_.starts_with('-') && rest_.size() > 1 && is_digit(rest_[1])) {
      rest_.remove_prefix(1);
      out.post = number().value_or(0);
    }
    if (take_word({"dev"})) out.dev = number().value_or(0);
    if (out.dev != INT_MAX && out.stage == 3 && out.post < 0) out.stage = -1;
    if (!rest_.empty() && rest_.front() != '+') return std::nullopt;
    while (out.release.size() > 1 && out.release.back() == 0) out.release.pop_back();
    return out;
  }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  std::optional<int> number() {
    int value = 0;
    const char* end = rest_.data() + rest_.size();
    const auto [at, fault] = std::from_chars(rest_.data(), end, value);
    if (fault != std::errc{} || value < 0) return std::nullopt;
    rest_.remove_prefix(static_cast<std::size_t>(at - rest_.data()));
    return value;
  }

  bool read_release(PythonVersion& out) {
    if (rest_.empty() || !is_digit(rest_.front())) return false;
    while (true) {
      const auto part = number();
      if (!part) return false;
      if (rest_.starts_with('!') && out.release.empty()) {
        out.epoch = *part;
        rest_.remove_prefix(1);
        continue;
      }
      out.release.push_back(*part);
      if (rest_.size() < 2 || rest_[0] != '.' || !is_digit(rest_[1])) return true;
      rest_.remove_prefix(1);
    }
  }

  /// Takes one of the words with a separator before it and after it.
  bool take_word(std::initializer_list<std::string_view> words) {
    std::string_view rest = rest_;
    if (!rest.empty() && (rest[0] == '.' || rest[0] == '-' || rest[0] == '_'))
      rest.remove_prefix(1);
    for (const std::string_view word : words) {
      if (!rest.starts_with(word)) continue;
      rest_ = rest.substr(word.size());
      const bool joint = rest_.size() > 1 &&
                         (rest_[0] == '.' || rest_[0] == '-' || rest_[0] == '_') &&
                         is_digit(rest_[1]);
      if (joint) rest_.remove_prefix(1);
      return true;
    }
    return false;
  }

  void read_stage(PythonVersion& out) {
    if (take_word({"alpha", "a"})) {
      out.stage = 0;
    } else if (take_word({"beta", "b"})) {
      out.stage = 1;
    } else if (take_word({"rc", "c", "preview", "pre"})) {
      out.stage = 2;
    } else {
      return;
    }
    out.stage_number = number().value_or(0);
  }

  std::string text_;
  std::string_view rest_;
};

std::optional<PythonVersion> read_version(std::string_view text) {
  return VersionReader(text).read();
}

/// Whether the release of `version` begins with that of `prefix`: `1.4.2` with `1.4`.
bool begins_with(const PythonVersion& version, const PythonVersion& prefix, std::size_t parts) {
  const auto part = [](const PythonVersion& of, std::size_t i) {
    return i < of.release.size() ? of.release[i] : 0;
  };
  for (std::size_t i = 0; i < parts; ++i) {
    if (part(version, i) != part(prefix, i)) return false;
  }
  return version.epoch == prefix.epoch;
}

std::size_t parts_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count(text, '.')) + 1;
}

bool admits_one(const Clause& clause, std::string_view text) {
  if (clause.relation == "===") return clause.version == text;
  std::string_view wanted = clause.version;
  const bool any_below = wanted.ends_with(".*");
  if (any_below) wanted.remove_suffix(2);
  const auto version = read_version(text);
  const auto bound = read_version(wanted);
  if (!version || !bound) return false;
  const bool same = any_below ? begins_with(*version, *bound, parts_of(wanted))
                              : version->order() == bound->order();
  if (clause.relation == "==") return same;
  if (clause.relation == "!=") return !same;
  if (clause.relation == ">=") return version->order() >= bound->order();
  if (clause.relation == "<=") return version->order() <= bound->order();
  const bool same_release = version->release == bound->release && version->epoch == bound->epoch;
  if (clause.relation == "<") {
    // `<3` does not let 3.0rc1 in.
    const bool preview = same_release && version->is_before_release();
    return version->order() < bound->order() && (!preview || bound->is_before_release());
  }
  if (clause.relation == ">") {
    // `>3` does not let 3.0.post1 in.
    return version->order() > bound->order() &&
           (!same_release || version->post < 0 || bound->post >= 0);
  }
  const std::size_t parts = parts_of(wanted);  // ~=
  return version->order() >= bound->order() && parts > 1 &&
         begins_with(*version, *bound, parts - 1);
}

}  // namespace

bool admits(const std::vector<Clause>& clauses, std::string_view version) {
  return std::ranges::all_of(clauses,
                             [&](const Clause& clause) { return admits_one(clause, version); });
}

int compare_python_versions(std::string_view a, std::string_view b) {
  const auto left = read_version(a);
  const auto right = read_version(b);
  if (!left || !right)
    return static_cast<int>(left.has_value()) - static_cast<int>(right.has_value());
  return left->order() < right->order() ? -1 : left->order() > right->order() ? 1 : 0;
}

}  // namespace dcr::mods
