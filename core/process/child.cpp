// SPDX-License-Identifier: Apache-2.0
#include "core/process/child.hpp"

#include "core/process/parts.hpp"

#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace dcr::process {
namespace {

/// What posix_spawn is told, freed with its owner.
class SpawnPlan {
 public:
  SpawnPlan() {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
    // Signals that we block or ignore must work again in the child.
    sigset_t none;
    sigset_t usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    sigaddset(&usual, SIGCHLD);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &usual);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  void use(const Descriptor& ours, int theirs) {
    posix_spawn_file_actions_adddup2(&actions_, ours.number(), theirs);
  }
  void run_in(const std::string& folder) {
    posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str());
  }
  void close_the_rest() { posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1); }

  [[nodiscard]] int spawn(pid_t& id, char* const* arguments, char* const* environment) const {
    return posix_spawnp(&id, arguments[0], &actions_, &attributes_, arguments, environment);
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

Result<pid_t> start(const Child& child, const Descriptor& input, const Pipe& output,
                    const Pipe& errors) {
  SpawnPlan plan;
  plan.use(input, STDIN_FILENO);
  plan.use(output.writer, STDOUT_FILENO);
  plan.use(errors.writer, STDERR_FILENO);
  if (!child.folder.empty()) plan.run_in(child.folder);
  plan.close_the_rest();

  std::vector<std::string> arguments = child.arguments;
  std::vector<std::string> environment = environment_of(child.environment);
  pid_t id = 0;
  const int failure =
      plan.spawn(id, pointers_to(arguments).data(), pointers_to(environment).data());
  const std::string& program = child.arguments.front();
  if (failure == ENOENT) {
    return Error{ErrorKind::not_found, "cannot run '" + program + "': no such program", {}, {}};
  }
  if (failure != 0) return system_error("cannot run '" + program + "'", failure);
  return id;
}

/// Appends what can be read now; closes at the end of file. The errno where that fails, else 0:
/// half an answer must not pass for a whole one.
int read_some(Descriptor& from, std::string& to) {
  std::array<char, 65536> buffer{};
  const ssize_t size = read(from.number(), buffer.data(), buffer.size());
  if (size > 0) {
    to.append(buffer.data(), static_cast<std::size_t>(size));
  } else if (size == 0) {
    from.close();
  } else if (errno != EINTR && errno != EAGAIN) {
    return errno;
  }
  return 0;
}

/// What is listened to while a program runs.
struct Listening {
  Descriptor& output;
  Descriptor& errors;
  Descriptor ended;  // readable once the program has ended
  bool has_ended = false;
  int failure = 0;  // the errno of a read
};

/// Appends what both pipes hold now, after a wait for the first news; once the program has ended
/// without one. False when there was nothing.
bool read_both_once(Listening& from, Outcome& outcome) {
  // poll skips negative descriptors, which is what a closed one holds.
  std::array<pollfd, 3> waits{pollfd{from.output.number(), POLLIN, 0},
                              pollfd{from.errors.number(), POLLIN, 0},
                              pollfd{from.ended.number(), POLLIN, 0}};
  const int milliseconds = from.has_ended ? 0 : -1;
  if (poll(waits.data(), waits.size(), milliseconds) < 0) {
    if (errno != EINTR) from.failure = errno;  // else a signal woke us
    return true;
  }
  if (waits[0].revents != 0) from.failure = read_some(from.output, outcome.output);
  if (waits[1].revents != 0 && from.failure == 0) {
    from.failure = read_some(from.errors, outcome.errors);
  }
  from.has_ended = waits[2].revents != 0;
  return waits[0].revents != 0 || waits[1].revents != 0;
}

/// Reads both pipes until both end, or the program has: a process it leaves behind (an ssh that
/// stays for the next call, what a hook starts) may keep them open for hours. EFBIG when one holds
/// more than `limit`, another errno when reading fails, else 0.
int read_both(Listening from, Outcome& outcome, std::size_t limit) {
  while (from.output.is_open() || from.errors.is_open()) {
    const bool had_ended = from.has_ended;
    const bool got = read_both_once(from, outcome);
    if (from.failure != 0) return from.failure;
    if (outcome.output.size() > limit || outcome.errors.size() > limit) return EFBIG;
    if (had_ended && !got) break;
  }
  return 0;
}

/// Becomes readable when the process ends; closed where the system is too old to tell.
Descriptor end_of(pid_t id) {
  return Descriptor(static_cast<int>(syscall(SYS_pidfd_open, id, 0U)));
}

Result<int> wait_for(pid_t id, const std::string& program) {
  int status = 0;
  while (waitpid(id, &status, 0) < 0) {
    if (errno != EINTR) return system_error("cannot learn how '" + program + "' ended", errno);
  }
  return status;
}

}  // namespace

Result<Outcome> run(const Child& child) {
  if (Result<void> checked = check(child.arguments, child.folder); !checked) return checked.error();
  Result<Descriptor> input = input_file(child.input);
  if (!input) return input.error();
  Result<Pipe> output = make_pipe();
  if (!output) return output.error();
  Result<Pipe> errors = make_pipe();
  if (!errors) return errors.error();
  Result<pid_t> id = start(child, *input, *output, *errors);
  if (!id) return id.error();
  output->writer.close();  // else the end of file would never come
  errors->writer.close();

  Outcome outcome;
  const int failure =
      read_both({output->reader, errors->reader, end_of(*id)}, outcome, child.output_limit);
  if (failure != 0) kill(*id, SIGKILL);
  const std::string& program = child.arguments.front();
  Result<int> status = wait_for(*id, program);
  if (failure != 0 && failure != EFBIG) {
    return system_error("cannot read what '" + program + "' prints", failure);
  }
  if (failure == EFBIG) {
    return Error{ErrorKind::io,
                 "'" + program + "' wrote more than " + std::to_string(child.output_limit) +
                     " bytes and was ended",
                 {},
                 {}};
  }
  if (!status) return status.error();
  outcome.signal = WIFSIGNALED(*status) ? WTERMSIG(*status) : 0;
  outcome.exit_code = outcome.signal != 0 ? 128 + outcome.signal : WEXITSTATUS(*status);
  return outcome;
}

}  // namespace dcr::process
