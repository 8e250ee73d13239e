// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/node.hpp"

#include "core/base/bug.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>

namespace dcr::yaml {

std::string_view describe(Kind kind) {
  switch (kind) {
    case Kind::null: return "nothing";
    case Kind::boolean: return "a boolean";
    case Kind::integer: return "an integer";
    case Kind::number: return "a number";
    case Kind::string: return "a string";
    case Kind::sequence: return "a list";
    case Kind::mapping: return "a mapping";
  }
  unreachable();
}

const Entry* Node::find_entry(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

const Node* Node::find(std::string_view key) const {
  const Entry* entry = find_entry(key);
  return entry == nullptr ? nullptr : entry->value.get();
}

std::optional<bool> Node::as_boolean() const {
  if (kind != Kind::boolean) return std::nullopt;
  return text.front() == 't' || text.front() == 'T';
}

std::optional<long long> Node::as_integer() const {
  if (kind != Kind::integer) return std::nullopt;
  std::string_view digits = text;
  int base = 10;
  if (digits.starts_with("0x") || digits.starts_with("0o")) {
    base = digits[1] == 'x' ? 16 : 8;
    digits.remove_prefix(2);
  } else if (digits.starts_with('+')) {
    digits.remove_prefix(1);
  }
  long long value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::optional<double> Node::as_number() const {
  if (kind == Kind::integer && (text.starts_with("0x") || text.starts_with("0o"))) {
    const std::optional<long long> value = as_integer();
    return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
  }
  if (kind != Kind::integer && kind != Kind::number) return std::nullopt;
  std::string_view digits = text;
  if (digits.ends_with('n') || digits.ends_with('N')) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  if (digits.ends_with('f') || digits.ends_with('F')) {
    const double infinity = std::numeric_limits<double>::infinity();
    return digits.front() == '-' ? -infinity : infinity;
  }
  if (digits.starts_with('+')) digits.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

}  // namespace dcr::yaml
