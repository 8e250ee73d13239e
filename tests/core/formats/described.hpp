// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/read.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::test {

/// `12:5+3 error[contract_invalid] orders.id: message | help`, with nothing for what is empty.
inline std::string described(const Problem& problem) {
  std::string out = fmt::format("{}:{}+{} {}[{}] ", problem.at.begin.line, problem.at.begin.column,
                                problem.at.length, to_string(problem.severity), problem.rule);
  if (!problem.field.empty()) out += problem.field + ": ";
  out += problem.message;
  if (!problem.help.empty()) out += " | " + problem.help;
  return out;
}

/// Every problem of a file and its documents, one a line.
inline std::string problems_of(std::string_view text,
                               formats::Strictness strictness = formats::Strictness::lenient) {
  const formats::ReadFile file = formats::read_contracts(text, "contract.yaml", strictness);
  std::string out;
  for (const Problem& problem : file.problems) out += described(problem) + "\n";
  for (const formats::ReadDocument& document : file.documents) {
    for (const Problem& problem : document.problems) out += described(problem) + "\n";
  }
  return out;
}

/// The text of a file of the source tree.
inline std::string text_of(const std::string& path) {
  std::ifstream stream(std::string(DCR_SOURCE_DIR) + "/" + path, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + path);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// The only document of a text; the test fails when there is another number of them.
inline formats::ReadDocument only_document(std::string_view text) {
  formats::ReadFile file = formats::read_contracts(text, "contract.yaml");
  if (file.documents.size() != 1) throw std::runtime_error("not exactly one contract");
  return std::move(file.documents.front());
}

/// `12:5+3`
inline std::string place(const Span& at) {
  return fmt::format("{}:{}+{}", at.begin.line, at.begin.column, at.length);
}

}  // namespace dcr::test
