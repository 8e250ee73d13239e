// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/draft.hpp"

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::schema::test {

/// Makes JSON schemas and values of a small world, so that they meet often: names a to d, small
/// numbers, short strings. The same seed makes the same ones.
class RandomJson {
 public:
  RandomJson(std::uint64_t seed, Draft draft) : random_(seed), draft_(draft) {}

  /// A schema that is one, with references to its own definitions.
  std::string schema();
  /// Keywords with anything at all as their values.
  std::string nonsense(int depth);
  std::string value(int depth);

 private:
  std::size_t below(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
  }
  std::string pick(const std::vector<std::string>& choices) {
    return choices[below(choices.size())];
  }
  std::string name() { return pick({"a", "b", "c", "d"}); }
  std::string members(int depth);
  std::string keyword(int depth);
  std::string list_of(int depth);
  std::string object_keyword(int depth);
  std::string array_keyword(int depth);
  std::string simple_keyword();
  std::string subschema(int depth);

  std::mt19937_64 random_;
  Draft draft_;
};

}  // namespace dcr::schema::test
