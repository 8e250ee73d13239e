// SPDX-License-Identifier: Apache-2.0
#include "core/git/owned.hpp"

namespace dcr::git {

Error libgit2_error(std::string_view what) {
  // NULL although a call failed: some paths of libgit2 1.5 set no message.
  const git_error* last = git_error_last();
  std::string message(what);
  if (last != nullptr && last->message != nullptr) {
    message += ": ";
    message += last->message;
  }
  return Error{ErrorKind::git, std::move(message), {}, {}};
}

}  // namespace dcr::git
