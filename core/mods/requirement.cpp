// SPDX-License-Identifier: Apache-2.0
#include "core/mods/requirement.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace dcr::mods {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.';
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

constexpr std::array<std::string_view, 8> relations{"===", "==", "!=", "<=", ">=", "~=", "<", ">"};

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), rest_(text) {}

  Result<Requirement> requirement() {
    Requirement out;
    const std::string_view name = word();
    if (name.empty() || !is_end(name.front()) || !is_end(name.back())) {
      return fault("a package's name");
    }
    out.name = normal_name(name);
    if (take('[')) {
      do {
        const std::string_view extra = word();
        if (extra.empty()) break;
        out.extras.emplace_back(extra);
      } while (take(','));
      if (!take(']')) return fault("']' after the extras");
    }
    if (take('@')) {
      skip_blanks();
      const auto end = std::min(rest_.find_first_of(" \t"), rest_.size());
      out.url = rest_.substr(0, end);
      rest_.remove_prefix(end);
      if (out.url.empty()) return fault("an address after '@'");
    } else {
      auto clauses = specifier();
      if (!clauses) return clauses.error();
      out.clauses = std::move(*clauses);
    }
    if (take(';')) {
      skip_blanks();
      out.marker = std::exchange(rest_, {});
      const auto read = holds(out.marker, {});
      if (!read) return read.error();
    }
    skip_blanks();
    if (!rest_.empty()) return fault("a version such as '>=1.5', or ';' and a marker");
    return out;
  }

  /// `>=1.5,<3`, in brackets or not; nothing is the specifier that admits all.
  Result<std::vector<Clause>> specifier() {
    std::vector<Clause> out;
    const bool bracket = take('(');
    skip_blanks();
    while (!rest_.empty() &&
           std::string_view("<>=!~").find(rest_.front()) != std::string_view::npos) {
      Clause clause;
      for (const std::string_view relation : relations) {
        if (!rest_.starts_with(relation)) continue;
        clause.relation = relation;
        rest_.remove_prefix(relation.size());
        break;
      }
      if (clause.relation.empty()) return fault("one of == != <= >= < > ~= ===");
      skip_blanks();
      const auto end = std::min(rest_.find_first_of(" \t,;)"), rest_.size());
      clause.version = rest_.substr(0, end);
      if (!is_version(clause)) return fault("a version");
      rest_.remove_prefix(end);
      out.push_back(std::move(clause));
      if (!take(',')) break;
      skip_blanks();
      if (rest_.empty()) return fault("another clause after ','");
    }
    if (bracket && !take(')')) return fault("')'");
    return out;
  }

  Result<std::vector<Clause>> whole_specifier() {
    auto out = specifier();
    if (!out) return out;
    skip_blanks();
    if (!rest_.empty() || out->empty()) return fault("a version such as '>=3.8'");
    return out;
  }

 private:
  static bool is_end(char c) { return c != '-' && c != '_' && c != '.'; }

  static bool is_version(const Clause& clause) {
    std::string_view version = clause.version;
    if (clause.relation == "===") return !version.empty();
    const bool equality = clause.relation == "==" || clause.relation == "!=";
    if (equality && version.ends_with(".*")) version.remove_suffix(2);
    // Text that is no version is below every version, and below 0 there is none.
    return compare_python_versions(version, "0.dev0") >= 0;
  }

  void skip_blanks() {
    while (!rest_.empty() && is_blank(rest_.front())) rest_.remove_prefix(1);
  }

  bool take(char c) {
    skip_blanks();
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::string_view word() {
    skip_blanks();
    const auto end = std::ranges::find_if_not(rest_, is_word) - rest_.begin();
    const std::string_view out = rest_.substr(0, static_cast<std::size_t>(end));
    rest_.remove_prefix(out.size());
    return out;
  }

  [[nodiscard]] Error fault(std::string_view wanted) const {
    const std::string found =
        rest_.empty() ? "the end" : fmt::format("'{}'", printable(rest_.substr(0, 30)));
    return {
        ErrorKind::usage,
        fmt::format("'{}' is no requirement: expected {}, not {}", printable(text_), wanted, found),
        {},
        {}};
  }

  std::string_view text_;
  std::string_view rest_;
};

}  // namespace

std::string normal_name(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const bool joint = c == '-' || c == '_' || c == '.';
    if (joint && out.ends_with('-')) continue;
    out += joint ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

Result<Requirement> parse_requirement(std::string_view text) { return Reader(text).requirement(); }

Result<std::vector<Clause>> parse_specifier(std::string_view text) {
  return Reader(text).whole_specifier();
}

}  // namespace dcr::mods
