// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/descriptor.hpp"
#include "core/base/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr::process {

/// Changes to our own environment; without a value the variable is unset.
using EnvironmentChanges = std::vector<std::pair<std::string, std::optional<std::string>>>;

/// "WHAT: " and what the system says of the error `number`.
[[nodiscard]] Error system_error(const std::string& what, int number);

/// Moves a descriptor above stderr. With our own stdin closed (as hooks may have it) a pipe would
/// get number 0, and the child's redirections would overwrite it before it is used.
[[nodiscard]] Descriptor above_standard(int number);

struct Pipe {
  Descriptor reader;
  Descriptor writer;
};

/// Errors: io.
Result<Pipe> make_pipe();

/// What the child finds on stdin. A file in memory and not a pipe: a child that reads late, or not
/// at all, can neither block us nor end us with SIGPIPE.
///
/// Errors: io.
Result<Descriptor> input_file(std::string_view input);

/// Our environment with the changes applied: "NAME=value".
[[nodiscard]] std::vector<std::string> environment_of(const EnvironmentChanges& changes);

/// What exec takes: null-terminated, valid as long as `texts`.
[[nodiscard]] std::vector<char*> pointers_to(std::vector<std::string>& texts);

/// Whether the program can be asked for at all.
///
/// Errors: usage for an argument with a NUL byte; io when `folder` is none.
Result<void> check(const std::vector<std::string>& arguments, const std::string& folder);

}  // namespace dcr::process
