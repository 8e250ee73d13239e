// SPDX-License-Identifier: Apache-2.0
#include "core/imports/pg_parser.hpp"

#include "core/base/text.hpp"
#include "core/imports/build.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string>

namespace dcr::imports {
namespace {

constexpr const char* library_name = "libpg_query.so.1504.0";

// What libpg_query 15-4.0.0 answers with. Its header is no part of the build, so that dcr builds
// where the library is not: the name above says which version these layouts are of.
struct ParseError {
  char* message;
  char* function;
  char* file;
  int line;
  int cursor;  // from 1, in characters
  char* context;
};
struct ParseAnswer {
  char* tree;
  char* printed;
  ParseError* error;
};

template <class Function>
bool find(void* loaded, const char* name, Function*& out) {
  out = reinterpret_cast<Function*>(dlsym(loaded, name));
  return out != nullptr;
}

/// The bytes that `characters` of UTF-8 text take.
std::size_t bytes_of(std::string_view text, int characters) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) continue;
    if (characters-- == 0) break;
  }
  return at;
}

/// libpg_query 15-4.0.0 leaves out negative integers as if they were 0: `"ival":{}`. Where they
/// stand in the statement it says, so they are read there.
std::string with_negative_integers(std::string_view tree, std::string_view statement) {
  constexpr std::string_view lost = "\"ival\":{},\"location\":";
  std::string out;
  while (true) {
    const std::size_t found = tree.find(lost);
    if (found == std::string_view::npos) return out += tree;
    const std::string_view rest = tree.substr(found + lost.size());
    std::size_t location = 0;
    std::from_chars(rest.data(), rest.data() + rest.size(), location);
    std::size_t end = location;
    if (location < statement.size() && statement[location] == '-') {
      end = statement.find_first_not_of(" \t\r\n", location + 1);
      end = statement.find_first_not_of("0123456789", std::min(end, statement.size()));
      end = std::min(end, statement.size());
    }
    std::string number;
    for (const char c : statement.substr(std::min(location, statement.size()), end - location)) {
      if (c == '-' || (c >= '0' && c <= '9')) number += c;
    }
    out += tree.substr(0, found);
    out +=
        number.size() > 1 ? "\"ival\":{\"ival\":" + number + "},\"location\":" : std::string(lost);
    tree = rest;
  }
}

}  // namespace

struct PgParser::Library {
  void* loaded = nullptr;
  ParseAnswer (*parse)(const char*) = nullptr;
  void (*release)(ParseAnswer) = nullptr;
};

Result<PgParser> PgParser::load() {
  static Library library;
  if (library.release != nullptr) return PgParser(library);
  library.loaded = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
  if (library.loaded == nullptr || !find(library.loaded, "pg_query_parse", library.parse) ||
      !find(library.loaded, "pg_query_free_parse_result", library.release)) {
    return Error{ErrorKind::unavailable,
                 fmt::format("no {} on this system: it reads SQL", library_name),
                 {},
                 "apt-get install libpg-query1504.0"};
  }
  return PgParser(library);
}

Result<std::shared_ptr<const yaml::Node>> PgParser::parse(const SqlStatement& statement,
                                                          std::string_view path) const {
  // The tree takes 150 times as much; a table of PostgreSQL has 1,600 columns at most.
  constexpr std::size_t most_megabytes = 2;
  if (statement.text.size() > most_megabytes << 20U) {
    return fault(path, {statement.at, 1},
                 fmt::format("this statement is longer than {} MB", most_megabytes));
  }
  const std::string text(statement.text);
  const ParseAnswer answer = library_->parse(text.c_str());
  if (answer.error != nullptr) {
    const int before = answer.error->cursor > 0 ? answer.error->cursor - 1 : 0;
    const Position at = StatementPlaces(statement).after(bytes_of(text, before));
    // The parser goes by bytes: what it quotes may end within a character.
    Error error = fault(path, {at, 1}, "PostgreSQL's parser: " + printable(answer.error->message));
    library_->release(answer);
    return error;
  }
  constexpr yaml::Limits limits{
      .bytes = std::size_t{256} << 20U, .depth = 400, .expanded = 20'000'000};
  const auto tree = read_tree(with_negative_integers(answer.tree, text), path, true, limits);
  library_->release(answer);
  // Its own answer has no place in the file: that of the statement says more.
  if (!tree) return fault(path, {statement.at, 1}, "this statement is too deep or too long");
  const yaml::Node* list = (*tree)->find("stmts");
  if (list == nullptr || list->items.empty()) return std::make_shared<const yaml::Node>();
  const yaml::Entry* only = list->items.front()->find_entry("stmt");
  return only == nullptr ? std::make_shared<const yaml::Node>() : only->value;
}

}  // namespace dcr::imports
