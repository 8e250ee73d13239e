// SPDX-License-Identifier: Apache-2.0
#include "core/process/stream_child.hpp"

#include <doctest/doctest.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace dcr::process {
namespace {

StreamPlan shell(const std::string& script) {
  StreamPlan plan;
  plan.arguments = {"sh", "-c", script};
  return plan;
}

/// All that can be read until the other end is closed.
std::string rest_of(const Descriptor& descriptor) {
  std::string all;
  std::array<char, 4096> buffer{};
  while (true) {
    pollfd wait{descriptor.number(), POLLIN, 0};
    REQUIRE(poll(&wait, 1, 60'000) > 0);
    const ssize_t size = read(descriptor.number(), buffer.data(), buffer.size());
    if (size <= 0) return all;
    all.append(buffer.data(), static_cast<std::size_t>(size));
  }
}

TEST_CASE("a child has its input, a channel, and nothing else of ours") {
  StreamPlan plan = shell("cat; ls /proc/self/fd | tr '\\n' ' '; pwd; echo \"$OWN\"; echo hi >&3");
  plan.input = "input\n";
  plan.channel = true;
  plan.folder = "/";
  plan.environment = {{"OWN", "value"}};
  auto child = StreamChild::start(plan);
  REQUIRE(child.has_value());
  CHECK(rest_of(child->channel()) == "hi\n");
  // 4 is the folder that ls reads.
  CHECK(rest_of(child->output()) == "input\n0 1 2 3 4 /\nvalue\n");
  CHECK(child->wait().exit_code == 0);
}

TEST_CASE("stdout and stderr come in the order they were written") {
  auto child = StreamChild::start(shell("echo a; echo b >&2; echo c"));
  REQUIRE(child.has_value());
  CHECK(rest_of(child->output()) == "a\nb\nc\n");
  CHECK_FALSE(child->channel().is_open());
  child->wait();
}

TEST_CASE("an exit code and a signal are told apart") {
  auto exits = StreamChild::start(shell("exit 7"));
  REQUIRE(exits.has_value());
  const Ending by_itself = exits->wait();
  CHECK(by_itself.exit_code == 7);
  CHECK(by_itself.signal == 0);
  auto killed = StreamChild::start(shell("kill -s KILL $$"));
  REQUIRE(killed.has_value());
  CHECK(killed->wait().signal == SIGKILL);
}

TEST_CASE("a signal reaches all that a child started") {
  auto child = StreamChild::start(shell("sleep 60 & sleep 60 & echo ready; wait"));
  REQUIRE(child.has_value());
  std::array<char, 6> ready{};
  pollfd wait{child->output().number(), POLLIN, 0};
  REQUIRE(poll(&wait, 1, 60'000) == 1);
  CHECK(read(child->output().number(), ready.data(), ready.size()) == 6);
  child->signal_group(SIGTERM);
  CHECK(rest_of(child->output()).empty());  // ends only when nobody holds the pipe
  CHECK(child->wait().signal == SIGTERM);
}

TEST_CASE("a program that cannot be started is an error that names it") {
  StreamPlan plan;
  plan.arguments = {"/nowhere/program"};
  CHECK(StreamChild::start(plan).error().message ==
        "cannot run '/nowhere/program': no such program");
  plan.arguments = {"/etc/passwd"};
  CHECK(StreamChild::start(plan).error().kind == ErrorKind::io);
  plan.arguments = {"true"};
  plan.folder = "/nowhere";
  CHECK_FALSE(StreamChild::start(plan).has_value());
}

TEST_CASE("a child that nobody waited for is killed with its owner") {
  pid_t id = 0;
  {
    auto child = StreamChild::start(shell("echo $$; exec sleep 60"));
    REQUIRE(child.has_value());
    pollfd wait{child->output().number(), POLLIN, 0};
    REQUIRE(poll(&wait, 1, 60'000) == 1);
    std::array<char, 32> text{};
    REQUIRE(read(child->output().number(), text.data(), text.size() - 1) > 0);
    id = std::stoi(text.data());
  }
  CHECK(kill(id, 0) == -1);
}

TEST_CASE("signals are read while they are watched, and change nothing else") {
  const SignalWatch watch;
  CHECK_FALSE(watch.next().has_value());
  kill(getpid(), SIGINT);
  kill(getpid(), SIGTERM);
  pollfd wait{watch.arrived().number(), POLLIN, 0};
  REQUIRE(poll(&wait, 1, 60'000) == 1);
  const std::optional<int> first = watch.next();
  const std::optional<int> second = watch.next();
  CHECK(first.value_or(0) + second.value_or(0) == SIGINT + SIGTERM);
  CHECK_FALSE(watch.next().has_value());
}

}  // namespace
}  // namespace dcr::process
