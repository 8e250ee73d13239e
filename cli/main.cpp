// SPDX-License-Identifier: Apache-2.0
#include "cli/exit_code.hpp"
#include "cli/help.hpp"
#include "cli/parse.hpp"
#include "cli/progress_line.hpp"
#include "cli/session.hpp"

#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

namespace dcr::cli {
namespace {

/// Opens what the caller closed (`dcr check >&-`): the next file opened would take the number of
/// stdout, and reports would be written into it. Opened the other way round, so that an answer
/// which reaches nobody is an error and not lost in silence.
void keep_standard_streams_open() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    const int flags = stream == STDIN_FILENO ? O_WRONLY : O_RDONLY;
    if (fcntl(stream, F_GETFD) == -1 && open("/dev/null", flags) != stream) {
      std::_Exit(static_cast<int>(ExitCode::cannot_look));
    }
  }
}

Result<ExitCode> run(const Request& request) {
  Result<Session> session = Session::begin(request.globals);
  if (!session) return session.error();
  if (request.globals.version) {
    Result<void> printed = session->print(version_line());
    if (!printed) return printed.error();
    return ExitCode::yes;
  }
  if (request.globals.help) {
    Result<void> printed =
        session->print(request.command ? command_help(*request.command) : overview());
    if (!printed) return printed.error();
    return ExitCode::yes;
  }
  if (!request.command) {
    std::fputs(overview().c_str(), stderr);
    return ExitCode::usage;
  }
  const ProgressLine line(*session, request.invocation);
  return request.invocation.run(*session);
}

ExitCode answer(const std::vector<std::string>& arguments) {
  Result<Request> request = parse(arguments);
  Result<ExitCode> code = request ? run(*request) : Result<ExitCode>(request.error());
  if (code) return *code;
  report_error(code.error());
  return exit_code(code.error().kind);
}

}  // namespace
}  // namespace dcr::cli

int main(int argc, char** argv) {
  dcr::cli::keep_standard_streams_open();
  // glibc would raise it to the size of what is freed, and keep large blocks that nobody uses.
  mallopt(M_MMAP_THRESHOLD, 256 * 1024);
  std::signal(SIGPIPE, SIG_IGN);  // Session::print deals with a reader that has gone away
  try {
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    return static_cast<int>(dcr::cli::answer(arguments));
  } catch (const std::exception& unexpected) {
    dcr::bug(unexpected.what());
  }
}
