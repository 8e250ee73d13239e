// SPDX-License-Identifier: Apache-2.0
#include "core/base/parallel.hpp"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace dcr {

std::size_t processor_count() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  const bool known = sched_getaffinity(0, sizeof allowed, &allowed) == 0;
  const int count =
      known ? CPU_COUNT(&allowed) : static_cast<int>(std::thread::hardware_concurrency());
  return static_cast<std::size_t>(std::max(count, 1));
}

void for_each_index(std::size_t count, const std::function<void(std::size_t index)>& work,
                    std::size_t threads) {
  std::atomic<std::size_t> next{0};
  std::mutex guard;
  std::exception_ptr thrown;
  const auto run = [&] {
    for (std::size_t index = next++; index < count; index = next++) {
      try {
        work(index);
      } catch (...) {
        const std::lock_guard lock(guard);
        thrown = std::current_exception();
        next = count;
      }
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < std::min(threads, count); ++i) {
      try {
        others.emplace_back(run);
      } catch (const std::system_error&) {
        break;  // no more threads here: those there are do the work
      }
    }
    run();
  }
  if (thrown) std::rethrow_exception(thrown);
}

Result<void> try_each_index(std::size_t count,
                            const std::function<Result<void>(std::size_t index)>& work) {
  std::mutex guard;
  std::atomic<std::size_t> failed{count};
  std::optional<Error> failure;
  for_each_index(count, [&](std::size_t index) {
    if (index > failed) return;
    auto done = work(index);
    if (done) return;
    const std::lock_guard lock(guard);
    if (index > failed) return;
    failed = index;
    failure = done.error();
  });
  if (failure) return *std::move(failure);
  return {};
}

}  // namespace dcr
