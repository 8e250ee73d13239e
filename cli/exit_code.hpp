// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/bug.hpp"
#include "core/base/result.hpp"

#include <array>
#include <string_view>

namespace dcr::cli {

/// Every exit code of dcr; nothing else in the program names one.
enum class ExitCode {
  yes = 0,              ///< compatible, found, valid, fresh, written
  no = 1,               ///< findings at or above --fail-on, not found, nothing written
  usage = 2,            ///< the command line or dcr.yaml is wrong
  cannot_look = 3,      ///< not a repository, unknown revision, missing objects, input or output
  mod_warning = 10,     ///< of run-mod and run-script: a mod succeeded with warnings
  mod_validation = 20,  ///< a mod was refused, or refused its input
  mod_runtime = 30,     ///< a mod failed
  mod_timeout = 40,     ///< a mod was ended by --timeout
  mod_cancelled = 50,   ///< a mod was ended by a signal to dcr
  internal_bug = 70,    ///< what dcr::bug ends with
};

struct ExitCodeMeaning {
  ExitCode code;
  std::string_view meaning;
};

/// What help and the manual say of each code.
inline constexpr std::array exit_code_meanings{
    ExitCodeMeaning{ExitCode::yes, "yes: compatible, valid, found, fresh, approved"},
    ExitCodeMeaning{ExitCode::no,
                    "no: findings at or above --fail-on, not found, stale, not approved"},
    ExitCodeMeaning{ExitCode::usage, "the command line or dcr.yaml is wrong"},
    ExitCodeMeaning{ExitCode::cannot_look,
                    "could not look: not a repository, unknown revision, missing objects, "
                    "input or output failed"},
    ExitCodeMeaning{ExitCode::internal_bug, "a bug in dcr"},
};

/// The same of the commands that run mods: 1 is never theirs, so that a scheduler can tell.
inline constexpr std::array mod_exit_code_meanings{
    ExitCodeMeaning{ExitCode::yes, "success"},
    ExitCodeMeaning{ExitCode::usage, "the command line or dcr.yaml is wrong; nothing ran"},
    ExitCodeMeaning{ExitCode::cannot_look, "could not look: input or output failed"},
    ExitCodeMeaning{ExitCode::mod_warning, "success with warnings"},
    ExitCodeMeaning{ExitCode::mod_validation,
                    "refused: parameters, registry, lock or job are wrong and nothing ran, or the "
                    "mod refused its input"},
    ExitCodeMeaning{ExitCode::mod_runtime, "failed: an exception, a crash, a signal"},
    ExitCodeMeaning{ExitCode::mod_timeout, "out of time"},
    ExitCodeMeaning{ExitCode::mod_cancelled, "cancelled by a signal to dcr"},
    ExitCodeMeaning{ExitCode::internal_bug, "a bug in dcr"},
};

[[nodiscard]] constexpr ExitCode exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
    case ErrorKind::bad_config: return ExitCode::usage;
    case ErrorKind::absent: return ExitCode::no;
    case ErrorKind::not_found:
    case ErrorKind::unavailable:
    case ErrorKind::git:
    case ErrorKind::io: return ExitCode::cannot_look;
  }
  unreachable();
}

}  // namespace dcr::cli
