// SPDX-License-Identifier: Apache-2.0
#include "core/process/child.hpp"

#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <csignal>

namespace dcr::process {
namespace {

Outcome run_shell(const std::string& script, std::string_view input = {}) {
  Child child;
  child.arguments = {"sh", "-c", script};
  child.input = input;
  Result<Outcome> outcome = run(child);
  REQUIRE(outcome.has_value());
  return *outcome;
}

TEST_CASE("a program's output, errors and exit code come back apart") {
  const Outcome outcome = run_shell("printf out; printf err >&2; exit 7");
  CHECK(outcome.output == "out");
  CHECK(outcome.errors == "err");
  CHECK(outcome.exit_code == 7);
  CHECK(outcome.signal == 0);
  CHECK_FALSE(outcome.succeeded());
}

TEST_CASE("arguments arrive as they are, without a shell") {
  Result<Outcome> outcome = run({.arguments = {"printf", "%s|", "a b", "$HOME", "*", "", "'\""}});
  REQUIRE(outcome.has_value());
  CHECK(outcome->output == "a b|$HOME|*||'\"|");
  CHECK(outcome->succeeded());
}

TEST_CASE("an argument with a NUL byte is refused instead of cut") {
  Result<Outcome> outcome = run({.arguments = {"printf", std::string("a\0b", 3)}});
  REQUIRE_FALSE(outcome.has_value());
  CHECK(outcome.error().kind == ErrorKind::usage);
  CHECK(outcome.error().message == "an argument for 'printf' holds a NUL byte");
}

TEST_CASE("a program that does not exist is not_found and named") {
  Result<Outcome> outcome = run({.arguments = {"dcr-no-such-program", "x"}});
  REQUIRE_FALSE(outcome.has_value());
  CHECK(outcome.error().kind == ErrorKind::not_found);
  CHECK(outcome.error().message == "cannot run 'dcr-no-such-program': no such program");
}

TEST_CASE("a file that is no program is an error and not an exit code") {
  test::TempFolder folder;
  test::write_file(folder.path() + "/plain", "text");
  Result<Outcome> outcome = run({.arguments = {folder.path() + "/plain"}});
  REQUIRE_FALSE(outcome.has_value());
  CHECK(outcome.error().kind == ErrorKind::io);
  CHECK(outcome.error().message == "cannot run '" + folder.path() + "/plain': Permission denied");
}

TEST_CASE("a folder that does not exist is told apart from a missing program") {
  Result<Outcome> outcome = run({.arguments = {"true"}, .folder = "/no/such/folder"});
  REQUIRE_FALSE(outcome.has_value());
  CHECK(outcome.error().kind == ErrorKind::io);
  CHECK(outcome.error().message == "cannot run 'true' in '/no/such/folder': not a folder");
}

TEST_CASE("a program runs in the folder it is given") {
  test::TempFolder folder;
  Result<Outcome> outcome = run({.arguments = {"pwd", "-P"}, .folder = folder.path()});
  REQUIRE(outcome.has_value());
  CHECK(outcome->output == folder.path() + "\n");
}

TEST_CASE("megabytes on both pipes at once do not block") {
  const Outcome outcome = run_shell(
      "head -c 3000000 /dev/zero | tr '\\0' e >&2 & head -c 5000000 /dev/zero | tr '\\0' o; wait");
  CHECK(outcome.output == std::string(5000000, 'o'));
  CHECK(outcome.errors == std::string(3000000, 'e'));
}

TEST_CASE("input of any size reaches stdin, and a program may leave it unread") {
  const std::string input(4000000, 'x');
  CHECK(run_shell("cat", input).output == input);
  CHECK(run_shell("exit 0", input).exit_code == 0);
}

TEST_CASE("without input a program finds the end of file and never our stdin") {
  CHECK(run_shell("cat; readlink /proc/self/fd/0").output == "/dev/null\n");
}

TEST_CASE("a program that a signal ends says which") {
  const Outcome outcome = run_shell("kill -TERM $$");
  CHECK(outcome.signal == SIGTERM);
  CHECK(outcome.exit_code == 128 + SIGTERM);
}

TEST_CASE("variables are added, replaced and unset for the child alone") {
  setenv("DCR_TEST_KEPT", "kept", 1);
  setenv("DCR_TEST_GONE", "still here", 1);
  setenv("DCR_TEST_NEW", "old", 1);
  Child child;
  child.arguments = {"sh", "-c", "echo $DCR_TEST_KEPT,${DCR_TEST_GONE-unset},$DCR_TEST_NEW"};
  child.environment = {{"DCR_TEST_GONE", std::nullopt}, {"DCR_TEST_NEW", "new"}};
  Result<Outcome> outcome = run(child);
  REQUIRE(outcome.has_value());
  CHECK(outcome->output == "kept,unset,new\n");
  CHECK(std::string(getenv("DCR_TEST_GONE")) == "still here");
}

TEST_CASE("a program that writes more than the limit is ended") {
  for (const char* script : {"yes", "yes >&2"}) {
    CAPTURE(script);
    Result<Outcome> outcome =
        run({.arguments = {"sh", "-c", std::string("exec ") + script}, .output_limit = 100000});
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().kind == ErrorKind::io);
    CHECK(outcome.error().message == "'sh' wrote more than 100000 bytes and was ended");
  }
}

TEST_CASE("no file of ours is open in the child, close-on-exec or not") {
  const int leak = fcntl(STDERR_FILENO, F_DUPFD, 57);
  REQUIRE(leak >= 57);
  const std::string number = std::to_string(leak);
  CHECK(run_shell("test -e /proc/$$/fd/" + number + " && echo open").output.empty());
  close(leak);
}

TEST_CASE("it works with our own stdin closed") {
  const int kept = dup(STDIN_FILENO);
  close(STDIN_FILENO);
  const Outcome outcome = run_shell("cat; printf err >&2", "in");
  if (kept >= 0) {
    dup2(kept, STDIN_FILENO);
    close(kept);
  }
  CHECK(outcome.output == "in");
  CHECK(outcome.errors == "err");
}

TEST_CASE("what a program leaves running is not waited for, although it holds the pipes") {
  const auto begin = std::chrono::steady_clock::now();
  const Outcome outcome = run_shell("sleep 20 & echo $!; printf err >&2");
  const auto took = std::chrono::steady_clock::now() - begin;
  kill(std::stoi(outcome.output), SIGKILL);
  CHECK(outcome.errors == "err");
  CHECK(took < std::chrono::seconds(15));
}

TEST_CASE("all of a long output is read from a program that has ended") {
  const Outcome outcome = run_shell("head -c 3000000 /dev/zero; head -c 50000 /dev/zero >&2");
  CHECK(outcome.output.size() == 3000000);
  CHECK(outcome.errors.size() == 50000);
}

TEST_CASE("a signal that we ignore works again in the child") {
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  const Outcome outcome = run_shell("kill -PIPE $$; echo survived");
  std::signal(SIGPIPE, before);
  CHECK(outcome.signal == SIGPIPE);
  CHECK(outcome.output.empty());
}

}  // namespace
}  // namespace dcr::process
