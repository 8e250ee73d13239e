// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"

#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr {

/// A path pattern: `*` and `?` stay within one folder, `[a-z]`, `[!a]`, `{a,b}`, `\x`,
///
/// `**` crosses folders, and `**/` also stands for no folder at all. A leading `./` is dropped, and
/// a trailing `/` means everything below.
///
/// Units: paths are relative to the repository root, with `/`, and compared byte by byte.
class Glob {
 public:
  /// Errors: bad_config for an empty or absolute pattern, `..`, an unclosed `[` or `{`, or one that
  /// is too long or stands for too many alternatives.
  static Result<Glob> compile(std::string_view pattern);

  [[nodiscard]] bool matches(std::string_view path) const;

  /// Whether a path below `folder` ("" is the root) can match: false lets a walk skip the folder.
  [[nodiscard]] bool may_match_below(std::string_view folder) const;

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  enum class Step { one, many, enter_folders, folders };
  struct Token {
    Step step = Step::one;
    std::bitset<256> accepts;
  };
  using Tokens = std::vector<Token>;
  /// Most patterns are fixed text around one wildcard, `contracts/**/*.yaml`: those need no walk.
  struct Simple {
    std::string before;
    std::string after;
    bool folders = false;  ///< `**/` stands between them
    bool star = false;     ///< then `*`

    [[nodiscard]] bool matches(std::string_view path) const;
  };
  struct Alternative {
    Tokens tokens;
    std::optional<Simple> simple;
  };
  class Compiler;
  class Simplifier;
  class Walk;

  std::string text_;
  std::vector<Alternative> alternatives_;  // of the pattern with its braces expanded
};

/// Which files of a repository are looked at: those a glob matches, narrowed to named paths.
class PathFilter {
 public:
  PathFilter() = default;
  explicit PathFilter(std::vector<Glob> globs) : globs_(std::move(globs)) {}

  /// Keeps only files that are one of `paths` or lie below one ("" is the root); none = no
  /// narrowing.
  void narrow_to(std::vector<std::string> paths) { paths_ = std::move(paths); }

  [[nodiscard]] bool matches(std::string_view path) const;
  [[nodiscard]] bool may_match_below(std::string_view folder) const;

  [[nodiscard]] const std::vector<Glob>& globs() const { return globs_; }
  [[nodiscard]] const std::vector<std::string>& paths() const { return paths_; }

 private:
  std::vector<Glob> globs_;
  std::vector<std::string> paths_;
};

}  // namespace dcr
