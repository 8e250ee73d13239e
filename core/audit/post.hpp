// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace dcr::audit {

inline constexpr std::chrono::milliseconds default_timeout{2500};
inline constexpr std::chrono::milliseconds shortest_timeout{100};

/// AUDIT_STREAM_TIMEOUT_S as a time: seconds, with a fraction if need be. What is shorter than
/// `shortest_timeout` becomes it; empty for what is no time.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_timeout(std::string_view seconds);

/// Where events go.
struct Stream {
  std::string url;  ///< AUDIT_STREAM_URL: the events are posted to `url/events`
  std::chrono::milliseconds timeout = default_timeout;  ///< for all events of one call together
};

/// The address as people may see it: without user and password.
[[nodiscard]] std::string shown_address(std::string_view url);

/// Errors: usage for what cannot be the address of a stream.
Result<void> require_address(std::string_view url);

/// Posts the events in their order and stops at the first that is not taken. Redirects are not
/// followed: they would take the event, and the password, to a place nobody named.
///
/// Errors: usage for an address that is not http or https; unavailable when the stream cannot be
/// reached in time, answers with anything but 2xx, or this system has no libcurl.
Result<void> post(const Stream& stream, std::span<const std::string> events);

}  // namespace dcr::audit
