// SPDX-License-Identifier: Apache-2.0
#include "core/formats/codeowners.hpp"

#include "core/base/text.hpp"
#include "core/formats/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace dcr::formats {

namespace {

constexpr std::string_view begin_marker = "# dcr:owners begin";
constexpr std::string_view end_marker = "# dcr:owners end";
constexpr std::string_view begin_line =
    "# dcr:owners begin: written by dcr owners --codeowners from the contracts\n";

bool is_word(std::string_view text, std::string_view extra) {
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           extra.find(c) != std::string_view::npos;
  });
}

/// `@user`, `@org/team` (of GitLab also deeper), or an e-mail address.
bool is_nameable(std::string_view text) {
  if (text.starts_with('@')) {
    text.remove_prefix(1);
    const bool parts =
        text.find("//") == std::string_view::npos && !text.starts_with('/') && !text.ends_with('/');
    return parts && is_word(text, "-_./");
  }
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos) return false;
  const std::string_view host = text.substr(at + 1);
  return is_word(text.substr(0, at), "-_.+%") && is_word(host, "-.") &&
         host.find('.') != std::string_view::npos && !host.starts_with('.') && !host.ends_with('.');
}

std::optional<std::string> handle_of(const Owner& owner) {
  if (is_nameable(owner.contact)) return owner.contact;
  if (is_nameable(owner.team)) return owner.team;
  return std::nullopt;
}

std::string escaped(std::string_view path) {
  std::string out = "/";
  for (const char c : path) {
    if (std::string_view(" #\\*?[]!").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string shown(const Owner& owner) {
  const std::string contact = owner.contact.empty() ? "" : fmt::format(" ({})", owner.contact);
  return printable(owner.team + contact);
}

struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;  ///< after its line end
  int number = 0;
};

struct Markers {
  std::vector<Line> begins;
  std::vector<Line> ends;
};

Markers find_markers(std::string_view text) {
  Markers markers;
  int number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string_view line = text.substr(at, end - at);
    ++number;
    if (line.starts_with(begin_marker)) markers.begins.push_back({at, end, number});
    if (line.starts_with(end_marker)) markers.ends.push_back({at, end, number});
    at = end;
  }
  return markers;
}

Error broken(std::string_view path, const Line& line, std::string message) {
  return {ErrorKind::usage, std::move(message),
          SourceSpan{std::string(path), {{line.number, 1}, 1}},
          "leave one pair of marker lines, or none"};
}

std::optional<Error> fault_of(const Markers& markers, std::string_view path) {
  if (markers.begins.size() > 1) {
    return broken(path, markers.begins[1], "the block of dcr begins a second time");
  }
  if (markers.ends.size() > 1) {
    return broken(path, markers.ends[1], "the block of dcr ends a second time");
  }
  if (markers.begins.empty() && !markers.ends.empty()) {
    return broken(path, markers.ends[0], "the block of dcr ends, and does not begin");
  }
  if (!markers.begins.empty() && markers.ends.empty()) {
    return broken(path, markers.begins[0], "the block of dcr begins, and does not end");
  }
  if (!markers.begins.empty() && markers.ends[0].begin < markers.begins[0].begin) {
    return broken(path, markers.ends[0], "the block of dcr ends before it begins");
  }
  return std::nullopt;
}

std::string with_line_ends(std::string_view block, bool crlf) {
  std::string out;
  for (const char c : block) {
    if (c == '\n' && crlf) out += '\r';
    out += c;
  }
  return out;
}

}  // namespace

CodeownersBlock codeowners_block(const FileOwners& files) {
  CodeownersBlock block;
  block.text = begin_line;
  const auto comment = [&](const std::string& line) {
    block.unnamed.push_back(line);
    // A file can have the name of a marker.
    block.text += line.starts_with("dcr:") ? "# ./" : "# ";
    block.text += line + "\n";
  };
  for (const auto& [path, owners] : files) {
    std::vector<std::string> handles;
    for (const Owner& owner : owners) {
      const auto handle = handle_of(owner);
      if (!handle) {
        comment(fmt::format("{}: {}", printable(path), shown(owner)));
      } else if (std::ranges::find(handles, *handle) == handles.end()) {
        handles.push_back(*handle);
      }
    }
    if (handles.empty()) continue;
    if (!is_utf8(path) || has_control_character(path)) {
      comment(fmt::format("{}: the path cannot be written here", printable(path)));
      continue;
    }
    block.text += escaped(path);
    for (const std::string& handle : handles) block.text += " " + handle;
    block.text += "\n";
  }
  block.text += end_marker;
  block.text += "\n";
  return block;
}

Result<std::string> with_codeowners_block(std::string_view text, std::string_view path,
                                          std::string_view block) {
  const Markers markers = find_markers(text);
  if (auto fault = fault_of(markers, path)) return *std::move(fault);
  std::string out(text);
  if (markers.begins.empty() && !out.empty() && !out.ends_with('\n')) out += '\n';
  // Of the finished last line: a file that ended in a CR has such line ends from now on.
  const bool crlf = out.find("\r\n") != std::string::npos;
  const std::string lines = with_line_ends(block, crlf);
  if (markers.begins.empty()) {
    if (!out.empty()) out += crlf ? "\r\n" : "\n";
    return out + lines;
  }
  out = text.substr(0, markers.begins[0].begin);
  out += lines;
  out += text.substr(markers.ends[0].end);
  return out;
}

}  // namespace dcr::formats
