// SPDX-License-Identifier: Apache-2.0
#include "core/base/bug.hpp"

#include <cstdio>
#include <cstdlib>

namespace dcr {

void bug(std::string_view what) {
  std::fprintf(stderr, "dcr: internal error: %.*s\nplease report this, with the command you ran\n",
               static_cast<int>(what.size()), what.data());
  // _Exit: destructors may rest on the invariant that has just been found broken.
  std::_Exit(70);
}

}  // namespace dcr
