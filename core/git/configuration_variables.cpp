// SPDX-License-Identifier: Apache-2.0
#include "core/git/configuration_variables.hpp"

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace dcr::git {
namespace {

Error broken(std::string what) { return Error{ErrorKind::git, std::move(what), {}, {}}; }

/// `text` between double quotes, as configuration files write it.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    switch (c) {
      case '"': result += "\\\""; break;
      case '\\': result += "\\\\"; break;
      case '\n': result += "\\n"; break;
      case '\t': result += "\\t"; break;
      case '\b': result += "\\b"; break;
      default: result += c;
    }
  }
  return result + "\"";
}

/// `section.name` or `section.any subsection.name` with a value as lines of a file.
Result<std::string> lines_of(std::string_view key, const std::optional<std::string>& value) {
  const std::size_t first = key.find('.');
  const std::size_t last = key.rfind('.');
  if (first == std::string_view::npos || first == 0 || last + 1 == key.size() ||
      key.find('\n') != std::string_view::npos) {
    return broken("invalid configuration key '" + std::string(key) + "' in the environment");
  }
  std::string lines = "[" + std::string(key.substr(0, first));
  if (last > first) lines += " " + quoted(key.substr(first + 1, last - first - 1));
  lines += "]\n\t" + std::string(key.substr(last + 1));
  if (value) lines += " = " + quoted(*value);
  return lines + "\n";
}

Result<std::string> numbered(const Environment& environment) {
  const std::optional<std::string> count = environment("GIT_CONFIG_COUNT");
  if (!count || count->empty()) return std::string();
  int number = 0;
  const char* end = count->data() + count->size();
  const auto [stop, failure] = std::from_chars(count->data(), end, number);
  if (failure != std::errc{} || stop != end || number < 0) {
    return broken("GIT_CONFIG_COUNT is '" + *count + "', which is no count");
  }
  std::string text;
  for (int i = 0; i < number; ++i) {
    const std::string key_name = "GIT_CONFIG_KEY_" + std::to_string(i);
    const std::string value_name = "GIT_CONFIG_VALUE_" + std::to_string(i);
    const std::optional<std::string> key = environment(key_name.c_str());
    const std::optional<std::string> value = environment(value_name.c_str());
    if (!key) return broken("GIT_CONFIG_COUNT is " + *count + ", but " + key_name + " is not set");
    if (!value) {
      return broken("GIT_CONFIG_COUNT is " + *count + ", but " + value_name + " is not set");
    }
    Result<std::string> lines = lines_of(*key, value);
    if (!lines) return lines.error();
    text += *lines;
  }
  return text;
}

/// Reads the words of GIT_CONFIG_PARAMETERS from the front.
class Parameters {
 public:
  explicit Parameters(std::string_view text) : rest_(text) {}

  bool at_end() {
    while (rest_.starts_with(' ')) rest_.remove_prefix(1);
    return rest_.empty();
  }
  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  [[nodiscard]] bool before_quote() const { return rest_.starts_with('\''); }

  /// A word in single quotes, in which `'\''` and `'\!'` stand for the escaped character.
  std::optional<std::string> word() {
    std::string result;
    if (!take('\'')) return std::nullopt;
    while (true) {
      const std::size_t end = rest_.find('\'');
      if (end == std::string_view::npos) return std::nullopt;
      result += rest_.substr(0, end);
      rest_.remove_prefix(end + 1);
      if (rest_.size() < 3 || rest_[0] != '\\' || rest_[2] != '\'') return result;
      result += rest_[1];
      rest_.remove_prefix(3);
    }
  }

 private:
  std::string_view rest_;
};

Result<std::string> from_parameters(const Environment& environment) {
  const std::optional<std::string> variable = environment("GIT_CONFIG_PARAMETERS");
  if (!variable) return std::string();
  const Error bogus = broken("the format of GIT_CONFIG_PARAMETERS is broken");
  std::string text;
  Parameters parameters(*variable);
  while (!parameters.at_end()) {
    std::optional<std::string> key = parameters.word();
    std::optional<std::string> value;
    if (!key) return bogus;
    if (parameters.take('=')) {
      if (parameters.before_quote()) {
        value = parameters.word();
        if (!value) return bogus;
      }
    } else if (const std::size_t equals = key->find('='); equals != std::string::npos) {
      value = key->substr(equals + 1);
      key->resize(equals);
    }
    Result<std::string> lines = lines_of(*key, value);
    if (!lines) return lines.error();
    text += *lines;
  }
  return text;
}

}  // namespace

Result<std::string> configuration_of_variables(const Environment& environment) {
  Result<std::string> counted = numbered(environment);
  if (!counted) return counted;
  Result<std::string> parameters = from_parameters(environment);
  if (!parameters) return parameters;
  return *counted + *parameters;  // git lets `-c` win over GIT_CONFIG_COUNT
}

}  // namespace dcr::git
