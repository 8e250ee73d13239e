// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dcr::schema {

/// The editions of JSON Schema, oldest first.
enum class Draft { draft4, draft6, draft7, draft2019_09, draft2020_12 };

/// "draft-04", "2020-12".
[[nodiscard]] std::string_view to_string(Draft draft);

/// The draft that a `$schema` names, with or without the empty fragment; empty when it is none.
[[nodiscard]] std::optional<Draft> draft_of(std::string_view schema_uri);

/// What a keyword does for dcr.
enum class KeywordRole {
  assertion,   ///< decides whether a value is valid, or names and holds schemas
  annotation,  ///< describes only
};

struct Keyword {
  std::string_view name;
  KeywordRole role;
  Draft first;  ///< the first draft that knows it
  Draft last;   ///< the last one
};

/// What is known of a keyword in any draft; nullptr when no draft has it.
[[nodiscard]] const Keyword* find_keyword(std::string_view name);

/// "; did you mean 'minLength'?", of the keywords of `draft`, or nothing.
[[nodiscard]] std::string nearest_keyword(std::string_view name, Draft draft);

}  // namespace dcr::schema
