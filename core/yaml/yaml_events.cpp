// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/yaml_events.hpp"

#include "core/base/text.hpp"
#include "core/yaml/tags.hpp"
#include "core/yaml/yaml_errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace dcr::yaml {

namespace {

std::size_t offset_of(const YAML::Mark& mark) { return static_cast<std::size_t>(mark.pos); }

bool is_real_tag(const std::string& tag) { return tag != "?" && tag != "!"; }

/// The word for nothing at `begin`, or an empty view.
std::string_view null_word(const Source& source, std::size_t begin) {
  for (const std::string_view word : std::array<std::string_view, 4>{"~", "null", "Null", "NULL"}) {
    if (!source.text().substr(std::min(begin, source.size())).starts_with(word)) continue;
    const char next = source[begin + word.size()];
    if (is_gap(next) || std::string_view(",:[]{}").find(next) != std::string_view::npos) {
      return source.text().substr(begin, word.size());
    }
  }
  return {};
}

bool is_marker_line(const Source& source, std::size_t line, std::string_view marker) {
  return source.text().substr(line).starts_with(marker) && is_gap(source[line + marker.size()]);
}

bool has_end_marker(const Source& source, std::size_t begin, std::size_t end) {
  for (std::size_t line = source.line_end(begin) + 1; line < end;
       line = source.line_end(line) + 1) {
    if (is_marker_line(source, line, "...")) return true;
  }
  return false;
}

/// The `?` of a key between `begin` and `end`, where only indicators, tags and comments stand.
std::optional<std::size_t> explicit_key_mark(const Source& source, std::size_t begin,
                                             std::size_t end) {
  for (std::size_t at = source.skip_space(begin); at < end; at = source.skip_space(at + 1)) {
    if (source[at] == '?' && is_gap(source[at + 1])) return at;
  }
  return std::nullopt;
}

}  // namespace

void YamlEvents::OnDocumentStart(const YAML::Mark& mark) {
  const std::size_t at = offset_of(mark);
  const bool marked = at == source_.line_begin(at) && is_marker_line(source_, at, "---");
  // yaml-cpp starts a new document at any text after the end of one, even at the same place again.
  if (begin_ && (at <= *begin_ || !(marked || has_end_marker(source_, last_end_, at)))) {
    Problem problem =
        problem_at(source_.span(at, source_.line_end(at)), "text after the end of the document",
                   "start another document with a line '---'");
    if (root_was_list_ && source_.starts_line(at)) {
      problem.message = "a list cannot be followed by anything but '- ' items here";
      problem.help = "indent this line below an item, or start another document with a line '---'";
    }
    if (last_kept_) drop_last();  // the text belongs to it as much as to a new one
    throw Broken{problem};
  }
  begin_ = at;
  last_end_ = marked ? at + 3 : at;
  last_token_.reset();
  anchors_.clear();
  next_anchor_.clear();
  missing_root_ = false;
  root_was_list_ = false;
}

void YamlEvents::OnDocumentEnd() {
  std::shared_ptr<const Node> root = builder_.finish();
  last_kept_ = root != nullptr && !missing_root_;
  if (!last_kept_) return;
  stream_.documents.push_back({std::move(root), {}});
  document_begins_.push_back(document_begins_.empty() ? 0 : *begin_);
}

void YamlEvents::drop_last() {
  stream_.documents.pop_back();
  document_begins_.pop_back();
}

void YamlEvents::OnAnchor(const YAML::Mark& /*mark*/, const std::string& name) {
  next_anchor_ = name;
}

std::string YamlEvents::anchor_name(YAML::anchor_t anchor) {
  if (anchor == YAML::NullAnchor) return {};
  if (anchors_.size() <= anchor) anchors_.resize(anchor + 1);
  anchors_[anchor] = std::exchange(next_anchor_, {});
  return anchors_[anchor];
}

void YamlEvents::check_indentation(std::size_t begin, bool is_value) const {
  if (in_flow()) return;
  const std::size_t line = source_.line_begin(begin);
  const std::size_t tab = source_.text().substr(line, source_.skip_blanks(line) - line).find('\t');
  if (tab == std::string_view::npos || (is_value && tab > 0)) return;
  throw Broken{problem_at(source_.span(line + tab, line + tab + 1),
                          "a tab indents this line; YAML is indented with spaces")};
}

/// Takes note of a node before it goes to the builder.
void YamlEvents::arrive(std::size_t mark, std::size_t begin) {
  const bool is_key = builder_.expects_key();
  const bool is_item = !open_.empty() && open_.back().kind == Kind::sequence;
  check_indentation(begin, !is_key && !is_item);
  if (open_.empty()) return;
  OpenCollection& parent = open_.back();
  // `[a: b]` opens a mapping without a bracket of its own, at the place of its first key.
  if (parent.flow && parent.first_end == 0) parent.bracket = begin > parent.begin;
  if (is_key) {
    arrive_key(mark);
  } else if (parent.kind == Kind::mapping && !parent.flow) {
    check_deeper(begin);
  }
}

void YamlEvents::arrive_key(std::size_t mark) {
  OpenCollection& map = open_.back();
  const std::optional<std::size_t> question = explicit_key_mark(source_, last_end_, mark);
  explicit_key_ = question.has_value();
  if (map.first_end == 0) map.column = column(question.value_or(mark));
}

/// Takes note of where a node ended that the builder has got.
void YamlEvents::leave(std::size_t end) {
  last_end_ = end;
  if (open_.empty()) return;
  OpenCollection& parent = open_.back();
  if (parent.first_end == 0) parent.first_end = end;
  if (parent.kind != Kind::mapping || builder_.expects_key()) return;
  parent.key_end = end;
  if (!parent.flow && !explicit_key_) check_key(end);
}

/// yaml-cpp takes a line that is no deeper than its key for the key's value.
void YamlEvents::check_deeper(std::size_t begin) const {
  const bool is_list = source_[begin] == '-' && is_gap(source_[begin + 1]);
  const std::size_t least = open_.back().column + (is_list ? 0 : 1);
  if (column(begin) >= least || !source_.starts_line(begin)) return;
  const std::size_t end = source_.line_end(begin);
  throw Broken{no_colon(source_.span(begin, end), source_.text().substr(begin, end - begin))};
}

/// yaml-cpp reads a line `word` of a mapping as a key without a value.
void YamlEvents::check_key(std::size_t end) const {
  if (source_[source_.skip_blanks(end)] == ':') return;
  const std::size_t begin = last_token_ ? last_token_->begin : end;
  throw Broken{no_colon(builder_.last_key(), source_.text().substr(begin, end - begin))};
}

void YamlEvents::check_quotes(const Token& token) const {
  if (token.style != Style::single_quoted && token.style != Style::double_quoted) return;
  if (!token.closed) throw Broken{unclosed_quote(source_, token.begin)};
  const char next = source_[token.end];
  if (is_gap(next) || std::string_view(",:]}").find(next) != std::string_view::npos) return;
  throw Broken{text_after_quote(source_, token, token.end)};
}

void YamlEvents::add_scalar(Node node, const Token& token, const std::string& anchor) {
  check_quotes(token);
  last_token_ = token;
  scalars_.push_back({token.opaque, token.end});
  builder_.scalar(std::move(node),
                  Extent{.begin = token.begin, .end = token.end, .flow = in_flow()}, anchor);
  leave(token.end);
}

/// Whether the text at `begin` cannot be the node that an event without text stands for.
bool YamlEvents::is_missing(std::size_t begin) const {
  return !open_.empty() && !open_.back().flow && !builder_.expects_key() &&
         column(begin) <= open_.back().column;
}

/// The place of a node that is not there: its key, its dash, its tag or anchor.
Span YamlEvents::missing_at(std::size_t mark, std::size_t begin) {
  if (builder_.expects_key()) {
    throw Broken{problem_at(source_.span(mark, mark + 1), "a key is missing here")};
  }
  if (open_.empty()) return source_.span(mark, mark);
  if (open_.back().kind == Kind::mapping) return builder_.last_key();
  if (open_.back().flow) {
    throw Broken{problem_at(source_.span(begin, begin + 1), "a list item is missing here")};
  }
  // Before the next dash there may be the tag or anchor of an item that is missing too.
  const bool is_first = open_.back().first_end == 0;
  const std::size_t dash =
      is_first ? open_.back().begin : skip_properties(source_, source_.skip_space(last_end_));
  if (is_first) open_.back().first_end = dash + 1;
  last_end_ = dash + 1;
  return source_.span(dash, dash + 1);
}

/// Where a value would be written that is not there: after the key's ':', the dash or the tag.
Extent YamlEvents::missing_extent(std::size_t mark) const {
  Extent extent{.begin = last_end_, .end = last_end_, .flow = in_flow(), .missing = true};
  if (source_[mark] == '&' || source_[mark] == '!') {
    extent.end = skip_properties(source_, mark);
    while (extent.end > mark && is_gap(source_[extent.end - 1])) --extent.end;
  } else if (const std::size_t colon = source_.skip_blanks(last_end_); source_[colon] == ':') {
    extent.end = colon + 1;
  }
  return extent;
}

void YamlEvents::add_missing(std::size_t mark, std::size_t begin, const std::string& tag,
                             const std::string& anchor) {
  Node node;
  node.at = missing_at(mark, begin);
  apply_tag(node, tag, mark);
  missing_root_ = open_.empty();
  builder_.scalar(std::move(node), missing_extent(mark), anchor);
}

void YamlEvents::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const std::size_t at = offset_of(mark);
  const std::size_t begin = skip_properties(source_, at);
  const std::string name = anchor_name(anchor);
  const std::string_view word = null_word(source_, begin);
  if (word.empty() || is_missing(begin)) {
    add_missing(at, begin, "?", name);
    return;
  }
  arrive(at, begin);
  const Token token{begin, begin + word.size(), Style::plain, true, begin};
  Node node;
  node.text = std::string(word);
  node.at = source_.span(token.begin, token.end);
  add_scalar(std::move(node), token, name);
}

void YamlEvents::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const std::size_t begin = offset_of(mark);
  const std::string name = anchor < anchors_.size() ? anchors_[anchor] : std::string();
  const std::size_t end = begin + 1 + name.size();
  arrive(begin, begin);
  last_token_.reset();
  builder_.alias(name, source_.span(begin, end));
  leave(end);
}

void YamlEvents::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                          const std::string& value) {
  const std::size_t at = offset_of(mark);
  const std::size_t begin = skip_properties(source_, at);
  const std::string name = anchor_name(anchor);
  const char first = source_[begin];
  const bool has_text =
      !value.empty() || first == '"' || first == '\'' || first == '|' || first == '>';
  if (!has_text || (is_real_tag(tag) && is_missing(begin))) {
    add_missing(at, begin, tag, name);
    return;
  }
  arrive(at, begin);
  const Token token = scalar_token(source_, begin, value);
  if (!is_utf8(value)) throw Broken{bad_escape(source_, token)};
  Node node;
  node.text = value;
  node.at = source_.span(token.begin, token.visible_end(source_));
  node.quoted = token.quoted();
  apply_tag(node, tag, at);
  add_scalar(std::move(node), token, name);
}

/// The place of the tag of the node whose event has `mark`; an anchor may stand before it.
Span YamlEvents::tag_at(std::size_t mark) const {
  std::size_t begin = mark;
  while (source_[begin] == '&') {
    while (!is_gap(source_[begin])) ++begin;
    begin = source_.skip_space(begin);
  }
  std::size_t end = begin;
  while (!is_gap(source_[end])) ++end;
  return source_.span(begin, end);
}

void YamlEvents::apply_tag(Node& node, const std::string& tag, std::size_t mark) {
  if (const std::optional<std::string> wrong = tag_scalar(node, tag)) {
    builder_.reject(problem_at(tag_at(mark), *wrong));
  }
}

void YamlEvents::OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                                 YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
  open(mark, tag, anchor, Kind::sequence, style == YAML::EmitterStyle::Flow);
}

void YamlEvents::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                            YAML::EmitterStyle::value style) {
  open(mark, tag, anchor, Kind::mapping, style == YAML::EmitterStyle::Flow);
}

void YamlEvents::open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                      Kind kind, bool flow) {
  const std::size_t at = offset_of(mark);
  const std::size_t begin = skip_properties(source_, at);
  const std::string name = anchor_name(anchor);
  arrive(at, begin);
  const Span place = source_.span(begin, begin + 1);
  if (const std::optional<std::string> wrong = wrong_collection_tag(kind, tag)) {
    builder_.reject(problem_at(tag_at(at), *wrong));
  }
  if (open_.empty()) root_was_list_ = kind == Kind::sequence && !flow;
  builder_.open(kind, place, name);
  OpenCollection collection;
  collection.kind = kind;
  collection.flow = flow;
  collection.begin = begin;
  collection.bracket = flow;
  collection.column = column(begin);
  open_.push_back(collection);
  last_token_.reset();
  // Block collections have no text of their own: what comes next may still be their '?'.
  if (flow)
    last_end_ = std::max(last_end_, begin + (source_[begin] == '[' || source_[begin] == '{'));
}

void YamlEvents::close() {
  const OpenCollection collection = open_.back();
  std::size_t end = last_end_;
  std::size_t visible_end = collection.first_end;
  if (collection.bracket) {
    const char bracket = collection.kind == Kind::mapping ? '}' : ']';
    end = source_.skip_space(end);
    while (end < source_.size() && source_[end] != bracket) end = source_.skip_space(end + 1);
    visible_end = ++end;
  }
  last_token_.reset();
  builder_.close(source_.span(collection.begin, std::max(visible_end, collection.begin + 1)),
                 Extent{.begin = collection.begin, .end = end, .flow = collection.flow});
  open_.pop_back();
  leave(std::min(end, source_.size()));
}

Stream YamlEvents::finish() {
  stream_.problems = std::move(builder_.problems());
  if (stream_.documents.empty()) return std::move(stream_);
  std::vector<PlacedComment> comments = find_comments(source_, scalars_);
  std::size_t document = 0;
  for (PlacedComment& placed : comments) {
    while (document + 1 < document_begins_.size() &&
           document_begins_[document + 1] <= placed.offset) {
      ++document;
    }
    const bool last = document + 1 == document_begins_.size();
    if (!last && placed.comment.applies_to_line >= source_.line(document_begins_[document + 1])) {
      placed.comment.applies_to_line = 0;  // nothing of its own document follows
    }
    stream_.documents[document].comments.push_back(std::move(placed.comment));
  }
  return std::move(stream_);
}

}  // namespace dcr::yaml
