// SPDX-License-Identifier: Apache-2.0
#include "core/schema/containment.hpp"

#include "core/schema/search/search.hpp"

#include <utility>

namespace dcr::schema {

struct Comparison::State {
  State(const Subschema& of_writer, const Subschema& of_reader, Policy policy,
        const ContainmentLimits& given)
      : writer(of_writer),
        reader(of_reader),
        limits(given),
        search(of_writer, of_reader, policy, limits) {}

  const Subschema& writer;
  const Subschema& reader;
  ContainmentLimits limits;
  search::Search search;
};

Comparison::Comparison(const Subschema& writer, const Subschema& reader, Policy policy,
                       const ContainmentLimits& limits)
    : state_(std::make_unique<State>(writer, reader, policy, limits)) {}
Comparison::~Comparison() = default;
Comparison::Comparison(Comparison&& other) noexcept = default;
Comparison& Comparison::operator=(Comparison&& other) noexcept = default;

Containment Comparison::whole() { return of(state_->writer, state_->reader); }

Containment Comparison::of(const Subschema& writer, const Subschema& reader) {
  search::Search& search = state_->search;
  search.refill();
  if (search.sameness().same_throughout(writer, reader))
    return {Answer::contained, {}, {}, &writer, &reader};
  const search::Outcome outcome = search.solve(
      {{{&writer, true, search::Side::writer}, {&reader, false, search::Side::reader}}});
  Containment found;
  found.writer = &writer;
  found.reader = &reader;
  switch (outcome.status) {
    case search::Status::none: found.answer = Answer::contained; return found;
    case search::Status::found:
      // The search has held it against both; what is told to people is held against them here.
      if (judge(writer, *outcome.value) == Validity::valid &&
          judge(reader, *outcome.value) == Validity::invalid) {
        found.answer = Answer::not_contained;
        found.witness = outcome.value;
      }
      return found;
    case search::Status::unknown: break;
  }
  const search::Obstacle& obstacle = search.obstacle();
  found.keyword = obstacle.keyword;
  if (obstacle.writer != nullptr) found.writer = obstacle.writer;
  if (obstacle.reader != nullptr) found.reader = obstacle.reader;
  return found;
}

Containment containment(const Schema& writer, const Schema& reader, Policy policy,
                        const ContainmentLimits& limits) {
  return Comparison(writer.root(), reader.root(), policy, limits).whole();
}

}  // namespace dcr::schema
