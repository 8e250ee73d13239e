// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/glob.hpp"
#include "core/config/config.hpp"
#include "core/yaml/node.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::config {

/// What is wrong with a dcr.yaml, each with its place.
struct Fault {
  Span at;
  std::string message;
};

/// Reads single values of dcr.yaml. What cannot be read is a fault and an empty answer; `key` is
/// the name of the value in messages.
class ValueReader {
 public:
  void fault(const Span& at, std::string message) { faults_.push_back({at, std::move(message)}); }
  [[nodiscard]] const std::vector<Fault>& faults() const { return faults_; }

  /// A text that is not blank.
  std::optional<std::string> text(const yaml::Node& node, std::string_view key);
  /// One text or a list of them, each with its node; a fault when the list is empty.
  std::vector<const yaml::Node*> one_or_more(const yaml::Node& node, std::string_view key);
  std::optional<Glob> glob(const yaml::Node& node, std::string_view key);
  std::optional<Mode> mode(const yaml::Node& node, std::string_view key);
  std::optional<RuleLevel> level(const yaml::Node& node, std::string_view rule);
  /// The index of the word in `choices`.
  std::optional<std::size_t> choice(const yaml::Node& node, std::string_view key,
                                    const std::vector<std::string_view>& choices);

  /// Faults for every key of `mapping` that is not in `known`; `inside` says where: "in 'accept'".
  void check_keys(const yaml::Node& mapping, const std::vector<std::string_view>& known,
                  std::string_view inside);
  /// Whether `node` has the kind; a fault when not.
  bool expect(const yaml::Node& node, yaml::Kind kind, std::string_view key);

 private:
  std::vector<Fault> faults_;
};

}  // namespace dcr::config
