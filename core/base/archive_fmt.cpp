// SPDX-License-Identifier: Apache-2.0
//
// Only part of builds that link archives (core/libraries.cmake): the functions of fmt that other
// files take from its shared object. They are inline here, and compiled since an address is taken.
#define FMT_HEADER_ONLY
#include <fmt/format.h>

namespace dcr {

extern std::string (*const fmt_vformat)(fmt::string_view, fmt::format_args);
extern bool (*const fmt_is_printable)(std::uint32_t);
extern void (*const fmt_throw_format_error)(const char*);

std::string (*const fmt_vformat)(fmt::string_view, fmt::format_args) = &fmt::vformat;
bool (*const fmt_is_printable)(std::uint32_t) = &fmt::detail::is_printable;
void (*const fmt_throw_format_error)(const char*) = &fmt::detail::throw_format_error;

}  // namespace dcr
