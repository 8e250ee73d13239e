// SPDX-License-Identifier: Apache-2.0
#include "core/formats/acceptance_comments.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace dcr::formats {

namespace {

constexpr std::string_view marker = "dcr:accept";
constexpr std::string_view right_form =
    "write # dcr:accept RULE(field) until=2027-03-01 reason=\"why this is safe\"";

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Reads one comment from left to right; the first fault ends it.
class CommentReader {
 public:
  explicit CommentReader(std::string_view text) : rest_(text) {}

  std::optional<InlineAcceptance> read() {
    rest_.remove_prefix(marker.size());
    if (!rest_.empty() && !is_blank(rest_.front())) {
      return fail(fmt::format("unknown word '{}'", std::string(marker) + word()));
    }
    if (!read_rule()) return std::nullopt;
    while (!at_end()) {
      if (!read_term()) return std::nullopt;
    }
    if (!has_reason_) return fail("an acceptance needs a reason");
    return acceptance_;
  }

  [[nodiscard]] const std::string& fault() const { return fault_; }

 private:
  std::nullopt_t fail(std::string fault) {
    fault_ = std::move(fault);
    return std::nullopt;
  }

  bool at_end() {
    while (!rest_.empty() && is_blank(rest_.front())) rest_.remove_prefix(1);
    return rest_.empty();
  }

  std::string word() {
    const auto end = std::find_if(rest_.begin(), rest_.end(), is_blank);
    const std::string out(rest_.begin(), end);
    rest_.remove_prefix(out.size());
    return printable(out);
  }

  bool read_rule() {
    if (!at_end()) {
      const std::size_t size =
          std::min(rest_.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"), rest_.size());
      acceptance_.rule = std::string(rest_.substr(0, size));
      rest_.remove_prefix(size);
    }
    if (acceptance_.rule.empty() || rest_.starts_with('=')) {
      fail("an acceptance needs the id of a rule");
      return false;
    }
    if (rest_.starts_with('(')) return read_field();
    if (rest_.empty() || is_blank(rest_.front())) return true;
    fail(fmt::format("unknown word '{}'", acceptance_.rule + word()));
    return false;
  }

  /// Up to the closing parenthesis; one inside a quoted name does not close.
  bool read_field() {
    bool quoted = false;
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      if (rest_[i] == '"') quoted = !quoted;
      if (rest_[i] != ')' || quoted) continue;
      acceptance_.field = std::string(rest_.substr(1, i - 1));
      rest_.remove_prefix(i + 1);
      if (acceptance_.field.empty()) fail("the parentheses name no field");
      return !acceptance_.field.empty();
    }
    fail("the parenthesis is not closed");
    return false;
  }

  bool read_term() {
    if (rest_.starts_with("until=")) return read_until();
    if (rest_.starts_with("reason=")) return read_reason();
    fail(fmt::format("unknown word '{}'", word()));
    return false;
  }

  bool read_until() {
    rest_.remove_prefix(std::string_view("until=").size());
    const std::string day = word();
    acceptance_.until = Date::parse(day);
    if (!acceptance_.until) fail(fmt::format("'{}' is not a day of the calendar", day));
    return acceptance_.until.has_value();
  }

  bool read_reason() {
    rest_.remove_prefix(std::string_view("reason=").size());
    if (!rest_.starts_with('"')) {
      fail("the reason must stand in double quotes");
      return false;
    }
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      if (rest_[i] == '"') {
        rest_.remove_prefix(i + 1);
        has_reason_ = acceptance_.reason.find_first_not_of(" \t") != std::string::npos;
        if (!has_reason_) fail("an acceptance needs a reason");
        return has_reason_;
      }
      if (rest_[i] == '\\' && i + 1 < rest_.size()) ++i;
      acceptance_.reason += rest_[i];
    }
    fail("the reason is not closed by a double quote");
    return false;
  }

  std::string_view rest_;
  InlineAcceptance acceptance_;
  bool has_reason_ = false;
  std::string fault_;
};

}  // namespace

std::vector<InlineAcceptance> read_acceptances(const std::vector<yaml::Comment>& comments,
                                               ProblemList& problems) {
  std::vector<InlineAcceptance> acceptances;
  for (const yaml::Comment& comment : comments) {
    if (!std::string_view(comment.text).starts_with(marker)) continue;
    CommentReader reader(comment.text);
    auto acceptance = reader.read();
    if (!acceptance) {
      problems.error("", comment.at,
                     fmt::format("this dcr:accept is not understood: {}", reader.fault()),
                     std::string(right_form));
      continue;
    }
    acceptance->at = comment.at;
    acceptance->applies_to_line = comment.applies_to_line;
    acceptances.push_back(std::move(*acceptance));
  }
  return acceptances;
}

}  // namespace dcr::formats
