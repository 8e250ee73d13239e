// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/tags.hpp"

#include "core/yaml/core_schema.hpp"
#include "core/yaml/source.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace dcr::yaml {

namespace {

constexpr std::string_view core_prefix = "tag:yaml.org,2002:";

struct CoreTag {
  std::string_view name;
  Kind kind;
};
constexpr std::array<CoreTag, 7> core_tags{{{"str", Kind::string},
                                            {"int", Kind::integer},
                                            {"float", Kind::number},
                                            {"bool", Kind::boolean},
                                            {"null", Kind::null},
                                            {"seq", Kind::sequence},
                                            {"map", Kind::mapping}}};

std::string spelled(std::string_view tag) {
  if (!tag.starts_with(core_prefix)) return quote(tag);
  return quote("!!" + std::string(tag.substr(core_prefix.size())));
}

std::optional<Kind> kind_of_tag(std::string_view tag) {
  if (!tag.starts_with(core_prefix)) return std::nullopt;
  for (const CoreTag& known : core_tags) {
    if (tag.substr(core_prefix.size()) == known.name) return known.kind;
  }
  return std::nullopt;
}

std::string unknown_tag(std::string_view tag) {
  return fmt::format(
      "unknown tag {}; dcr knows !!str, !!int, !!float, !!bool, !!null, !!seq "
      "and !!map",
      spelled(tag));
}

}  // namespace

std::optional<std::string> tag_scalar(Node& node, const std::string& tag) {
  if (tag == "?" || tag == "!") {
    node.kind = tag == "!" || node.quoted ? Kind::string : kind_of_plain(node.text);
    return std::nullopt;
  }
  const std::optional<Kind> asked = kind_of_tag(tag);
  if (!asked) return unknown_tag(tag);
  const Kind found = kind_of_plain(node.text);
  const bool fits = *asked == Kind::string || *asked == found ||
                    (*asked == Kind::number && found == Kind::integer);
  if (!fits) {
    return fmt::format("{} is tagged {}, but it is not {}", quote(node.text), spelled(tag),
                       describe(*asked));
  }
  node.kind = *asked;
  return std::nullopt;
}

std::optional<std::string> wrong_collection_tag(Kind kind, const std::string& tag) {
  if (tag == "?" || tag == "!") return std::nullopt;
  const std::optional<Kind> asked = kind_of_tag(tag);
  if (!asked) return unknown_tag(tag);
  if (*asked == kind) return std::nullopt;
  return fmt::format("{} is tagged {}, but it is not {}", describe(kind), spelled(tag),
                     describe(*asked));
}

}  // namespace dcr::yaml
