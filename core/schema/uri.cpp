// SPDX-License-Identifier: Apache-2.0
#include "core/schema/uri.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

namespace dcr::schema {

namespace {

/// The parts of a URI reference, each with the mark that introduces it.
struct Parts {
  std::string_view scheme;     // "http:"
  std::string_view authority;  // "//host"
  std::string_view path;
  std::string_view query;     // "?q"
  std::string_view fragment;  // "#f"
};

std::string_view cut(std::string_view& text, std::size_t size) {
  const std::string_view head = text.substr(0, size);
  text.remove_prefix(head.size());
  return head;
}

bool is_scheme(std::string_view text) {
  const auto is_letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
  return !text.empty() && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '-' ||
                  c == '.';
         });
}

Parts split(std::string_view uri) {
  Parts parts;
  const std::size_t hash = std::min(uri.find('#'), uri.size());
  parts.fragment = uri.substr(hash);
  uri = uri.substr(0, hash);
  const std::size_t question = std::min(uri.find('?'), uri.size());
  parts.query = uri.substr(question);
  uri = uri.substr(0, question);
  const std::size_t colon = uri.find(':');
  if (colon != std::string_view::npos && is_scheme(uri.substr(0, colon))) {
    parts.scheme = cut(uri, colon + 1);
  }
  if (uri.starts_with("//")) parts.authority = cut(uri, std::min(uri.find('/', 2), uri.size()));
  parts.path = uri;
  return parts;
}

/// Section 5.2.4: "/a/./b/../c" is "/a/c".
std::string without_dots(std::string_view path) {
  std::string out;
  const auto drop_last = [&] { out.erase(std::min(out.rfind('/'), out.size())); };
  while (!path.empty()) {
    if (path.starts_with("../")) {
      path.remove_prefix(3);
    } else if (path.starts_with("./") || path.starts_with("/./")) {
      path.remove_prefix(2);
    } else if (path == "/.") {
      path = "/";
    } else if (path.starts_with("/../")) {
      path.remove_prefix(3);
      drop_last();
    } else if (path == "/..") {
      path = "/";
      drop_last();
    } else if (path == "." || path == "..") {
      path = {};
    } else {
      out += cut(path, std::min(path.find('/', 1), path.size()));
    }
  }
  return out;
}

/// Section 5.2.3: the base's path up to its last slash, then the reference's.
std::string merged(const Parts& base, std::string_view path) {
  if (!base.authority.empty() && base.path.empty()) return "/" + std::string(path);
  const std::size_t slash = base.path.rfind('/');
  const std::size_t kept = slash == std::string_view::npos ? 0 : slash + 1;
  return std::string(base.path.substr(0, kept)) + std::string(path);
}

std::string joined(const Parts& parts, std::string_view path) {
  std::string out(parts.scheme);
  out += parts.authority;
  out += path;
  out += parts.query;
  out += parts.fragment;
  return out;
}

}  // namespace

std::string resolve_uri(std::string_view base_uri, std::string_view reference) {
  if (base_uri.empty()) return std::string(reference);
  const Parts base = split(base_uri);
  Parts parts = split(reference);
  if (!parts.scheme.empty()) return joined(parts, without_dots(parts.path));
  parts.scheme = base.scheme;
  if (!parts.authority.empty()) return joined(parts, without_dots(parts.path));
  parts.authority = base.authority;
  if (parts.path.empty()) {
    if (parts.query.empty()) parts.query = base.query;
    return joined(parts, base.path);
  }
  if (parts.path.starts_with('/')) return joined(parts, without_dots(parts.path));
  return joined(parts, without_dots(merged(base, parts.path)));
}

std::pair<std::string_view, std::string_view> split_fragment(std::string_view uri) {
  const std::size_t hash = uri.find('#');
  if (hash == std::string_view::npos) return {uri, {}};
  return {uri.substr(0, hash), uri.substr(hash + 1)};
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    const char* digits = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(digits, digits + 2, value, 16).ptr == digits + 2) {
      out += static_cast<char>(value);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::vector<std::string> pointer_tokens(std::string_view pointer) {
  std::vector<std::string> tokens;
  for (std::size_t i = 0; i < pointer.size(); ++i) {
    if (pointer[i] == '/') {
      tokens.emplace_back();
    } else if (tokens.empty()) {
      return {};
    } else if (pointer[i] == '~' && i + 1 < pointer.size() &&
               (pointer[i + 1] == '0' || pointer[i + 1] == '1')) {
      tokens.back() += pointer[++i] == '0' ? '~' : '/';
    } else {
      tokens.back() += pointer[i];
    }
  }
  return tokens;
}

std::string pointer_part(std::string_view name) {
  std::string out = "/";
  for (const char c : name) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace dcr::schema
