// SPDX-License-Identifier: Apache-2.0
#include "core/process/stream_child.hpp"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

namespace dcr::process {
namespace {

/// What an unprivileged user may ask for on Linux.
constexpr int pipe_size = 1 << 20;

/// Above every descriptor that the child is to find.
constexpr int above_channel = channel_number + 1;

/// All that the new process needs before it becomes the program: there it may not allocate.
struct Launch {
  int input = -1;
  int prints = -1;  // -1: ours stay
  int channel = -1;
  int failure = -1;  // gets errno when it cannot become the program
  const char* folder = nullptr;
  char* const* arguments = nullptr;
  char* const* environment = nullptr;
  pid_t parent = 0;
};

void reset_signals() {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  std::signal(SIGPIPE, SIG_DFL);
  std::signal(SIGCHLD, SIG_DFL);
}

bool place_descriptors(const Launch& launch) {
  if (dup2(launch.input, STDIN_FILENO) < 0) return false;
  if (launch.prints >= 0 &&
      (dup2(launch.prints, STDOUT_FILENO) < 0 || dup2(launch.prints, STDERR_FILENO) < 0)) {
    return false;
  }
  unsigned rest = STDERR_FILENO + 1;
  if (launch.channel >= 0) {
    if (dup2(launch.channel, channel_number) < 0) return false;
    rest = above_channel;
  }
  // By the system call: the function is younger than Debian 11. A kernel without it leaves open
  // what is not close-on-exec, which is nothing of ours.
  syscall(SYS_close_range, rest, ~0U, CLOSE_RANGE_CLOEXEC);
  return true;
}

[[noreturn]] void become(const Launch& launch) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != launch.parent) _exit(127);  // it died before it could be watched
  reset_signals();
  if (place_descriptors(launch) && (launch.folder == nullptr || chdir(launch.folder) == 0)) {
    execvpe(launch.arguments[0], launch.arguments, launch.environment);
  }
  const int number = errno;
  [[maybe_unused]] const ssize_t told = write(launch.failure, &number, sizeof number);
  _exit(127);
}

/// A copy that no redirection of the child overwrites.
Descriptor out_of_the_way(const Descriptor& from) {
  return Descriptor(fcntl(from.number(), F_DUPFD_CLOEXEC, above_channel));
}

struct Sockets {
  Descriptor ours;
  Descriptor theirs;
};

Result<Sockets> make_sockets() {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return system_error("cannot make a socket", errno);
  }
  const Descriptor first(ends[0]);
  const Descriptor second(ends[1]);
  Sockets made{out_of_the_way(first), out_of_the_way(second)};
  if (!made.ours.is_open() || !made.theirs.is_open()) {
    return system_error("cannot make a socket", errno);
  }
  return made;
}

/// The errno that a child could not become its program with; 0 when it did.
int failure_of(const Descriptor& reader) {
  int number = 0;
  while (true) {
    const ssize_t got = read(reader.number(), &number, sizeof number);
    if (got < 0 && errno == EINTR) continue;
    return got == static_cast<ssize_t>(sizeof number) ? number : 0;
  }
}

Error cannot_run(const std::string& program, int number) {
  if (number == ENOENT) {
    return Error{ErrorKind::not_found, "cannot run '" + program + "': no such program", {}, {}};
  }
  return system_error("cannot run '" + program + "'", number);
}

sigset_t watched_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, number);
  return signals;
}

/// The descriptors of a start: what the child gets, and what we keep.
struct Ends {
  Descriptor input;
  Pipe prints;
  Sockets channel;
  Pipe failure;
};

Result<Ends> make_ends(const StreamPlan& plan) {
  Ends ends;
  Result<Descriptor> input = input_file(plan.input);
  if (!input) return input.error();
  ends.input = std::move(*input);
  if (plan.prints == Prints::captured) {
    Result<Pipe> prints = make_pipe();
    if (!prints) return prints.error();
    ends.prints.reader = std::move(prints->reader);
    ends.prints.writer = out_of_the_way(prints->writer);
    fcntl(ends.prints.reader.number(), F_SETFL, O_NONBLOCK);
    // A larger pipe: a program that prints much waits less often for us. Where the user has no more
    // room for pipes, the usual size does.
    fcntl(ends.prints.reader.number(), F_SETPIPE_SZ, pipe_size);
  }
  if (plan.channel) {
    Result<Sockets> channel = make_sockets();
    if (!channel) return channel.error();
    ends.channel = std::move(*channel);
  }
  Result<Pipe> failure = make_pipe();
  if (!failure) return failure.error();
  ends.failure.reader = std::move(failure->reader);
  ends.failure.writer = out_of_the_way(failure->writer);
  return ends;
}

Result<pid_t> launch(const StreamPlan& plan, const Ends& ends) {
  std::vector<std::string> arguments = plan.arguments;
  std::vector<std::string> environment = environment_of(plan.environment);
  const std::vector<char*> argument_pointers = pointers_to(arguments);
  const std::vector<char*> environment_pointers = pointers_to(environment);
  const Launch launch{.input = ends.input.number(),
                      .prints = ends.prints.writer.number(),
                      .channel = ends.channel.theirs.number(),
                      .failure = ends.failure.writer.number(),
                      .folder = plan.folder.empty() ? nullptr : plan.folder.c_str(),
                      .arguments = argument_pointers.data(),
                      .environment = environment_pointers.data(),
                      .parent = getpid()};
  const pid_t id = fork();
  if (id < 0) return system_error("cannot run '" + plan.arguments.front() + "'", errno);
  if (id == 0) become(launch);
  return id;
}

}  // namespace

Result<StreamChild> StreamChild::start(const StreamPlan& plan) {
  if (Result<void> checked = check(plan.arguments, plan.folder); !checked) return checked.error();
  Result<Ends> ends = make_ends(plan);
  if (!ends) return ends.error();
  const Result<pid_t> id = launch(plan, *ends);
  if (!id) return id.error();
  setpgid(*id, *id);  // whoever is first: a signal to the group must find it
  ends->failure.writer.close();

  StreamChild child;
  child.id_ = *id;
  child.output_ = std::move(ends->prints.reader);
  child.channel_ = std::move(ends->channel.ours);
  child.process_ = Descriptor(static_cast<int>(syscall(SYS_pidfd_open, *id, 0)));
  if (const int number = failure_of(ends->failure.reader); number != 0) {
    child.wait();
    return cannot_run(plan.arguments.front(), number);
  }
  if (!child.process_.is_open()) return system_error("cannot watch a program", errno);
  return child;
}

StreamChild::~StreamChild() {
  // A moved-from child has no descriptor of the process.
  if (id_ == 0 || !process_.is_open()) return;
  signal_group(SIGKILL);
  wait();
}

void StreamChild::signal_group(int number) const {
  if (id_ != 0) kill(-id_, number);
}

Ending StreamChild::wait() {
  int status = 0;
  while (waitpid(id_, &status, 0) < 0 && errno == EINTR) {
  }
  id_ = 0;
  if (WIFSIGNALED(status)) return {.exit_code = 128 + WTERMSIG(status), .signal = WTERMSIG(status)};
  return {.exit_code = WEXITSTATUS(status), .signal = 0};
}

SignalWatch::SignalWatch() {
  const sigset_t signals = watched_signals();
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  arrived_ = Descriptor(signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
}

SignalWatch::~SignalWatch() {
  const sigset_t signals = watched_signals();
  sigprocmask(SIG_UNBLOCK, &signals, nullptr);
}

std::optional<int> SignalWatch::next() const {
  signalfd_siginfo info{};
  if (read(arrived_.number(), &info, sizeof info) != static_cast<ssize_t>(sizeof info)) {
    return std::nullopt;
  }
  return static_cast<int>(info.ssi_signo);
}

}  // namespace dcr::process
