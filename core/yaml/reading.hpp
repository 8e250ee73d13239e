// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/extents.hpp"
#include "core/yaml/source.hpp"

#include <string>
#include <string_view>

namespace dcr::yaml {

/// The text without its byte order mark and with `\n` as its only line end, as `Source` wants it:
/// so no reader has to know of CRLF, and no value holds a `\r` by accident. Lines and columns stay
/// what they were.
[[nodiscard]] std::string plain_text(std::string_view text);

/// How many bytes the byte order mark at the start of `text` takes.
[[nodiscard]] std::size_t byte_order_mark_size(std::string_view text);

struct Reading {
  Stream stream;
  bool is_json = false;
};

/// Reads a text that `check_text` passed; `extents` receives where its values stand.
[[nodiscard]] Reading read_text(const Source& source, std::string_view file_name,
                                const Limits& limits, Extents* extents = nullptr);

}  // namespace dcr::yaml
