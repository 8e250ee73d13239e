// SPDX-License-Identifier: Apache-2.0
#include "core/compat/consumer_index.hpp"

#include "core/compat/judge.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using dcr::Affected;
using dcr::Contract;

namespace {

/// Asks every consumer, as the index must answer without.
std::vector<std::string> asked_of_all(const Contract& before, const Contract& after,
                                      const std::string& field) {
  std::vector<std::string> out;
  for (const Contract* side : {&before, &after}) {
    for (const Affected& one : dcr::affected_by(*side, field)) {
      const bool known = std::ranges::any_of(
          out, [&](const std::string& other) { return other.starts_with(one.consumer + " "); });
      if (!known) out.push_back(one.consumer + " " + one.contact);
    }
  }
  return out;
}

class Chance {
 public:
  explicit Chance(unsigned seed) : engine_(seed) {}

  int below(int end) { return std::uniform_int_distribution<int>(0, end - 1)(engine_); }

  std::string path() {
    static const std::vector<std::string> parts = {"a", "b", "ab", "\"a.b\"", "a[]"};
    std::string out = parts[static_cast<std::size_t>(below(5))];
    for (int more = below(3); more > 0; --more) {
      out += "." + parts[static_cast<std::size_t>(below(5))];
    }
    return out;
  }

  Contract contract(const char* side) {
    Contract out;
    for (int consumers = below(6); consumers > 0; --consumers) {
      dcr::Consumer one{.name = std::string(1, static_cast<char>('r' + below(5))),
                        .contact = side,
                        .fields = {},
                        .at = {}};
      for (int used = below(4); used > 0; --used) one.fields.push_back(path());
      out.consumers.push_back(std::move(one));
    }
    return out;
  }

 private:
  std::mt19937 engine_;
};

}  // namespace

TEST_CASE("the index names whom asking every consumer names, in that order") {
  Chance chance(7);
  for (int round = 0; round < 2000; ++round) {
    const Contract before = chance.contract("old");
    const Contract after = chance.contract("new");
    dcr::ConsumerIndex index(before, after);
    for (int fields = 0; fields < 8; ++fields) {
      const std::string field = fields == 0 ? "" : chance.path();
      CAPTURE(round);
      CAPTURE(field);
      dcr::Issue issue;
      index.name_affected(field, issue);
      std::vector<std::string> named;
      for (const Affected& one : issue.affects) named.push_back(one.consumer + " " + one.contact);
      CHECK(named == asked_of_all(before, after, field));
      CHECK(issue.affects_more == 0);
    }
  }
}
