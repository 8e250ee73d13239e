// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/json_reader.hpp"

#include "core/yaml/core_schema.hpp"
#include "core/yaml/tree_builder.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr::yaml {

namespace {

using nlohmann::json;

/// Reads a text and reports how far it got: the only way to learn places from nlohmann's reader.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* begin, const char* at, std::size_t* read)
      : begin_(begin), at_(at), read_(read) {}

  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    *read_ = static_cast<std::size_t>(at_ - begin_);
    return *this;
  }
  CountingIterator operator++(int) {
    const CountingIterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) {
    return a.at_ == b.at_;
  }
  friend bool operator!=(const CountingIterator& a, const CountingIterator& b) { return !(a == b); }

 private:
  const char* begin_;
  const char* at_;
  std::size_t* read_;
};

/// The part of `message` between `from` and `until`, or all that follows `from`.
std::string_view between(std::string_view message, std::string_view from, std::string_view until) {
  const std::size_t begin = message.find(from);
  if (begin == std::string_view::npos) return {};
  message.remove_prefix(begin + from.size());
  return message.substr(0, message.find(until));
}

/// nlohmann's message without the `token` that it repeats: the text that is read may say what a
/// message says, and a token may end within a character.
std::string own_words(std::string message, std::string_view token) {
  constexpr std::string_view quotes = "; last read: '";
  const std::size_t begin = message.find(quotes);
  if (begin != std::string::npos) message.erase(begin, quotes.size() + token.size() + 1);
  return message;
}

/// What nlohmann expected, as JSON's users call it.
std::string expectation(std::string_view message) {
  const std::string_view expected = between(message, "; expected ", "\n");
  const bool key = message.find("while parsing object key") != std::string_view::npos;
  if (key) return "a key in double quotes";
  if (expected == "end of input") return "the end of the file";
  if (expected.empty() || expected.find("literal") != std::string_view::npos) return "a value";
  const bool closes = expected == "']'" || expected == "'}'";
  return (closes ? "',' or " : "") + std::string(expected);
}

class JsonEvents {
 public:
  JsonEvents(const Source& source, const Limits& limits, Extents* extents)
      : source_(source), builder_(limits, extents) {}

  bool null() { return scalar(Kind::null, "null", false); }
  bool boolean(bool value) { return scalar(Kind::boolean, value ? "true" : "false", false); }
  bool number_integer(json::number_integer_t /*value*/) { return number(); }
  bool number_unsigned(json::number_unsigned_t /*value*/) { return number(); }
  bool number_float(json::number_float_t /*value*/, const std::string& /*raw*/) { return number(); }
  bool string(std::string& value) { return scalar(Kind::string, std::move(value), true); }
  bool binary(json::binary_t& /*value*/) { return false; }  // only of binary formats
  bool key(std::string& value) { return scalar(Kind::string, std::move(value), true); }
  bool start_object(std::size_t /*size*/) { return open(Kind::mapping); }
  bool start_array(std::size_t /*size*/) { return open(Kind::sequence); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool parse_error(std::size_t position, const std::string& token, const json::exception& error);

  std::size_t* read() { return &read_; }
  TreeBuilder& builder() { return builder_; }
  [[nodiscard]] bool is_json() const { return is_json_; }

 private:
  /// Where the token starts that follows the last one.
  [[nodiscard]] std::size_t token_begin() const {
    return std::min(source_.text().find_first_not_of(" \t\n,:", last_end_), source_.size());
  }
  bool scalar(Kind kind, std::string text, bool quoted);
  bool number();
  bool open(Kind kind);
  bool close();
  [[nodiscard]] Problem explain(std::size_t position, const std::string& token,
                                std::string_view message) const;

  const Source& source_;
  TreeBuilder builder_;
  std::size_t read_ = 0;      // bytes the parser has seen
  std::size_t last_end_ = 0;  // of the last token
  std::vector<std::size_t> open_;
  bool is_json_ = true;
};

bool JsonEvents::scalar(Kind kind, std::string text, bool quoted) {
  const std::size_t begin = token_begin();
  last_end_ = read_;
  Node node;
  node.kind = kind;
  node.text = std::move(text);
  node.quoted = quoted;
  node.at = source_.span(begin, last_end_);
  builder_.scalar(std::move(node), Extent{.begin = begin, .end = last_end_, .flow = true});
  return true;
}

bool JsonEvents::number() {
  // The parser sees where a number ends only by reading on, so it is measured in the text.
  const std::size_t begin = token_begin();
  const std::size_t end =
      std::min(source_.text().find_first_not_of("+-.0123456789eE", begin), source_.size());
  const std::string_view text = source_.text().substr(begin, end - begin);
  last_end_ = end;
  Node node;
  node.kind = kind_of_plain(text);
  node.text = std::string(text);
  node.at = source_.span(begin, end);
  builder_.scalar(std::move(node), Extent{.begin = begin, .end = end, .flow = true});
  return true;
}

bool JsonEvents::open(Kind kind) {
  const std::size_t begin = token_begin();
  last_end_ = read_;
  builder_.open(kind, source_.span(begin, last_end_));
  open_.push_back(begin);
  return true;
}

bool JsonEvents::close() {
  last_end_ = read_;
  builder_.close(source_.span(open_.back(), last_end_),
                 Extent{.begin = open_.back(), .end = last_end_, .flow = true});
  open_.pop_back();
  return true;
}

Problem JsonEvents::explain(std::size_t position, const std::string& token,
                            std::string_view message) const {
  const std::size_t last = std::min(position - std::min<std::size_t>(position, 1), source_.size());
  // Not past what was read: a second comma is the wrong token itself.
  const std::size_t begin = std::min(token_begin(), last);
  const auto says = [&](std::string_view words) {
    return message.find(words) != std::string_view::npos;
  };
  if (says("missing closing quote") || says("U+000A (LF)")) {
    const std::size_t quote_at = token_begin();
    return problem_at(source_.span(quote_at, source_.line_end(quote_at)),
                      fmt::format("unclosed quote; the '\"' opened on line {} has no end on that "
                                  "line",
                                  source_.line(quote_at)));
  }
  if (says("invalid string: ")) {
    return problem_at(source_.span(last, last + 1),
                      fmt::format("not JSON: {}", between(message, "invalid string: ", ";")));
  }
  if (says("number overflow")) {
    return problem_at(source_.span(begin, begin + token.size()),
                      fmt::format("number {} is out of range", quote(token)));
  }
  if (says("end of input") && !open_.empty() && !says("; expected end of input")) {
    const std::size_t bracket = open_.back();
    return problem_at(source_.span(bracket, bracket + 1),
                      fmt::format("unclosed '{}'; the file ends where {} is expected",
                                  source_[bracket], expectation(message)));
  }
  const std::string_view rest = source_.text().substr(std::min(begin, source_.size()));
  const std::size_t word = std::clamp<std::size_t>(rest.find_first_of(" \t\n,:{}[]\""), 1,
                                                   std::max<std::size_t>(rest.size(), 1));
  return problem_at(source_.span(begin, begin + word),
                    fmt::format("not JSON: expected {}, not {}", expectation(message),
                                quote(rest.substr(0, word))));
}

bool JsonEvents::parse_error(std::size_t position, const std::string& token,
                             const json::exception& error) {
  is_json_ = false;
  builder_.problems().push_back(explain(position, token, own_words(error.what(), token)));
  return false;
}

}  // namespace

JsonReading read_json(const Source& source, const Limits& limits, Extents* extents) {
  JsonEvents events(source, limits, extents);
  const std::string_view text = source.text();
  const char* begin = text.data();
  const char* end = begin + text.size();
  bool complete = false;
  try {
    complete = json::sax_parse(CountingIterator(begin, begin, events.read()),
                               CountingIterator(begin, end, events.read()), &events);
  } catch (const Broken& broken) {
    events.builder().problems().push_back(broken.problem);
  }
  JsonReading reading;
  reading.is_json = events.is_json();
  std::shared_ptr<const Node> root = events.builder().finish();
  if (complete && root != nullptr) reading.stream.documents.push_back({std::move(root), {}});
  reading.stream.problems = std::move(events.builder().problems());
  return reading;
}

}  // namespace dcr::yaml
