// SPDX-License-Identifier: Apache-2.0
#include "core/audit/post.hpp"

#include "core/audit/curl.hpp"
#include "core/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace dcr::audit {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// A longer one is as good as none, and more would not fit into milliseconds.
constexpr double longest_timeout_s = 3600;

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

std::string events_url(std::string_view url) {
  while (url.ends_with('/')) url.remove_suffix(1);
  return std::string(url) + "/events";
}

std::string left_out(std::size_t sent, std::size_t all) {
  return all > 1 ? fmt::format(" ({} of {} events sent)", sent, all) : "";
}

Error not_taken(const Stream& stream, std::string_view why, std::size_t sent, std::size_t all) {
  return {ErrorKind::unavailable,
          fmt::format("the audit stream {} did not take the event: {}{}",
                      shown_address(events_url(stream.url)), why, left_out(sent, all)),
          {},
          {}};
}

}  // namespace

Result<void> require_address(std::string_view url) {
  const std::string scheme = lower(url.substr(0, url.find("://")));
  if (url.find("://") == std::string_view::npos || (scheme != "http" && scheme != "https")) {
    return Error{ErrorKind::usage, "AUDIT_STREAM_URL is no http or https address", {}, {}};
  }
  const bool plain = std::ranges::all_of(url, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0x7f;
  });
  if (!plain || url.find_first_of("?#") != std::string_view::npos) {
    return Error{ErrorKind::usage,
                 "AUDIT_STREAM_URL holds a blank, a query or a fragment; '/events' is added to it",
                 {},
                 {}};
  }
  return {};
}

std::optional<milliseconds> parse_timeout(std::string_view seconds) {
  double number = 0;
  const char* end = seconds.data() + seconds.size();
  const auto [rest, failure] = std::from_chars(seconds.data(), end, number);
  if (failure != std::errc() || rest != end || !std::isfinite(number) || number < 0) {
    return std::nullopt;
  }
  const milliseconds asked(
      static_cast<milliseconds::rep>(std::min(number, longest_timeout_s) * 1000));
  return std::max(asked, shortest_timeout);
}

std::string shown_address(std::string_view url) {
  const auto scheme = url.find("://");
  // The last '@': a password may hold one, and a '/' too.
  const auto user = url.rfind('@');
  if (scheme == std::string_view::npos || user == std::string_view::npos) {
    return printable(url);
  }
  return printable(std::string(url.substr(0, scheme + 3)) + std::string(url.substr(user + 1)));
}

Result<void> post(const Stream& stream, std::span<const std::string> events) {
  if (events.empty()) return {};
  if (auto valid = require_address(stream.url); !valid) return valid.error();
  const Clock::time_point deadline = Clock::now() + stream.timeout;
  auto curl = Curl::load();
  if (!curl) return not_taken(stream, curl.error().message, 0, events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
    // To libcurl 0 means without end.
    if (left.count() <= 0) return not_taken(stream, "timeout was reached", i, events.size());
    const auto status = curl->post(events_url(stream.url), events[i], left);
    if (!status) return not_taken(stream, status.error().message, i, events.size());
    if (*status < 200 || *status > 299) {
      return not_taken(stream, fmt::format("it answered {}", *status), i, events.size());
    }
  }
  return {};
}

}  // namespace dcr::audit
