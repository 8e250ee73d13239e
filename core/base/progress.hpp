// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace dcr {

/// How far the work is that goes on now.
struct Progress {
  const char* what = nullptr;  ///< "reading contracts"; null when nothing goes on that takes long
  std::size_t done = 0;
  std::size_t total = 0;  ///< 0 when it is not known
};

/// What the phase says that is shown; may be asked from any thread.
[[nodiscard]] Progress progress();

/// Work that may take long, from construction to destruction. Core counts and never writes: whoever
/// has a terminal asks progress(). Of phases within each other the outermost is shown; all belong
/// to the main thread.
class Phase {
 public:
  /// `what` has to live as long as the program: a literal.
  explicit Phase(const char* what, std::size_t total = 0);
  Phase(const Phase&) = delete;
  Phase& operator=(const Phase&) = delete;
  ~Phase();

  /// One more is done.
  void advance() const;

 private:
  bool is_shown_;
};

}  // namespace dcr
