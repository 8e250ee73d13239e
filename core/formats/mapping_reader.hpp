// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/located.hpp"
#include "core/formats/problem_list.hpp"
#include "core/yaml/node.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::formats {

/// How exact a format is about values.
enum class Dialect {
  exact,  ///< native: a number where a string is asked for is an error, and so is an unknown key
  loose,  ///< ODCS: both are ProblemList::loose, and the value is taken
  open,   ///< as loose, and further keys are allowed
};

/// Takes typed values out of a mapping and reports what does not fit. Every key that was asked for
/// is known; report_unknown_keys names the others. A key without a value (`contact:`) is an absent
/// one.
class MappingReader {
 public:
  /// `node` is a mapping that outlives the reader; `field` is the dotted path problems are filed
  /// under, empty for the document.
  MappingReader(const yaml::Node& node, std::string field, Dialect dialect, ProblemList& problems);

  /// The value of `key`; nullptr when there is none.
  const yaml::Node* value(std::string_view key);
  /// Where a missing or wrong value of `key` is pointed at: its key, else the whole mapping.
  [[nodiscard]] Span place(std::string_view key) const;

  std::optional<Located<std::string>> text(std::string_view key);
  /// A text that is not empty and has no control characters: what reports print as a name.
  std::optional<Located<std::string>> name(std::string_view key);
  std::optional<Located<bool>> boolean(std::string_view key);
  /// An integer of at least 0.
  std::optional<Located<long long>> count(std::string_view key);
  const yaml::Node* number(std::string_view key);
  const yaml::Node* list(std::string_view key);
  const yaml::Node* mapping(std::string_view key);
  /// A list of names; items that are none are reported and left out.
  std::vector<Located<std::string>> names(std::string_view key);

  void report_unknown_keys();
  /// The entries no call asked for.
  [[nodiscard]] std::vector<const yaml::Entry*> unknown_entries() const;

  [[nodiscard]] const yaml::Node& node() const { return node_; }

 private:
  bool check_name(std::string_view what, const yaml::Node& text);
  void report_kind(std::string_view key, const yaml::Node& found, std::string_view wanted);

  const yaml::Node& node_;
  std::string field_;
  Dialect dialect_;
  ProblemList& problems_;
  std::vector<std::string_view> known_;
};

}  // namespace dcr::formats
