// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/edit.hpp"
#include "core/yaml/edit_text.hpp"

namespace dcr::yaml {

namespace {

bool is_start_marker(const Source& source, std::size_t line) {
  return source.text().substr(line).starts_with("---") && is_gap(source[line + 3]);
}

/// The line `---` that starts the document whose content is at `offset`; else the text's start.
std::size_t start_of(const Source& source, std::size_t offset) {
  std::size_t line = source.line_begin(offset);
  while (line > 0 && !is_start_marker(source, line)) line = source.line_begin(line - 1);
  return line;
}

/// The line `---` of what follows the content that ends at `offset`; else the text's end.
std::size_t end_of(const Source& source, std::size_t offset) {
  std::size_t line = source.line_end(offset) + 1;
  while (line < source.size() && !is_start_marker(source, line)) line = source.line_end(line) + 1;
  return line < source.size() ? line : source.size();
}

bool has_all_but(const EditText& before, const EditText& after, std::size_t removed) {
  if (after.documents().size() + 1 != before.documents().size()) return false;
  for (std::size_t i = 0; i < after.documents().size(); ++i) {
    const std::size_t old = i < removed ? i : i + 1;
    if (!is_same(*before.documents()[old].root, *after.documents()[i].root)) return false;
  }
  return true;
}

}  // namespace

Result<std::string> remove_document(std::string_view text, std::string_view file_name,
                                    std::size_t document) {
  const Result<EditText> before = EditText::read(text, file_name);
  if (!before) return before.error();
  const Result<Trail> trail = before->trail({document, {}});
  if (!trail) return trail.error();
  const Node& root = *trail->front();
  const Extent& extent = before->extent(root);
  const Replacement cut{
      start_of(before->source(), extent.begin), end_of(before->source(), extent.end), {}};
  std::string rest = before->apply(cut);
  const Result<EditText> after = EditText::read(rest, file_name);
  if (before->documents().size() < 2 || !after || !has_all_but(*before, *after, document)) {
    return before->refused(root.at, "this document cannot be cut out of its file");
  }
  return rest;
}

}  // namespace dcr::yaml
