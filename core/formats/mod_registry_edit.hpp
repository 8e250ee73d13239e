// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/model/component.hpp"

#include <string>
#include <string_view>

namespace dcr::formats {

/// The text of a registry without mods, to begin with. `day` is "2026-11-21".
[[nodiscard]] std::string empty_registry(std::string_view day);

/// `text` with `component` in place of the mod of its name, or after the last one, in the specified
/// shape and with its keys in one order; keys dcr does not know stay. Every other byte stays, where
/// the mods begin on lines of their own; else the whole file is written anew, indented by two.
///
/// Errors: usage with the place where `text` is no registry in JSON.
Result<std::string> with_component(std::string_view text, std::string_view path,
                                   const Component& component);

}  // namespace dcr::formats
