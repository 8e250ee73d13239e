// SPDX-License-Identifier: Apache-2.0
#include "core/mods/import.hpp"

#include "core/base/atomic_file.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

namespace dcr::mods {
namespace {

TEST_CASE("an import says why it fails") {
  const test::TempFolder folder;
  const process::SignalWatch signals;
  const auto fault = [&](const std::string& text, std::chrono::milliseconds timeout) {
    REQUIRE(write_atomically(folder.path() + "/m.py", text));
    const auto found =
        import_fault({"/usr/bin/python3", folder.path(), {folder.path()}, timeout}, signals, "m");
    REQUIRE(found);
    return *found;
  };
  constexpr std::chrono::seconds long_enough{60};
  CHECK(fault("def run(p): pass", long_enough).empty());
  CHECK(fault("print('x')\ndef run(p): pass", long_enough).empty());
  CHECK(fault("run = 1", long_enough) ==
        "module 'm' cannot be imported: it has no run() that can be called");
  CHECK(fault("1 / 0", long_enough) ==
        "module 'm' cannot be imported: ZeroDivisionError: division by zero");
  CHECK(fault("import os; os._exit(7)", long_enough) ==
        "module 'm' cannot be imported: Python ended with exit code 7");
  CHECK(fault("import os; os.kill(os.getpid(), 9)", long_enough) ==
        "module 'm' cannot be imported: Python was ended by SIGKILL");
  CHECK(fault("input()\n", long_enough) ==
        "module 'm' cannot be imported: EOFError: EOF when reading a line");
  CHECK(fault("import time; time.sleep(1000)", std::chrono::milliseconds(1500)) ==
        "module 'm' cannot be imported: it is not done after 1.5 s");
  CHECK_FALSE(import_fault({"/no/such/python", "", {}, long_enough}, signals, "m").has_value());
}

}  // namespace
}  // namespace dcr::mods
