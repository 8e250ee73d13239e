// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/edit.hpp"

#include "core/base/text.hpp"
#include "core/yaml/edit_text.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace dcr::yaml {

namespace {

constexpr std::string_view cannot_edit =
    "this cannot be changed in place without changing something else";

/// What must be true of the text after an edit.
struct Expectation {
  Path path;                    ///< of the value that changed, or of the mapping that grew
  const Node* value = nullptr;  ///< what was asked for; null: nothing but what is gone
  std::string_view key{};       ///< the one more; empty when a value was replaced
  Extent gone{};                ///< the list or mapping whose comments went with it
};

/// Whether `after` is `before` but for what stands at the end of the path from `step` on.
bool is_as_expected(const Node& before, const Node& after, const Expectation& expected,
                    std::size_t step) {
  const bool arrived = step == expected.path.steps.size();
  if (arrived && expected.key.empty()) return is_as_asked(after, *expected.value);
  if (before.kind != after.kind || before.text != after.text ||
      before.items.size() != after.items.size()) {
    return false;
  }
  const Step* next = arrived ? nullptr : &expected.path.steps[step];
  for (std::size_t i = 0; i < before.items.size(); ++i) {
    const auto* index = next == nullptr ? nullptr : std::get_if<std::size_t>(next);
    const bool on_path = index != nullptr && *index == i;
    const bool same = on_path
                          ? is_as_expected(*before.items[i], *after.items[i], expected, step + 1)
                          : is_same(*before.items[i], *after.items[i]);
    if (!same) return false;
  }
  std::size_t seen = 0;
  for (const Entry& entry : after.entries) {
    if (arrived && entry.key == expected.key) {
      if (!is_as_asked(*entry.value, *expected.value)) return false;
      continue;
    }
    if (seen == before.entries.size() || before.entries[seen].key != entry.key) return false;
    const Node& old = *before.entries[seen++].value;
    const auto* key = next == nullptr ? nullptr : std::get_if<std::string>(next);
    const bool on_path = key != nullptr && *key == entry.key;
    const bool same = on_path ? is_as_expected(old, *entry.value, expected, step + 1)
                              : is_same(old, *entry.value);
    if (!same) return false;
  }
  return seen == before.entries.size() &&
         after.entries.size() == before.entries.size() + (arrived ? 1 : 0);
}

/// The comments of a document that do not stand in the list or mapping `gone`.
std::vector<std::string> comments_outside(const EditText& text, const Document& document,
                                          const Extent& gone) {
  std::vector<std::string> outside;
  for (const Comment& comment : document.comments) {
    const std::size_t at = text.source().offset(comment.at.begin);
    if (at < gone.begin || at >= gone.end) outside.push_back(comment.text);
  }
  return outside;
}

bool is_right(const EditText& before, const EditText& after, const Expectation& expected) {
  const auto& old = before.documents();
  const auto& now = after.documents();
  if (old.size() != now.size()) return false;
  for (std::size_t i = 0; i < old.size(); ++i) {
    const bool same = i == expected.path.document
                          ? is_as_expected(*old[i].root, *now[i].root, expected, 0)
                          : is_same(*old[i].root, *now[i].root);
    if (!same || comments_outside(before, old[i], expected.gone) !=
                     comments_outside(after, now[i], Extent{})) {
      return false;
    }
  }
  return true;
}

/// The edited text, once it has been read again and found to be what was asked for.
Result<std::string> checked(const EditText& before, std::string_view file_name,
                            const Replacement& edit, const Expectation& expected, const Span& at) {
  std::string text = before.apply(edit);
  const Result<EditText> after = EditText::read(text, file_name);
  if (!after || !is_right(before, *after, expected)) {
    return before.refused(at, std::string(cannot_edit));
  }
  return text;
}

bool is_text(const Node& value) {
  return is_utf8(value.text) &&
         std::all_of(value.items.begin(), value.items.end(),
                     [](const auto& item) { return is_text(*item); }) &&
         std::all_of(value.entries.begin(), value.entries.end(), [](const Entry& entry) {
           return is_utf8(entry.key) && is_text(*entry.value);
         });
}

/// The blanks the line of `offset` starts with.
std::string indentation(const EditText& text, std::size_t offset) {
  const std::size_t line = text.source().line_begin(offset);
  const std::size_t first = text.source().skip_blanks(line);
  return std::string(text.source().text().substr(line, first - line));
}

/// A list of JSON or in brackets that took several lines takes a line for each item again.
std::string bracketed(const EditText& text, const Node& value, const Extent& old, Manner manner) {
  const std::string_view was = text.source().text().substr(old.begin, old.end - old.begin);
  if (!value.is_sequence() || value.items.empty() || was.find('\n') == std::string_view::npos) {
    return flow_text(value, manner);
  }
  manner.flow = true;
  const std::string inner = indentation(text, text.source().skip_space(old.begin + 1));
  std::string out = "[";
  for (const auto& item : value.items) {
    out += (out.size() > 1 ? ",\n" : "\n") + inner + flow_text(*item, manner);
  }
  return out + "\n" + indentation(text, old.end - 1) + "]";
}

/// The column of the keys of a block mapping.
std::size_t key_column(const EditText& text, const Node& mapping) {
  for (const Entry& entry : mapping.entries) {
    if (text.is_own(mapping, entry)) return text.column(text.offset(entry));
  }
  return text.column(text.extent(mapping).begin);
}

Replacement fill_missing(const EditText& text, const Trail& trail, const Node& value,
                         const Extent& gap) {
  const Manner manner{.flow = gap.flow, .json = text.is_json()};
  if (gap.flow || !is_block(value)) {
    const bool colon = gap.end > 0 && text.source()[gap.end - 1] == ':';
    const bool needs_colon = gap.flow && gap.end == gap.begin && !colon;
    return {gap.end, gap.end, (needs_colon ? ": " : " ") + flow_text(value, manner)};
  }
  const std::size_t column = trail.size() < 2 ? 0 : key_column(text, *trail[trail.size() - 2]) + 2;
  const std::size_t line_end = text.source().line_end(gap.end);
  return {line_end, line_end, "\n" + std::string(column, ' ') + block_text(value, column)};
}

Replacement replace(const EditText& text, const Trail& trail, const Node& value) {
  const Node& old = *trail.back();
  const Extent& extent = text.extent(old);
  if (extent.missing) return fill_missing(text, trail, value, extent);
  const Manner manner{.flow = extent.flow, .json = text.is_json()};
  if (old.is_scalar() && value.is_scalar()) {
    const Style style = scalar_token(text.source(), extent.begin, old.text).style;
    return {extent.begin, extent.end, scalar_text(value, style, manner)};
  }
  if (extent.flow || old.is_scalar() || !is_block(value)) {
    return {extent.begin, extent.end, bracketed(text, value, extent, manner)};
  }
  const bool flow_items = !old.items.empty() && text.extent(*old.items.front()).flow;
  return {extent.begin, extent.end, block_text(value, text.column(extent.begin), flow_items)};
}

/// The entry of the mapping that the new one follows; empty when it has none of its own.
const Entry* neighbour(const EditText& text, const Node& mapping, std::string_view after) {
  const Entry* last = nullptr;
  for (const Entry& entry : mapping.entries) {
    if (!text.is_own(mapping, entry)) continue;
    if (last == nullptr || text.offset(entry) > text.offset(*last)) last = &entry;
  }
  const Entry* named = mapping.find_entry(after);
  return named != nullptr && text.is_own(mapping, *named) ? named : last;
}

/// Where an entry ends that has a value of its own; else its key, so that an alias is seen.
std::size_t end_of(const EditText& text, const Entry& entry) {
  const Extent& extent = text.extent(*entry.value);
  const std::size_t key = text.offset(entry);
  return extent.end > key ? extent.end : key;
}

/// A block that keeps its last empty lines (`|+`) ends after them.
std::size_t after_kept_lines(const Source& source, const Node& value, const Extent& extent,
                             std::size_t line_end) {
  const Node* last = &value;
  while (!last->is_scalar()) {
    if (last->items.empty() && last->entries.empty()) return line_end;
    last = last->entries.empty() ? last->items.back().get() : last->entries.back().value.get();
  }
  if (!last->quoted || !last->text.ends_with("\n\n") || extent.end != line_end) return line_end;
  while (line_end + 1 < source.size() && source[source.skip_blanks(line_end + 1)] == '\n') {
    line_end = source.line_end(line_end + 1);
  }
  return line_end;
}

Replacement insert_in_block(const EditText& text, const Node& mapping, const Entry* neighbour_entry,
                            std::string_view key, const Node& value) {
  const std::size_t column = key_column(text, mapping);
  const Source& source = text.source();
  std::size_t at = source.line_end(text.extent(mapping).end);
  if (neighbour_entry != nullptr) {
    const Node& before = *neighbour_entry->value;
    at = after_kept_lines(source, before, text.extent(before),
                          source.line_end(end_of(text, *neighbour_entry)));
  }
  Node entry;
  add_entry(entry, key, value);
  return {at, at, "\n" + std::string(column, ' ') + block_text(entry, column)};
}

Replacement insert_in_brackets(const EditText& text, const Node& mapping,
                               const Entry* neighbour_entry, std::string_view key,
                               const Node& value) {
  const Extent& whole = text.extent(mapping);
  const Source& source = text.source();
  Manner manner{.flow = true, .json = text.is_json()};
  if (neighbour_entry == nullptr) {
    return {whole.begin + 1, whole.begin + 1,
            key_text(key, manner) + ": " + flow_text(value, manner)};
  }
  const std::size_t key_begin = text.offset(*neighbour_entry);
  manner.json = manner.json || source[key_begin] == '"';
  const std::string gap =
      source.starts_line(key_begin) ? "\n" + indentation(text, key_begin) : std::string(" ");
  const std::size_t at = end_of(text, *neighbour_entry);
  return {at, at, "," + gap + key_text(key, manner) + ": " + flow_text(value, manner)};
}

}  // namespace

Result<std::string> replace_value(std::string_view text, std::string_view file_name,
                                  const Path& path, const Node& value) {
  const Result<EditText> before = EditText::read(text, file_name);
  if (!before) return before.error();
  const Result<Trail> trail = before->trail(path);
  if (!trail) return trail.error();
  const Node& old = *trail->back();
  if (!is_text(value)) return before->refused(old.at, "the new value is not UTF-8 text");
  for (const auto& item : old.items) {
    if (std::optional<Error> error = before->shared(*item)) return *std::move(error);
  }
  const Extent gone = old.is_scalar() ? Extent{} : before->extent(old);
  return checked(*before, file_name, replace(*before, *trail, value), {path, &value, {}, gone},
                 old.at);
}

Result<std::string> insert_key(std::string_view text, std::string_view file_name, const Path& path,
                               std::string_view key, const Node& value, std::string_view after) {
  const Result<EditText> before = EditText::read(text, file_name);
  if (!before) return before.error();
  const Result<Trail> trail = before->trail(path);
  if (!trail) return trail.error();
  const Node& mapping = *trail->back();
  if (!mapping.is_mapping() || mapping.find(key) != nullptr) {
    return before->refused(mapping.at, "a key cannot be added here");
  }
  if (!is_text(value) || !is_utf8(key)) {
    return before->refused(mapping.at, "the new value is not UTF-8 text");
  }
  const Entry* entry = neighbour(*before, mapping, after);
  const Replacement edit = before->extent(mapping).flow
                               ? insert_in_brackets(*before, mapping, entry, key, value)
                               : insert_in_block(*before, mapping, entry, key, value);
  return checked(*before, file_name, edit, {path, &value, key, {}}, mapping.at);
}

}  // namespace dcr::yaml
