// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace dcr {

// Work whose amount has to follow the size of what is read is counted where it is done, so that a
// test can tell what grows with the square of it, without a clock. Builds with NDEBUG count
// nothing.

#ifdef NDEBUG
inline constexpr bool steps_are_counted = false;
inline void count_steps(std::size_t /*number*/ = 1) {}
inline std::uint64_t steps_taken() { return 0; }
#else
inline constexpr bool steps_are_counted = true;
inline thread_local std::uint64_t steps_of_this_thread = 0;
/// Counts look-ups, comparisons, bytes passed over: what a search costs.
inline void count_steps(std::size_t number = 1) { steps_of_this_thread += number; }
/// Those of this thread so far.
inline std::uint64_t steps_taken() { return steps_of_this_thread; }
#endif

}  // namespace dcr
