// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace dcr::schema {

/// A regular expression of ECMA-262, matched in time linear in the text.
///
/// Source: JSON Schema 2020-12, section 6.4 (interoperable regular expressions); not anchored.
class Pattern {
 public:
  struct Compiled;

  /// `problem` says what RE2 cannot do: look-around, back-references, repeats over 1000.
  [[nodiscard]] static Compiled compile(std::string_view source);

  [[nodiscard]] const std::string& source() const { return source_; }
  [[nodiscard]] bool matches(std::string_view text) const;

 private:
  std::string source_;
  std::shared_ptr<const re2::RE2> program_;
};

struct Pattern::Compiled {
  std::shared_ptr<const Pattern> pattern;  ///< null when there is a problem
  std::string problem;                     ///< lower case; empty when all is well
};

}  // namespace dcr::schema
