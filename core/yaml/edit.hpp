// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/yaml/node.hpp"
#include "core/yaml/render.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dcr::yaml {

/// Edits of a YAML or JSON text that keep every byte but those of the value they change: comments,
/// quotes, line ends, the byte order mark, a last line without an end.
///
/// An edit replaces one stretch of the text, then the result is read again and compared with what
/// was there, value by value and comment by comment: everything must be as before but for the
/// target, which must read back as asked. So an edit is right, or it is refused.
///
///     version: '1.0.0'  # three parts    replace_value(…, {0, {"version"}}, string_value("1.1.0"))
///     version: '1.1.0'  # three parts
///
/// Errors of all: usage, with the place, where the text is not sound YAML or JSON; where the value
/// is shared through an anchor or a merge key (the anchor's line is named); and where the text is
/// written in a way that cannot be edited safely.

/// A key of a mapping, or the index of an item of a list.
using Step = std::variant<std::string, std::size_t>;

/// Which value: the steps from the root of a document of the stream.
struct Path {
  std::size_t document = 0;
  std::vector<Step> steps;
};

/// The text with another value at `path`, which is there. A scalar keeps its style where that reads
/// back as asked. Of a list or mapping the brackets or the indentation stay, the comments inside of
/// it do not.
Result<std::string> replace_value(std::string_view text, std::string_view file_name,
                                  const Path& path, const Node& value);

/// The text with one key more in the mapping at `path`: below the entry `after`, or as the last
/// where there is none of that name. The key is not there yet.
Result<std::string> insert_key(std::string_view text, std::string_view file_name, const Path& path,
                               std::string_view key, const Node& value,
                               std::string_view after = {});

/// The text of a stream without one of its documents, its `---` and its comments; of at least two.
Result<std::string> remove_document(std::string_view text, std::string_view file_name,
                                    std::size_t document);

}  // namespace dcr::yaml
