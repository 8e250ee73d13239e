// SPDX-License-Identifier: Apache-2.0
#include "core/formats/loose_version.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

namespace dcr::formats {

void read_loose_version(MappingReader& reader, std::string_view name, Contract& contract,
                        ProblemList& problems) {
  const yaml::Node* stated = reader.value("version");
  if (stated == nullptr) {
    problems.error("", reader.place("version"), fmt::format("the contract has no {}", name),
                   fmt::format("add one: {}: 1.0.0", name));
    return;
  }
  if (!stated->is_scalar()) {
    problems.error(
        "", stated->at,
        fmt::format("'{}' must be a string, not {}", name, yaml::describe(stated->kind)));
    return;
  }
  contract.version_text = stated->text;
  const auto version = Version::parse_loose(stated->text);
  if (!version) {
    problems.error(
        "", stated->at,
        fmt::format("'{}' is not a version that can be put in order", printable(stated->text)),
        "write version: 1.0.0");
    return;
  }
  contract.version = {*version, stated->at};
  if (!stated->is_string()) {
    problems.loose(
        "", stated->at,
        fmt::format("'{}' is the number {}; it is read as {}", name, stated->text, version->text()),
        fmt::format("write version: {}", version->text()));
  }
}

}  // namespace dcr::formats
