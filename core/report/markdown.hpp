// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace dcr::report {

/// Text as Markdown shows it, with everything that Markdown or HTML would read escaped; one line.
///
/// Source: CommonMark 0.31, backslash escapes.
[[nodiscard]] std::string markdown_text(std::string_view text);

/// Text as a code span; one line.
///
/// Source: CommonMark 0.31, code spans.
[[nodiscard]] std::string markdown_code(std::string_view text);

/// A sentence for a comment: as markdown_text, and every word that a platform would make something
/// of (`@all`, `#12`, `:tada:`, an address) as code, in which none does. Text between backticks is
/// code already.
///
/// Source: GitHub's and GitLab's flavours: neither looks for references inside code.
[[nodiscard]] std::string markdown_sentence(std::string_view text);

/// Text between HTML tags, or in an attribute; one line.
[[nodiscard]] std::string html_text(std::string_view text);

/// An address as a link, or as a code span where it is none that a link could hold.
[[nodiscard]] std::string markdown_link(std::string_view address);

}  // namespace dcr::report
