// SPDX-License-Identifier: Apache-2.0
//
// libgit2 1.5 loses memory where it fails: an extension it does not know, a revision that names
// nothing, histories without a common commit (20 KB of libpcre2 for each pattern it matches). The
// calls are needed and the process is short, so the leak sanitizer is told. By library and not by
// function: neither keeps frame pointers, so the sanitizer cannot name what lies above.

// NOLINTNEXTLINE(bugprone-reserved-identifier): the name is the sanitizer's
extern "C" const char* __lsan_default_suppressions();

extern "C" const char* __lsan_default_suppressions() {
  return "leak:libpcre2-8.so\n"
         "leak:libgit2.so\n";
}

// NOLINTNEXTLINE(bugprone-reserved-identifier): the name is the sanitizer's
extern "C" const char* __lsan_default_options();

// Without it the sanitizer lists the suppressions on stderr, which golden tests compare.
extern "C" const char* __lsan_default_options() { return "print_suppressions=0"; }
