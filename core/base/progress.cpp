// SPDX-License-Identifier: Apache-2.0
#include "core/base/progress.hpp"

#include <atomic>

namespace dcr {
namespace {

// Who reads them between two stores sees a wrong number once, on a line that is soon painted over.
std::atomic<const char*> current_what{nullptr};
std::atomic<std::size_t> current_done{0};
std::atomic<std::size_t> current_total{0};

}  // namespace

Progress progress() { return {current_what, current_done, current_total}; }

Phase::Phase(const char* what, std::size_t total) : is_shown_(current_what == nullptr) {
  if (!is_shown_) return;
  current_done = 0;
  current_total = total;
  current_what = what;
}

Phase::~Phase() {
  if (is_shown_) current_what = nullptr;
}

void Phase::advance() const {
  if (is_shown_) current_done.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace dcr
