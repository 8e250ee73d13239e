// SPDX-License-Identifier: Apache-2.0
#include "core/base/descriptor.hpp"

#include <unistd.h>

#include <cerrno>

namespace dcr {

void Descriptor::close() {
  if (number_ < 0) return;
  const int error_number = errno;  // who reports a failure reads it after its files are closed
  ::close(std::exchange(number_, -1));
  errno = error_number;
}

}  // namespace dcr
