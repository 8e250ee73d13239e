// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.hpp"
#include "core/mods/requirement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace dcr::mods {
namespace {

constexpr std::array<std::string_view, 11> known_variables{
    "python_version",      "python_full_version",   "os_name",
    "sys_platform",        "platform_release",      "platform_system",
    "platform_version",    "platform_machine",      "platform_python_implementation",
    "implementation_name", "implementation_version"};

/// Reads and evaluates a marker in one pass: `or` of `and` of comparisons and brackets.
class MarkerReader {
 public:
  MarkerReader(std::string_view text, const std::map<std::string, std::string>& variables)
      : text_(text), rest_(text), variables_(variables) {}

  Result<bool> read() {
    const auto answer = either(0);
    if (!answer) return answer;
    skip_blanks();
    if (!rest_.empty()) return fault("'and', 'or' or the end");
    return answer;
  }

 private:
  static constexpr int deepest = 50;

  struct Value {
    std::string text;
    bool is_variable = false;
    bool is_version = false;
  };

  void skip_blanks() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t'))
      rest_.remove_prefix(1);
  }

  bool take(std::string_view word) {
    skip_blanks();
    if (!rest_.starts_with(word)) return false;
    const bool letters = word.front() >= 'a' && word.front() <= 'z';
    const char next = rest_.size() > word.size() ? rest_[word.size()] : ' ';
    if (letters && ((next >= 'a' && next <= 'z') || next == '_')) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  Result<bool> either(int depth) {
    auto answer = both(depth);
    while (answer && take("or")) {
      const auto next = both(depth);
      if (!next) return next;
      answer = *answer || *next;
    }
    return answer;
  }

  Result<bool> both(int depth) {
    auto answer = single(depth);
    while (answer && take("and")) {
      const auto next = single(depth);
      if (!next) return next;
      answer = *answer && *next;
    }
    return answer;
  }

  Result<bool> single(int depth) {
    if (depth > deepest) return fault("fewer brackets");
    if (!take("(")) return comparison();
    auto answer = either(depth + 1);
    if (answer && !take(")")) return fault("')'");
    return answer;
  }

  Result<bool> comparison() {
    const auto left = value();
    if (!left) return left.error();
    const auto relation = read_relation();
    if (!relation) return relation.error();
    const auto right = value();
    if (!right) return right.error();
    if (left->is_variable == right->is_variable) return fault("a variable and a text");
    return compare(*left, *relation, *right);
  }

  Result<std::string> read_relation() {
    if (take("not")) {
      if (!take("in")) return fault("'in'");
      return std::string("not in");
    }
    for (const std::string_view word : {"in", "===", "==", "!=", "<=", ">=", "~=", "<", ">"}) {
      if (take(word)) return std::string(word);
    }
    return fault("a comparison");
  }

  Result<Value> value() {
    skip_blanks();
    if (!rest_.empty() && (rest_.front() == '"' || rest_.front() == '\'')) {
      const auto end = rest_.find(rest_.front(), 1);
      if (end == std::string_view::npos) return fault("the end of the text in quotes");
      const Value out{std::string(rest_.substr(1, end - 1)), false, false};
      rest_.remove_prefix(end + 1);
      return out;
    }
    if (take("extra")) return variable("extra");
    for (const std::string_view name : known_variables) {
      if (take(name)) return variable(std::string(name));
    }
    return fault("a variable such as python_version, or a text in quotes");
  }

  Value variable(const std::string& name) const {
    const auto found = variables_.find(name);
    return {found == variables_.end() ? "" : found->second, true,
            name.ends_with("version") && name != "platform_version"};
  }

  static bool compare(const Value& left, const std::string& relation, const Value& right) {
    if (relation == "in") return right.text.find(left.text) != std::string::npos;
    if (relation == "not in") return right.text.find(left.text) == std::string::npos;
    if (left.is_version) return admits({{relation, right.text}}, left.text);
    if (right.is_version) {
      const int order = compare_python_versions(left.text, right.text);
      return ordered(order, relation);
    }
    return ordered(left.text.compare(right.text), relation);
  }

  static bool ordered(int order, const std::string& relation) {
    if (relation == "==" || relation == "===" || relation == "~=") return order == 0;
    if (relation == "!=") return order != 0;
    if (relation == "<") return order < 0;
    if (relation == "<=") return order <= 0;
    return relation == ">" ? order > 0 : order >= 0;
  }

  [[nodiscard]] Error fault(std::string_view wanted) const {
    const std::string found =
        rest_.empty() ? "the end" : fmt::format("'{}'", printable(rest_.substr(0, 30)));
    return {ErrorKind::usage,
            fmt::format("'{}' is no marker: expected {}, not {}", printable(text_), wanted, found),
            {},
            {}};
  }

  std::string_view text_;
  std::string_view rest_;
  const std::map<std::string, std::string>& variables_;
};

}  // namespace

Result<bool> holds(std::string_view marker, const std::map<std::string, std::string>& variables) {
  if (marker.empty()) return true;
  return MarkerReader(marker, variables).read();
}

}  // namespace dcr::mods
