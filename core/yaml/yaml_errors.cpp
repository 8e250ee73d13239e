// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/yaml_errors.hpp"

#include "core/yaml/yaml_events.hpp"

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>

#include <algorithm>
#include <string>

namespace dcr::yaml {

namespace {

using namespace std::string_view_literals;

/// What the texts of one error have in common.
struct Failure {
  const Source& source;
  const YamlEvents& events;
  std::string_view message;  // yaml-cpp's
  std::size_t at;

  [[nodiscard]] Span here() const { return source.span(at, at + 1); }
  [[nodiscard]] Span rest_of_line() const { return source.span(at, source.line_end(at)); }
  [[nodiscard]] std::string_view line() const {
    const std::size_t begin = source.line_begin(at);
    return source.text().substr(begin, source.line_end(at) - begin);
  }
};

bool is_bracket(char c) { return c == '[' || c == ']' || c == '{' || c == '}' || c == ','; }

/// The quote that is still open at `until`, looking from `begin` on; `until` when none is.
std::size_t open_quote(const Source& source, std::size_t begin, std::size_t until) {
  const std::string_view text = source.text().substr(0, until);
  for (std::size_t at = source.skip_space(begin); at < until; at = source.skip_space(at)) {
    if (text[at] == '"' || text[at] == '\'') {
      const std::size_t end = closing_quote(text, at);
      if (end == std::string_view::npos) return at;
      at = end;
    } else if (is_bracket(text[at])) {
      ++at;
    } else {
      while (!is_gap(source[at]) && !is_bracket(source[at])) ++at;
    }
  }
  return until;
}

Problem unclosed_scalar(const Failure& f) {
  const std::size_t quote_at = open_quote(f.source, f.events.last_end(), f.at);
  if (quote_at < f.at) return unclosed_quote(f.source, quote_at);
  return problem_at(f.here(), "a quoted text is not closed before this line");
}

Problem tab_in_indentation(const Failure& f) {
  const std::size_t tab =
      f.source.line_begin(f.at) + std::min(f.line().find('\t'), f.line().size());
  return problem_at(f.source.span(tab, tab + 1),
                    "a tab indents this line; YAML is indented with spaces");
}

/// The innermost bracket that is open at the place of the error.
const OpenCollection* innermost_bracket(const YamlEvents& events) {
  const auto& open = events.open_collections();
  const auto found =
      std::find_if(open.rbegin(), open.rend(), [](const OpenCollection& c) { return c.bracket; });
  return found == open.rend() ? nullptr : &*found;
}

Problem unclosed_bracket(const Failure& f) {
  const OpenCollection* open = innermost_bracket(f.events);
  if (open == nullptr) return problem_at(f.here(), "',' or a closing bracket is expected here");
  const char bracket = f.source[open->begin];
  const char closing = bracket == '[' ? ']' : '}';
  const Position opened = f.source.position(open->begin);
  const char found = f.source[f.at];
  if (found == ']' || found == '}') {
    return problem_at(f.here(),
                      fmt::format("'{}' does not close the '{}' opened on line {}, column "
                                  "{}; expected ',' or '{}'",
                                  found, bracket, opened.line, opened.column, closing));
  }
  const Span place = f.source.span(open->begin, open->begin + 1);
  if (f.source.skip_space(f.at) >= f.source.size()) {
    return problem_at(
        place, fmt::format("unclosed '{}'; no '{}' before the end of the file", bracket, closing));
  }
  const Position stop = f.source.position(f.at);
  return problem_at(place, fmt::format("unclosed '{}'; expected ',' or '{}' before line {}, column "
                                       "{}",
                                       bracket, closing, stop.line, stop.column));
}

Problem stray_bracket(const Failure& f) {
  if (innermost_bracket(f.events) != nullptr) return unclosed_bracket(f);
  return problem_at(f.here(), fmt::format("'{}' closes nothing; quote the text if it is meant as "
                                          "one",
                                          f.source[f.at]));
}

/// The line before `line_begin` that has content; npos when there is none.
std::size_t line_before(const Source& source, std::size_t line_begin) {
  while (line_begin > 0) {
    line_begin = source.line_begin(line_begin - 1);
    const char first = source[source.skip_blanks(line_begin)];
    if (first != '\n' && first != '#') return line_begin;
  }
  return std::string_view::npos;
}

bool has_colon(std::string_view line) {
  return line.find(": ") != std::string_view::npos || line.ends_with(':');
}

/// A ':' where no key can be: a second one on a line, or after a text that began further up.
Problem unexpected_colon(const Failure& f) {
  const std::size_t line = f.source.line_begin(f.at);
  const std::size_t first = f.source.skip_blanks(line);
  const std::string_view before = f.source.text().substr(first, f.at - first);
  const std::size_t above = line_before(f.source, line);
  constexpr std::size_t longest_key = 1024;
  if (before.size() > longest_key) {
    return problem_at(f.source.span(first, f.at),
                      fmt::format("a key has at most {} bytes", longest_key));
  }
  if (has_colon(before) || above == std::string_view::npos) {
    return problem_at(f.here(), "unexpected ':'; quote a value that contains ': '");
  }
  const std::size_t above_first = f.source.skip_blanks(above);
  const std::size_t above_end = f.source.line_end(above);
  const std::string_view text = f.source.text().substr(above_first, above_end - above_first);
  if (!has_colon(text) && above_first - above == first - line) {
    return no_colon(f.source.span(above_first, above_end), text);
  }
  if (first - line > above_first - above) {
    return problem_at(f.source.span(first, f.at),
                      fmt::format("{} is indented deeper than line {}, which has a value already",
                                  quote(before), f.source.line(above)));
  }
  return problem_at(f.here(), "unexpected ':'; quote a text that contains ': '");
}

/// A line that is not what the collection it stands in is made of.
Problem unexpected_line(const Failure& f, std::string_view expected) {
  const std::size_t indentation = f.at - f.source.line_begin(f.at);
  if (f.source[f.at] == '-' && is_gap(f.source[f.at + 1])) {
    return problem_at(f.here(),
                      fmt::format("unexpected '-'; expected {}, as on the lines above, or "
                                  "a deeper indentation",
                                  expected));
  }
  const auto& open = f.events.open_collections();
  if (!open.empty() && open.back().kind == Kind::mapping && open.back().column == indentation) {
    std::string_view text = f.line().substr(indentation);
    text = text.substr(0, text.find(" #"));
    return no_colon(f.source.span(f.at, f.at + text.size()), text);
  }
  return problem_at(f.rest_of_line(), fmt::format("this line is indented by {}, which matches no "
                                                  "line above it; expected {}",
                                                  indentation, expected));
}

/// yaml-cpp stopped where a mapping or list should have had another line, or an end.
Problem unexpected_content(const Failure& f, std::string_view expected) {
  const std::optional<Token>& last = f.events.last_token();
  const std::size_t after = f.source.skip_blanks(f.events.last_end());
  if (f.at >= f.source.size()) {
    return problem_at(f.here(), fmt::format("the file ends where {} is expected", expected));
  }
  if (after == f.at && f.source[after] != '\n') {
    if (last && last->quoted()) return text_after_quote(f.source, *last, f.at);
    return problem_at(f.rest_of_line(), "unexpected text after the end of the value");
  }
  if (f.source.starts_line(f.at)) return unexpected_line(f, expected);
  return problem_at(f.rest_of_line(), fmt::format("unexpected text; expected {}", expected));
}

Problem bad_backslash(const Failure& f) {
  const std::size_t found = f.source.text().rfind('\\', f.at == 0 ? 0 : f.at - 1);
  const std::size_t begin = found == std::string_view::npos ? f.at : found;
  const std::size_t end = std::min(std::max(f.at, begin + 2), f.source.line_end(begin));
  if (f.message.starts_with(YAML::ErrorMsg::INVALID_ESCAPE)) {
    return problem_at(f.source.span(begin, end),
                      fmt::format("unknown escape {0}; write '\\\\' for a backslash, or use single "
                                  "quotes",
                                  quote(f.source.text().substr(begin, end - begin))));
  }
  return problem_at(f.source.span(begin, end), "this escape names no character");
}

Problem unknown_alias(const Failure& f) {
  std::size_t end = f.at;
  while (!is_gap(f.source[end]) && !is_bracket(f.source[end])) ++end;
  const std::string_view alias = f.source.text().substr(f.at, end - f.at);
  return problem_at(f.source.span(f.at, end),
                    fmt::format("unknown alias {}; no anchor '&{}' stands before it", quote(alias),
                                alias.substr(std::min<std::size_t>(1, alias.size()))));
}

Problem unknown_token(const Failure& f) {
  return problem_at(f.here(), fmt::format("'{}' cannot start a value; put it in quotes",
                                          f.source.text().substr(f.at, 1)));
}

Problem bad_version(const Failure& f) {
  std::string_view version = f.line();
  version.remove_prefix(std::min(version.size(), "%YAML"sv.size()));
  version.remove_prefix(std::min(version.find_first_not_of(" \t"), version.size()));
  return problem_at(f.rest_of_line(),
                    fmt::format("unsupported YAML version {}; dcr reads YAML 1.2", quote(version)));
}

Problem unexpected_in_mapping(const Failure& f) { return unexpected_content(f, "a 'key: value'"); }

Problem unexpected_in_list(const Failure& f) { return unexpected_content(f, "a '- ' item"); }

struct Explanation {
  std::string_view message;  // yaml-cpp's, or how it starts
  Problem (*explain)(const Failure&) = nullptr;
  const char* plainly = nullptr;  // where one text fits all
};

namespace msg = YAML::ErrorMsg;
const Explanation explanations[] = {
    {msg::TAB_IN_INDENTATION, tab_in_indentation},
    {msg::EOF_IN_SCALAR, unclosed_scalar},
    {msg::DOC_IN_SCALAR, unclosed_scalar},
    {msg::END_OF_MAP_FLOW, unclosed_bracket},
    {msg::END_OF_SEQ_FLOW, unclosed_bracket},
    {msg::FLOW_END, stray_bracket},
    {msg::MAP_VALUE, unexpected_colon},
    {msg::END_OF_MAP, unexpected_in_mapping},
    {msg::END_OF_SEQ, unexpected_in_list},
    {msg::INVALID_ESCAPE, bad_backslash},
    {msg::INVALID_UNICODE, bad_backslash},
    {msg::INVALID_HEX, bad_backslash},
    {msg::UNKNOWN_ANCHOR, unknown_alias},
    {msg::UNKNOWN_TOKEN, unknown_token},
    {msg::YAML_MAJOR_VERSION, bad_version},
    {msg::YAML_VERSION, bad_version},
    {msg::BLOCK_ENTRY, nullptr, "'-' cannot stand here; a list starts on a line of its own"},
    {msg::MAP_KEY, nullptr, "a key cannot stand here"},
    {msg::CHAR_IN_BLOCK, nullptr,
     "unexpected text after '|' or '>'; the text starts on the next line"},
    {msg::ZERO_INDENT_IN_BLOCK, nullptr, "a block text cannot be indented by 0"},
    {msg::ANCHOR_NOT_FOUND, nullptr, "'&' names no anchor; quote it if it is meant as text"},
    {msg::ALIAS_NOT_FOUND, nullptr, "'*' names no anchor; quote it if it is meant as text"},
    {msg::CHAR_IN_ANCHOR, nullptr, "this character cannot stand in the name of an anchor"},
    {msg::CHAR_IN_ALIAS, nullptr, "this character cannot stand in the name of an anchor"},
    {msg::ALIAS_CONTENT, nullptr, "an alias takes no tag or anchor"},
    {msg::MULTIPLE_TAGS, nullptr, "a second tag on one value"},
    {msg::MULTIPLE_ANCHORS, nullptr, "a second anchor on one value"},
    {msg::END_OF_VERBATIM_TAG, nullptr, "a tag that starts with '!<' ends with '>'"},
    {msg::REPEATED_YAML_DIRECTIVE, nullptr, "a second '%YAML' line"},
    {msg::YAML_DIRECTIVE_ARGS, nullptr, "'%YAML' takes one version, as in '%YAML 1.2'"},
    {msg::TAG_DIRECTIVE_ARGS, nullptr, "'%TAG' takes a handle and a prefix"},
    {msg::REPEATED_TAG_DIRECTIVE, nullptr, "a second '%TAG' line for one handle"},
    {msg::BAD_FILE, nullptr, "nested too deeply"},
};

/// yaml-cpp reports many a tab only as the confusion that comes of it.
bool may_come_of_tab(const Failure& f) {
  const std::size_t tab = f.line().find_first_not_of(' ');
  return innermost_bracket(f.events) == nullptr && tab != std::string_view::npos &&
         f.line()[tab] == '\t' && !f.message.starts_with(msg::EOF_IN_SCALAR);
}

}  // namespace

Problem no_colon(Span line, std::string_view text) {
  return problem_at(
      line, fmt::format("{} has no ':'; a line of a mapping reads 'key: value'", quote(text)));
}

Problem unclosed_quote(const Source& source, std::size_t quote_at) {
  return problem_at(source.span(quote_at, source.line_end(quote_at)),
                    fmt::format("unclosed quote; the {} opened on line {} has no end",
                                source[quote_at] == '"' ? "'\"'" : "\"'\"", source.line(quote_at)));
}

Problem text_after_quote(const Source& source, const Token& token, std::size_t at) {
  std::string message = "unexpected text after the closing quote";
  const int opened = source.line(token.begin);
  if (opened != source.line(token.end)) {
    message += fmt::format("; the quote opened on line {} is closed only here", opened);
  }
  return problem_at(source.span(at, source.line_end(at)), message);
}

Problem bad_escape(const Source& source, const Token& token) {
  const std::string_view text = source.text().substr(token.begin, token.end - token.begin);
  const std::size_t next_line = std::min(text.find("\\N"), text.size());
  const std::size_t no_break = std::min(text.find("\\_"), text.size());
  const std::size_t at = token.begin + std::min(next_line, no_break);
  return problem_at(source.span(at, at + 2),
                    "the escapes '\\N' and '\\_' are not supported; write '\\u0085' or '\\u00a0'");
}

Problem explain_error(const Source& source, const YamlEvents& events, std::string_view message,
                      std::size_t at) {
  const Failure failure{source, events, message, std::min(at, source.size())};
  if (may_come_of_tab(failure)) return tab_in_indentation(failure);
  for (const Explanation& known : explanations) {
    if (!message.starts_with(known.message)) continue;
    if (known.explain != nullptr) return known.explain(failure);
    // After a lone '&' or '*' yaml-cpp stands behind it.
    const bool behind = failure.at > 0 && (known.message == msg::ANCHOR_NOT_FOUND ||
                                           known.message == msg::ALIAS_NOT_FOUND);
    const std::size_t begin = failure.at - (behind ? 1 : 0);
    return problem_at(source.span(begin, begin + 1), known.plainly);
  }
  return problem_at(failure.here(), fmt::format("not valid YAML: {}", message));
}

}  // namespace dcr::yaml
