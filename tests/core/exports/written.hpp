// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exports/export.hpp"
#include "core/formats/read.hpp"
#include "tests/support/contracts.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace dcr::test {

/// A native contract with these entries of `fields`.
inline Contract native(const std::vector<std::string>& fields, std::string_view head = "") {
  return std::move(ContractText(native_document("1.0.0", fields, head)).contract);
}

/// An ODCS contract with one object `o` of these properties, after `head` lines.
inline Contract odcs(const std::string& properties, std::string_view head = "") {
  return std::move(
      ContractText(
          fmt::format("kind: DataContract\napiVersion: v3.1.0\nid: a\nversion: 1.0.0\nstatus: "
                      "active\nteam: {{members: [{{username: t, role: owner}}]}}\n{}schema:\n  - "
                      "name: o\n    properties: [{}]\n",
                      head, properties))
          .contract);
}

/// `path: what`, one a line.
inline std::string losses_of(const exports::Exported& exported) {
  std::string out;
  for (const Loss& loss : exported.losses) out += fmt::format("{}: {}\n", loss.field, loss.what);
  return out;
}

/// The lines of `text` that hold `part`, without their indentation.
inline std::string lines_with(const std::string& text, const std::string& part) {
  std::string out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    line.erase(0, std::min(line.find_first_not_of(' '), line.size()));
    if (line.find(part) != std::string::npos) out += line + "\n";
  }
  return out;
}

}  // namespace dcr::test
