// SPDX-License-Identifier: Apache-2.0
#include "core/base/glob.hpp"

#include "core/base/glob_braces.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>

// A pattern is expanded into brace-free alternatives, and each of those is compiled into tokens.
// Matching walks the path once and keeps the set of tokens that may come next, so that its time is
// at most path length x tokens whatever the pattern: nothing is ever tried again.
//
// `a/**/b*.y` on `a/c/b1.y`: after `a/` the walk stands before `b` (the `**/` stood for nothing)
// and inside the folders; `c` leaves it inside, `/` lets it stand before `b` again, and so on.
namespace dcr {
namespace {

using glob_braces::class_end;
using glob_braces::expanded;
using glob_braces::refusal;

constexpr std::size_t longest_pattern = 1024;

std::bitset<256> any_byte() { return std::bitset<256>().set(); }
std::bitset<256> within_folder() { return any_byte().reset('/'); }
std::bitset<256> only(char c) { return std::bitset<256>().set(static_cast<unsigned char>(c)); }

/// Why `pattern` cannot be one, before its braces are expanded; empty when it can.
std::string_view syntax_fault(std::string_view pattern) {
  int depth = 0;
  for (std::size_t at = 0; at < pattern.size();) {
    const char c = pattern[at];
    if (c == '[') {
      at = class_end(pattern, at);
      if (at == std::string_view::npos) return "has an unclosed '['";
      continue;
    }
    if (c == '\\' && at + 1 == pattern.size()) return "ends with a lone '\\'";
    if (c == '{') ++depth;
    if (c == '}' && depth > 0) --depth;
    at += c == '\\' ? 2 : 1;
  }
  return depth > 0 ? "has an unclosed '{'" : "";
}

/// Why the brace-free `pattern` names no path of a repository; empty when it can.
std::string_view path_fault(std::string_view pattern) {
  if (pattern.empty()) return "is empty";
  if (pattern.front() == '/') return "is absolute; patterns start at the repository root";
  for (std::size_t begin = 0; begin <= pattern.size();) {
    const std::size_t end = std::min(pattern.find('/', begin), pattern.size());
    const std::string_view part = pattern.substr(begin, end - begin);
    if (part == "..") return "holds '..'; patterns start at the repository root";
    if (part.empty() && end < pattern.size()) return "holds '//'";
    begin = end + 1;
  }
  return "";
}

bool lies_below(std::string_view path, std::string_view folder) {
  return folder.empty() ||
         (path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/');
}

}  // namespace

/// Turns a brace-free pattern into tokens.
class Glob::Compiler {
 public:
  explicit Compiler(std::string_view pattern) : pattern_(pattern) {}

  Tokens run() {
    while (at_ < pattern_.size()) add_next();
    return std::move(tokens_);
  }

 private:
  void add_next() {
    const char c = pattern_[at_];
    if (c == '*') return add_stars();
    if (c == '[') return add_class();
    if (c == '?') {
      tokens_.push_back({Step::one, within_folder()});
    } else {
      if (c == '\\') ++at_;
      tokens_.push_back({Step::one, only(pattern_[at_])});
    }
    ++at_;
  }

  void add_stars() {
    const bool starts_part = at_ == 0 || pattern_[at_ - 1] == '/';
    std::size_t end = at_;
    while (end < pattern_.size() && pattern_[end] == '*') ++end;
    const bool crosses = end - at_ > 1;
    at_ = end;
    if (!crosses) {
      tokens_.push_back({Step::many, within_folder()});
    } else if (starts_part && end < pattern_.size() && pattern_[end] == '/') {
      tokens_.push_back({Step::enter_folders, {}});
      tokens_.push_back({Step::folders, any_byte()});
      ++at_;
    } else {
      tokens_.push_back({Step::many, any_byte()});
    }
  }

  void add_class() {
    const std::size_t end = class_end(pattern_, at_);
    std::size_t at = at_ + 1;
    const bool negated = pattern_[at] == '!' || pattern_[at] == '^';
    if (negated) ++at;
    std::bitset<256> members;
    while (at < end - 1) {
      const unsigned char first = class_member(at);
      unsigned char last = first;
      if (at + 1 < end - 1 && pattern_[at] == '-') {
        ++at;
        last = class_member(at);
      }
      for (unsigned c = first; c <= last; ++c) members.set(c);
    }
    if (negated) members.flip();
    tokens_.push_back({Step::one, members.reset('/')});
    at_ = end;
  }

  unsigned char class_member(std::size_t& at) const {
    if (pattern_[at] == '\\') ++at;
    return static_cast<unsigned char>(pattern_[at++]);
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  Tokens tokens_;
};

/// Recognises tokens that are fixed text, `**/`, `*` and fixed text, each at most once.
class Glob::Simplifier {
 public:
  explicit Simplifier(const Tokens& tokens) : tokens_(tokens) {}

  std::optional<Simple> run() {
    Simple simple;
    simple.before = take_text();
    if (at_ < tokens_.size() && tokens_[at_].step == Step::enter_folders) {
      simple.folders = true;
      at_ += 2;
    }
    if (at_ < tokens_.size() && tokens_[at_].step == Step::many &&
        tokens_[at_].accepts == within_folder()) {
      simple.star = true;
      ++at_;
    }
    simple.after = take_text();
    return at_ == tokens_.size() ? std::optional(std::move(simple)) : std::nullopt;
  }

 private:
  std::string take_text() {
    std::string text;
    while (at_ < tokens_.size() && tokens_[at_].step == Step::one &&
           tokens_[at_].accepts.count() == 1) {
      // _Find_first would say it shorter, but only in libstdc++.
      unsigned c = 0;
      while (!tokens_[at_].accepts.test(c)) ++c;
      text += static_cast<char>(c);
      ++at_;
    }
    return text;
  }

  const Tokens& tokens_;
  std::size_t at_ = 0;
};

bool Glob::Simple::matches(std::string_view path) const {
  if (path.size() < before.size() + after.size() || !path.starts_with(before) ||
      !path.ends_with(after)) {
    return false;
  }
  const std::string_view between =
      path.substr(before.size(), path.size() - before.size() - after.size());
  if (folders && star) return true;
  if (folders) return between.empty() || between.ends_with('/');
  return star ? between.find('/') == std::string_view::npos : between.empty();
}

/// The set of tokens that may come next, on the way along a path.
class Glob::Walk {
 public:
  explicit Walk(const Tokens& tokens) : tokens_(tokens), reached_(tokens.size() + 1, false) {
    reach(0);
    settle();
  }

  /// False when the path cannot match any more.
  bool go_on(std::string_view path) {
    for (const char c : path) {
      for (const std::size_t at : here_) take(at, static_cast<unsigned char>(c));
      settle();
      if (here_.empty()) return false;
    }
    return true;
  }

  [[nodiscard]] bool is_at_end() const {
    return std::find(here_.begin(), here_.end(), tokens_.size()) != here_.end();
  }
  [[nodiscard]] bool can_go_on() const {
    return std::any_of(here_.begin(), here_.end(),
                       [this](std::size_t at) { return at < tokens_.size(); });
  }

 private:
  void take(std::size_t at, unsigned char c) {
    if (at == tokens_.size() || !tokens_[at].accepts.test(c)) return;
    switch (tokens_[at].step) {
      case Step::one: reach(at + 1); break;
      case Step::many: reach(at); break;
      case Step::enter_folders: break;
      case Step::folders:
        add(at);
        if (c == '/') reach(at + 1);
        break;
    }
  }

  /// Adds a token and those that follow it without a character.
  void reach(std::size_t at) {
    for (; at < tokens_.size(); ++at) {
      if (reached_[at]) return;  // then so are those that follow it
      const Step step = tokens_[at].step;
      add(at);
      if (step == Step::enter_folders) {
        add(at + 1);
        ++at;  // and past the folders: they may be none
      } else if (step != Step::many) {
        return;
      }
    }
    add(at);
  }

  void add(std::size_t at) {
    if (reached_[at]) return;
    reached_[at] = true;
    next_.push_back(at);
  }

  void settle() {
    here_.swap(next_);
    next_.clear();
    for (const std::size_t at : here_) reached_[at] = false;
  }

  const Tokens& tokens_;
  std::vector<bool> reached_;
  std::vector<std::size_t> here_;
  std::vector<std::size_t> next_;
};

Result<Glob> Glob::compile(std::string_view pattern) {
  if (pattern.size() > longest_pattern) {
    return refusal(pattern.substr(0, 40),
                   fmt::format("and so on is longer than {} bytes", longest_pattern));
  }
  if (const std::string_view fault = syntax_fault(pattern); !fault.empty()) {
    return refusal(pattern, fault);
  }
  Result<std::vector<std::string>> alternatives = expanded(pattern);
  if (!alternatives) return alternatives.error();
  Glob glob;
  glob.text_ = pattern;
  for (std::string_view alternative : *alternatives) {
    while (alternative.starts_with("./")) alternative.remove_prefix(2);
    if (const std::string_view fault = path_fault(alternative); !fault.empty()) {
      return refusal(pattern, fault);
    }
    std::string whole(alternative);
    if (whole.back() == '/') whole += "**";
    Alternative compiled;
    compiled.tokens = Compiler(whole).run();
    compiled.simple = Simplifier(compiled.tokens).run();
    glob.alternatives_.push_back(std::move(compiled));
  }
  return glob;
}

bool Glob::matches(std::string_view path) const {
  return std::any_of(alternatives_.begin(), alternatives_.end(), [&](const Alternative& one) {
    if (one.simple) return one.simple->matches(path);
    Walk walk(one.tokens);
    return walk.go_on(path) && walk.is_at_end();
  });
}

bool Glob::may_match_below(std::string_view folder) const {
  return std::any_of(alternatives_.begin(), alternatives_.end(), [&](const Alternative& one) {
    Walk walk(one.tokens);
    if (folder.empty()) return walk.can_go_on();
    return walk.go_on(folder) && walk.go_on("/") && walk.can_go_on();
  });
}

bool PathFilter::matches(std::string_view path) const {
  const bool wanted = paths_.empty() || std::any_of(paths_.begin(), paths_.end(), [&](auto& named) {
                        return path == named || lies_below(path, named);
                      });
  return wanted && std::any_of(globs_.begin(), globs_.end(),
                               [&](const Glob& glob) { return glob.matches(path); });
}

bool PathFilter::may_match_below(std::string_view folder) const {
  const bool wanted =
      paths_.empty() || std::any_of(paths_.begin(), paths_.end(), [&](auto& named) {
        return folder == named || lies_below(folder, named) || lies_below(named, folder);
      });
  return wanted && std::any_of(globs_.begin(), globs_.end(),
                               [&](const Glob& glob) { return glob.may_match_below(folder); });
}

}  // namespace dcr
