// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/descriptor.hpp"
#include "core/base/result.hpp"
#include "core/process/parts.hpp"

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::process {

/// Where what a program prints goes.
enum class Prints {
  captured,   ///< stdout and stderr into one pipe, in the order they were written
  inherited,  ///< to our own stdout and stderr
};

/// A program to run beside us.
struct StreamPlan {
  /// `arguments[0]` is the program: a name that PATH finds, or a path.
  std::vector<std::string> arguments;
  std::string folder = {};  ///< where it runs; empty = here
  EnvironmentChanges environment = {};
  std::string_view input = {};  ///< what it reads on stdin; never ours
  Prints prints = Prints::captured;
  bool channel = false;  ///< a socket to us, its descriptor `channel_number`
};

/// Where a child with a channel finds its end of the socket.
inline constexpr int channel_number = 3;

/// How a program ended.
struct Ending {
  int exit_code = 0;
  int signal = 0;  ///< 0 when it ended by itself
};

/// A program that runs while we watch it: in a process group of its own, and killed when we die.
class StreamChild {
 public:
  /// Errors: not_found when there is no such program; io when it cannot be started; usage as
  /// `check`.
  static Result<StreamChild> start(const StreamPlan& plan);

  StreamChild(StreamChild&&) noexcept = default;
  StreamChild& operator=(StreamChild&&) = delete;
  StreamChild(const StreamChild&) = delete;
  StreamChild& operator=(const StreamChild&) = delete;
  /// Kills the group of a child that still runs.
  ~StreamChild();

  [[nodiscard]] const Descriptor& output() const { return output_; }    ///< of `captured` prints
  [[nodiscard]] const Descriptor& channel() const { return channel_; }  ///< of a plan with one
  /// Readable when the child has ended: for poll.
  [[nodiscard]] const Descriptor& ended() const { return process_; }

  /// Sends the signal to the child and to all it started and did not move away.
  void signal_group(int number) const;
  /// Waits for the end and says how it was. Once.
  Ending wait();

 private:
  StreamChild() = default;

  pid_t id_ = 0;  // 0 after `wait`
  Descriptor output_;
  Descriptor channel_;
  Descriptor process_;
};

/// While it lives, SIGINT, SIGTERM and SIGHUP do not end us but can be read.
class SignalWatch {
 public:
  SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;
  ~SignalWatch();

  [[nodiscard]] const Descriptor& arrived() const { return arrived_; }  ///< for poll
  /// The next signal; empty when none arrived.
  [[nodiscard]] std::optional<int> next() const;

 private:
  Descriptor arrived_;
};

}  // namespace dcr::process
