// SPDX-License-Identifier: Apache-2.0
#include "core/mods/conversation.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

namespace dcr::mods {
namespace {

constexpr std::size_t longest_line = 65536;
constexpr std::size_t longest_message = std::size_t{64} << 20;
/// Read at once: a program that prints without end must not keep its messages from us.
constexpr int reads_at_once = 16;

int milliseconds_until(const Deadline& deadline) {
  if (!deadline) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - Clock::now()).count();
  return static_cast<int>(std::clamp<long long>(left, 0, 1'000'000'000));
}

bool is_past(const Deadline& deadline) { return deadline && Clock::now() >= *deadline; }

}  // namespace

/// Polls everything once; false when the deadline came first.
bool Conversation::wait_for_something(const Deadline& deadline, short channel_events) {
  // poll skips negative descriptors, which is what an absent one holds.
  std::array<pollfd, 4> waits{
      pollfd{prints_open_ ? child_.output().number() : -1, POLLIN, 0},
      pollfd{channel_open_ ? child_.channel().number() : -1, channel_events, 0},
      pollfd{child_.ended().number(), POLLIN, 0}, pollfd{signals_.arrived().number(), POLLIN, 0}};
  int ready = 0;
  do {
    ready = poll(waits.data(), waits.size(), milliseconds_until(deadline));
  } while (ready < 0 && errno == EINTR);
  has_prints_ = waits[0].revents != 0;
  has_messages_ = (waits[1].revents & ~POLLOUT) != 0;
  has_ended_ = waits[2].revents != 0;
  has_signal_ = waits[3].revents != 0;
  return ready > 0;
}

void Conversation::hand_out_lines() {
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = prints_.find('\n', begin);
    if (end == std::string::npos) break;
    on_line_(std::string_view(prints_).substr(begin, end - begin));
    begin = end + 1;
  }
  prints_.erase(0, begin);
  if (prints_.size() < longest_line) return;
  on_line_(prints_);
  prints_.clear();
}

/// Takes what was printed so far, and no more than a round's worth.
void Conversation::read_prints() {
  std::array<char, longest_line> buffer{};
  for (int i = 0; i < reads_at_once && child_.output().is_open(); ++i) {
    const ssize_t size = read(child_.output().number(), buffer.data(), buffer.size());
    if (size == 0) prints_open_ = false;  // nobody can write any more
    if (size <= 0) return;
    prints_.append(buffer.data(), static_cast<std::size_t>(size));
    hand_out_lines();
  }
}

/// False when the message has grown too long.
bool Conversation::read_channel() {
  std::array<char, 65536> buffer{};
  const ssize_t size = recv(child_.channel().number(), buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (size > 0) {
    messages_.append(buffer.data(), static_cast<std::size_t>(size));
  } else if (size == 0 || (errno != EINTR && errno != EAGAIN)) {
    channel_open_ = false;
  }
  if (messages_.size() <= longest_message) return true;
  // It is listened to no more; what it printed still counts.
  messages_.clear();
  searched_ = 0;
  channel_open_ = false;
  return false;
}

std::optional<Event> Conversation::take_message() {
  const std::size_t end = messages_.find('\n', searched_);
  if (end == std::string::npos) {
    searched_ = messages_.size();
    return std::nullopt;
  }
  Event event{.kind = EventKind::message, .line = messages_.substr(0, end)};
  messages_.erase(0, end + 1);
  searched_ = 0;
  return event;
}

Event Conversation::next(const Deadline& deadline) {
  while (true) {
    if (auto message = take_message()) {
      // What was printed before the message was sent is in the pipe by now.
      read_prints();
      return *message;
    }
    if (is_past(deadline)) return {.kind = EventKind::deadline};
    if (!wait_for_something(deadline, POLLIN)) continue;
    if (has_prints_) read_prints();
    if (has_messages_ && !read_channel()) return {.kind = EventKind::broken};
    if (has_signal_) {
      if (const auto number = signals_.next())
        return {.kind = EventKind::signal, .signal = *number};
    }
    if (!has_ended_ || has_messages_) continue;
    read_prints();
    if (!prints_.empty()) on_line_(prints_);
    prints_.clear();
    return {.kind = EventKind::ended};
  }
}

bool Conversation::say(std::string_view line) {
  while (!line.empty()) {
    if (!channel_open_) return false;
    const ssize_t size =
        send(child_.channel().number(), line.data(), line.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (size > 0) {
      line.remove_prefix(static_cast<std::size_t>(size));
    } else if (errno == EAGAIN) {
      // The program may have to print before it can listen.
      wait_for_something({}, POLLOUT);
      if (has_prints_) read_prints();
      if (has_ended_) return false;
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

bool Conversation::ended_within(std::chrono::milliseconds grace) {
  const Deadline deadline = Clock::now() + grace;
  while (true) {
    switch (next(deadline).kind) {
      case EventKind::message: break;
      case EventKind::ended: return true;
      case EventKind::deadline: return false;
      case EventKind::signal: return false;  // whoever asks again is out of patience
      case EventKind::broken: return false;
    }
  }
}

process::Ending Conversation::finish(std::chrono::milliseconds grace) {
  if (child_.channel().is_open()) shutdown(child_.channel().number(), SHUT_WR);
  if (!ended_within(grace)) return stop(grace);
  return child_.wait();
}

process::Ending Conversation::stop(std::chrono::milliseconds grace) {
  child_.signal_group(SIGTERM);
  if (!ended_within(grace)) {
    child_.signal_group(SIGKILL);
    ended_within(grace);
  } else {
    child_.signal_group(SIGKILL);  // what it started may have ignored the first
  }
  return child_.wait();
}

}  // namespace dcr::mods
