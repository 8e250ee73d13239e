// SPDX-License-Identifier: Apache-2.0
//
// Prints the microseconds that libgit2 takes to start as dcr starts it, linked as dcr is.
#include "core/git/libgit2_start.hpp"

#include <chrono>
#include <cstdio>

int main() {
  const auto begin = std::chrono::steady_clock::now();
  dcr::git::start_libgit2();
  const std::chrono::duration<double, std::micro> spent = std::chrono::steady_clock::now() - begin;
  std::printf("%.1f\n", spent.count());
  return 0;
}
