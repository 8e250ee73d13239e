// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/stream_child.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace dcr::mods {

using Clock = std::chrono::steady_clock;
using Deadline = std::optional<Clock::time_point>;
/// Receives each line a program printed, without its line end; a very long one in pieces.
using OnLine = std::function<void(std::string_view)>;

enum class EventKind {
  message,   ///< the program sent a line on its channel
  ended,     ///< it ended, and all it printed was handed out
  deadline,  ///< the time is up
  signal,    ///< we were asked to stop
  broken,    ///< it sent what is no message: a line without an end
};

struct Event {
  EventKind kind;
  std::string line{};  ///< of a message
  int signal = 0;      ///< of a signal
};

/// Watches one program: its messages, its prints, its end, the clock and our own signals.
///
/// What it prints is handed out before the message that follows it, so that each line is known to
/// be of the mod that printed it. Whoever else holds the pipes open is not waited for.
class Conversation {
 public:
  Conversation(process::StreamChild child, const process::SignalWatch& signals, OnLine on_line)
      : child_(std::move(child)), signals_(signals), on_line_(std::move(on_line)) {}

  /// Waits for the next event.
  Event next(const Deadline& deadline);
  /// Sends a line (with its line end) on the channel; false when the program no longer listens.
  bool say(std::string_view line);
  void signal(int number) const { child_.signal_group(number); }

  /// Lets the program end: what it was told to do is done. One that does not is made to.
  process::Ending finish(std::chrono::milliseconds grace);
  /// Makes the program and all it started end: SIGTERM, after `grace` SIGKILL.
  process::Ending stop(std::chrono::milliseconds grace);

 private:
  [[nodiscard]] std::optional<Event> take_message();
  bool wait_for_something(const Deadline& deadline, short channel_events);
  void read_prints();
  void hand_out_lines();
  bool read_channel();
  bool ended_within(std::chrono::milliseconds grace);

  process::StreamChild child_;
  const process::SignalWatch& signals_;
  OnLine on_line_;
  std::string prints_;  // what was printed of a line that has no end yet
  std::string messages_;
  std::size_t searched_ = 0;  // of messages_: no line end before
  bool channel_open_ = true;
  bool prints_open_ = true;
  bool has_prints_ = false;
  bool has_messages_ = false;
  bool has_ended_ = false;
  bool has_signal_ = false;
};

}  // namespace dcr::mods
