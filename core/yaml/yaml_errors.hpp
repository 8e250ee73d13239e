// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/problem.hpp"
#include "core/yaml/scalar.hpp"
#include "core/yaml/source.hpp"

#include <cstddef>
#include <string_view>

namespace dcr::yaml {

class YamlEvents;

/// A line of a mapping, of which yaml-cpp would make a key without a value.
[[nodiscard]] Problem no_colon(Span line, std::string_view text);
[[nodiscard]] Problem unclosed_quote(const Source& source, std::size_t quote_at);
/// `at` is the first character after the quoted `token` that does not belong there.
[[nodiscard]] Problem text_after_quote(const Source& source, const Token& token, std::size_t at);
/// For a quoted scalar that yaml-cpp turned into bytes that are not UTF-8.
[[nodiscard]] Problem bad_escape(const Source& source, const Token& token);

/// Says in the user's words what yaml-cpp's `message` means: it names its own state (`end of map
/// not found`), a person needs to know what to change.
[[nodiscard]] Problem explain_error(const Source& source, const YamlEvents& events,
                                    std::string_view message, std::size_t at);

}  // namespace dcr::yaml
