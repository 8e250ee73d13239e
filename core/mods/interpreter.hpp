// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/model/component.hpp"
#include "core/mods/substitution.hpp"

#include <string>
#include <vector>

namespace dcr::mods {

/// Where an interpreter may be named, first to last: of the mod, of the job, of dcr.yaml. An empty
/// one is not said. A name without a slash is looked up in PATH, a relative path in `folder`.
struct NamedInterpreter {
  std::string program;
  std::string folder;
};

/// What a mod wrote of its own `python` in the registry; empty = nothing.
[[nodiscard]] std::string python_of(const Component& component);

struct InterpreterSearch {
  std::vector<NamedInterpreter> named;
  ReadVariable environment;  ///< VIRTUAL_ENV, PATH, and what shims obey
  std::string job_folder;    ///< a `.venv` here or in a folder above, up to `top`, serves
  std::string top;           ///< absolute; empty = only `job_folder`
  std::string cache_folder;  ///< remembers what a shim stands for; empty = nowhere
};

/// The Python that runs a mod: of the mod, the job, dcr.yaml, VIRTUAL_ENV, `.venv`, or `python3`.
///
/// A script in the place of an interpreter, as pyenv has it, takes ten times as long to start as
/// the interpreter that it finds. It is asked once; the answer is kept as long as the script and
/// the files that it obeys stay what they are.
///
/// Units: an absolute path.
/// Errors: not_found when there is none; io when a shim does not say what it stands for.
Result<std::string> find_interpreter(const InterpreterSearch& search);

/// Which Python an interpreter is: "3.11.2". It is asked, and nothing of the user's is imported.
///
/// Errors: io when it does not say.
Result<std::string> interpreter_version(const std::string& interpreter);

/// The absolute path of a program that PATH has; empty when it has none.
[[nodiscard]] std::string find_in_path(const std::string& program, const ReadVariable& environment);

}  // namespace dcr::mods
