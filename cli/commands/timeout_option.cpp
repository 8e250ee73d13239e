// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/timeout_option.hpp"

#include "core/base/text.hpp"

#include <charconv>
#include <cmath>
#include <system_error>

namespace dcr::cli {

Result<std::chrono::milliseconds> parse_timeout(const std::string& text) {
  double seconds = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool whole = failure == std::errc() && end == text.data() + text.size();
  if (!whole || !std::isfinite(seconds) || seconds <= 0 || seconds > 1e9) {
    return Error{ErrorKind::usage,
                 "--timeout is a number of seconds above 0, not '" + printable(text) + "'"};
  }
  return std::chrono::milliseconds(std::llround(std::ceil(seconds * 1000)));
}

}  // namespace dcr::cli
