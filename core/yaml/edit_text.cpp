// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/edit_text.hpp"

#include "core/base/text.hpp"
#include "core/yaml/check_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dcr::yaml {

Error EditText::refused(const Span& at, std::string message) const {
  return {ErrorKind::usage, std::move(message), SourceSpan{file_name_, at}, "edit it by hand"};
}

Result<EditText> EditText::read(std::string_view text, std::string_view file_name) {
  EditText out;
  out.original_ = text;
  out.file_name_ = file_name;
  const auto broken = [&](const Problem& problem) {
    return Error{ErrorKind::usage, problem.message, SourceSpan{out.file_name_, problem.at},
                 problem.help};
  };
  const Limits limits;
  if (const auto problem = check_text(text, limits.bytes)) return broken(*problem);
  out.plain_ = std::make_unique<const std::string>(plain_text(text));
  out.source_ = std::make_unique<const Source>(*out.plain_);
  out.reading_ = read_text(*out.source_, file_name, limits, &out.extents_);
  if (!out.reading_.stream.ok()) return broken(out.reading_.stream.problems.front());
  for (const Document& document : out.documents()) out.count_uses(*document.root);
  // yaml-cpp loses count in some texts that it takes for tags. What was edited is read again, so a
  // wrong place is found; one outside of the text could not even be written to.
  const std::size_t size = out.plain_->size();
  for (auto& [node, extent] : out.extents_) {
    extent.begin = std::min(extent.begin, size);
    extent.end = std::clamp(extent.end, extent.begin, size);
  }
  return out;
}

void EditText::count_uses(const Node& node) {
  if (++uses_[&node] > 1) return;
  for (const auto& item : node.items) count_uses(*item);
  for (const Entry& entry : node.entries) count_uses(*entry.value);
}

bool EditText::is_own(const Node& mapping, const Entry& entry) const {
  const Extent& whole = extent(mapping);
  const std::size_t at = offset(entry);
  return at >= whole.begin && at < whole.end;
}

/// The innermost anchor around a node, its own included.
std::string EditText::anchor_of(const Node& node) const {
  const std::size_t begin = extent(node).begin;
  const Extent* innermost = nullptr;
  for (const auto& [other, extent] : extents_) {
    const bool around = extent.begin <= begin && begin < std::max(extent.end, extent.begin + 1);
    if (extent.anchor.empty() || !around) continue;
    if (innermost == nullptr || extent.begin > innermost->begin) innermost = &extent;
  }
  if (innermost == nullptr) return "an anchor";
  const std::size_t at = source_->text().rfind("&" + innermost->anchor, innermost->begin);
  return fmt::format("the anchor '&{}' on line {}", printable(innermost->anchor),
                     source_->line(at == std::string_view::npos ? innermost->begin : at));
}

std::optional<Error> EditText::shared(const Node& node) const {
  const auto uses = uses_.find(&node);
  if (uses == uses_.end() || uses->second < 2) return std::nullopt;
  return refused(node.at,
                 fmt::format("this value is shared through {}, so other places would change too",
                             anchor_of(node)));
}

Result<Trail> EditText::trail(const Path& path) const {
  if (path.document >= documents().size()) {
    return refused({}, fmt::format("there is no document {}", path.document + 1));
  }
  Trail trail{documents()[path.document].root.get()};
  for (const Step& step : path.steps) {
    const Node& node = *trail.back();
    const Node* next = nullptr;
    if (const auto* key = std::get_if<std::string>(&step)) {
      next = node.find(*key);
      if (next == nullptr) {
        return refused(node.at, fmt::format("there is no '{}' here", printable(*key)));
      }
    } else {
      const std::size_t index = std::get<std::size_t>(step);
      if (index >= node.items.size()) {
        return refused(node.at, fmt::format("there is no item {} here", index + 1));
      }
      next = node.items[index].get();
    }
    if (std::optional<Error> error = shared(*next)) return *std::move(error);
    trail.push_back(next);
  }
  return trail;
}

/// Where the byte before `offset` ends in the original: a `\r` stays with the `\n` after it.
std::size_t EditText::byte_offset(std::size_t offset) const {
  std::size_t at = byte_order_mark_size(original_);
  for (; offset > 0; ++at) {
    if (original_[at] != '\r') --offset;
  }
  return at;
}

std::string EditText::apply(const Replacement& edit) const {
  const std::size_t begin = byte_offset(edit.begin);
  const std::size_t end = byte_offset(edit.end);
  std::size_t line_end = original_.find('\n', begin);
  if (line_end == std::string_view::npos) line_end = original_.rfind('\n');
  const bool crlf =
      line_end != std::string_view::npos && line_end > 0 && original_[line_end - 1] == '\r';
  std::string text(original_.substr(0, begin));
  for (const char c : edit.text) {
    if (c == '\n' && crlf) text += '\r';
    text += c;
  }
  text += original_.substr(end);
  return text;
}

bool is_same(const Node& a, const Node& b) {
  if (a.kind != b.kind || a.text != b.text || a.items.size() != b.items.size() ||
      a.entries.size() != b.entries.size()) {
    return false;
  }
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (!is_same(*a.items[i], *b.items[i])) return false;
  }
  for (std::size_t i = 0; i < a.entries.size(); ++i) {
    const bool same =
        a.entries[i].key == b.entries[i].key && is_same(*a.entries[i].value, *b.entries[i].value);
    if (!same) return false;
  }
  return true;
}

bool is_as_asked(const Node& read, const Node& asked) {
  return asked.is_null() ? read.is_null() : is_same(read, asked);
}

}  // namespace dcr::yaml
