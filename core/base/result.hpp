// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_span.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <utility>

namespace dcr {

/// Why dcr could not do its job; `cli/exit_code.hpp` maps each kind to an exit code.
enum class ErrorKind {
  usage,        ///< the command line asks for something that cannot be
  bad_config,   ///< dcr.yaml is wrong
  not_found,    ///< a revision, repository or file that was named does not exist
  absent,       ///< the registry was read, and what was asked for is not in it: the answer is no
  unavailable,  ///< it exists, but not in this clone (shallow, partial, registry out of reach)
  git,          ///< git or libgit2 refused
  io,           ///< the operating system refused
};

/// Why dcr could not do its job. What a contract did wrong is an Issue or a Problem, never an
/// Error.
struct Error {
  ErrorKind kind;
  std::string message;                ///< lower case, no full stop, the thing in 'quotes'
  std::optional<SourceSpan> where{};  ///< empty when no file is at fault
  std::string help{};                 ///< the way out, e.g. a command; empty when none is known
};

/// A value or the reason there is none.
///
/// A class and not an alias of tl::expected: an alias neither converts from `Error` in a return
/// statement nor warns when it is dropped.
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using Base = tl::expected<T, Error>;
  using Base::Base;
  Result(Base base) : Base(std::move(base)) {}                   // NOLINT: implicit by design
  Result(Error error) : Base(tl::unexpect, std::move(error)) {}  // NOLINT: implicit by design
};

}  // namespace dcr
