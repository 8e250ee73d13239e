// SPDX-License-Identifier: Apache-2.0
#include "core/model/mode.hpp"

#include "core/base/bug.hpp"

namespace dcr {

std::optional<Mode> Mode::parse(std::string_view text) {
  for (const Direction direction :
       {Direction::backward, Direction::forward, Direction::full, Direction::none}) {
    for (const bool transitive : {false, true}) {
      const Mode mode{direction, transitive};
      const bool exists = direction != Direction::none || !transitive;
      if (exists && text == mode.text()) return mode;
    }
  }
  return std::nullopt;
}

std::string_view Mode::text() const {
  switch (direction) {
    case Direction::backward: return transitive ? "backward_transitive" : "backward";
    case Direction::forward: return transitive ? "forward_transitive" : "forward";
    case Direction::full: return transitive ? "full_transitive" : "full";
    case Direction::none: return "none";
  }
  unreachable();
}

bool is_laxer(const Mode& after, const Mode& before) {
  const bool lost_backward = before.backward() && !after.backward();
  const bool lost_forward = before.forward() && !after.forward();
  const bool lost_history = before.transitive && !after.transitive;
  return lost_backward || lost_forward || lost_history;
}

}  // namespace dcr
