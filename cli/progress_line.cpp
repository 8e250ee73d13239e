// SPDX-License-Identifier: Apache-2.0
#include "cli/progress_line.hpp"

#include "cli/session.hpp"
#include "core/base/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <variant>

namespace dcr::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto patience = std::chrono::milliseconds(500);
constexpr auto pace = std::chrono::milliseconds(100);

std::string words(const Progress& now) {
  if (!now.what) return "";
  if (now.total == 0) return fmt::format("{}…", now.what);
  return fmt::format("{}… {}/{}", now.what, std::min(now.done, now.total), now.total);
}

/// Paints the line from a thread of its own.
class Painter {
 public:
  Painter() : thread_([this] { paint(); }) {}
  Painter(const Painter&) = delete;
  Painter& operator=(const Painter&) = delete;

  ~Painter() {
    {
      const std::lock_guard lock(mutex_);
      ends_ = true;
      show("");
    }
    wake_.notify_all();
    thread_.join();
  }

  void make_room() {
    const std::lock_guard lock(mutex_);
    show("");
    from_ = Clock::now() + patience;
  }

 private:
  void paint() {
    // Signals are for the thread that waits for mods and answers them.
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
    std::unique_lock lock(mutex_);
    while (!ends_) {
      if (Clock::now() >= from_) show(words(progress()));
      wake_.wait_for(lock, pace);
    }
  }

  /// Only what changed is painted: another program may have written beside it.
  void show(const std::string& text) {
    if (text == shown_) return;
    const std::string painted = "\r\x1b[K" + text;
    // A terminal that went away is no reason to stop.
    if (::write(STDERR_FILENO, painted.data(), painted.size()) < 0) return;
    shown_ = text;
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  Clock::time_point from_ = Clock::now() + patience;
  std::string shown_;
  bool ends_ = false;
  std::thread thread_;  // last: it uses all of the above
};

/// The one there is. What is printed anywhere has to be able to make room.
std::unique_ptr<Painter>& painter() {
  static std::unique_ptr<Painter> one;
  return one;
}

bool is_quiet(const Invocation& invocation) {
  return std::ranges::any_of(invocation.options, [](const Option& option) {
    bool* const* target = std::get_if<bool*>(&option.target);
    return option.name == "--quiet" && target && **target;
  });
}

bool can_erase_lines(const Session& session) {
  return isatty(STDERR_FILENO) != 0 && session.environment("TERM").value_or("dumb") != "dumb";
}

}  // namespace

ProgressLine::ProgressLine(const Session& session, const Invocation& invocation)
    : shows_(can_erase_lines(session) && !is_quiet(invocation)) {
  if (shows_) painter() = std::make_unique<Painter>();
}

ProgressLine::~ProgressLine() {
  if (shows_) painter().reset();
}

void ProgressLine::make_room() {
  if (painter()) painter()->make_room();
}

}  // namespace dcr::cli
