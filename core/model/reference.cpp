// SPDX-License-Identifier: Apache-2.0
#include "core/model/reference.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dcr {
namespace {

Error no_reference(std::string_view text, std::string_view why) {
  return {ErrorKind::usage,
          fmt::format("'{}' is no reference: {}", printable(text), why),
          {},
          "a reference is [namespace::]name[@selector]"};
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

/// What is wrong with a name of a reference; empty when nothing is. Blanks within it are allowed:
/// the title of an ODCS contract may have them.
std::string name_fault(std::string_view name) {
  if (name.empty()) return "the name is empty";
  if (std::ranges::any_of(name, is_control)) return "a name holds no control characters";
  if (name.front() == ' ' || name.back() == ' ') return "a name begins and ends with no blank";
  if (name.find("::") != std::string_view::npos) return "there is more than one '::'";
  if (!is_utf8(name)) return "it is not UTF-8";
  return {};
}

std::optional<Selector> parse_selector(std::string_view text) {
  Selector selector;
  selector.text = text;
  if (text == "latest") return selector;
  if (text == "newest") {
    selector.kind = Selector::Kind::newest;
    return selector;
  }
  if ((selector.version = Version::parse(text))) {
    selector.kind = Selector::Kind::exact;
    return selector;
  }
  selector.kind = Selector::Kind::range;
  selector.range = VersionRange::parse(text);
  if (!selector.range) return std::nullopt;
  return selector;
}

}  // namespace

bool Selector::admits(const Version& candidate) const {
  switch (kind) {
    case Kind::latest:
    case Kind::newest: return true;
    case Kind::exact: return candidate == *version;
    case Kind::range: return range->contains(candidate);
  }
  return false;
}

std::string Reference::full_name() const { return name_space ? *name_space + "::" + name : name; }

Result<Reference> parse_reference(std::string_view text,
                                  const std::optional<std::string>& default_namespace) {
  Reference reference;
  std::string_view rest = text;
  if (const std::size_t at = rest.rfind('@'); at != std::string_view::npos) {
    const std::string_view selector = rest.substr(at + 1);
    auto parsed = parse_selector(selector);
    if (!parsed) {
      return no_reference(text,
                          fmt::format("'{}' is neither a version, a range, 'latest' nor 'newest'",
                                      printable(selector)));
    }
    reference.selector = std::move(*parsed);
    rest = rest.substr(0, at);
  }
  if (const std::size_t colons = rest.find("::"); colons != std::string_view::npos) {
    if (colons > 0) reference.name_space = rest.substr(0, colons);
    rest.remove_prefix(colons + 2);
  } else if (default_namespace && !default_namespace->empty()) {
    reference.name_space = *default_namespace;
  }
  reference.name = rest;
  std::string fault = name_fault(reference.name);
  if (fault.empty() && reference.name_space) fault = name_fault(*reference.name_space);
  if (!fault.empty()) return no_reference(text, fault);
  return reference;
}

}  // namespace dcr
