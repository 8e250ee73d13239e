// SPDX-License-Identifier: Apache-2.0
#include "core/imports/build.hpp"

#include "core/base/text.hpp"
#include "core/formats/canonical.hpp"
#include "core/formats/names.hpp"
#include "core/yaml/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace dcr::imports {

Error fault(std::string_view path, Span at, std::string message, std::string help) {
  Error error{ErrorKind::io, std::move(message), {}, std::move(help)};
  error.where = SourceSpan{std::string(path), at};
  return error;
}

std::optional<Error> text_fault(std::string_view text, std::string_view path) {
  const bool has_nul = text.find('\0') != std::string_view::npos;
  if (!has_nul && is_utf8(text)) return std::nullopt;
  int number = 1;
  for (std::string_view rest = text; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size() - 1);
    const std::string_view line = rest.substr(0, end + 1);
    rest.remove_prefix(end + 1);
    if (line.find('\0') != std::string_view::npos) {
      return fault(path, {{number, 1}, 1}, "the line holds a NUL: this is no text");
    }
    if (!is_utf8(line)) {
      return fault(path, {{number, 1}, 1}, "the line holds bytes that are not UTF-8",
                   "iconv -f LATIN1 -t UTF-8 FILE reads it in another encoding");
    }
  }
  return fault(path, {{1, 1}, 1}, "the file is not UTF-8 text");
}

void LossList::add(std::string field, std::string what) {
  if (!told_.emplace(field, what).second) return;
  losses_.push_back({std::move(field), std::move(what)});
}

void LossList::add_shared(const std::string& what, const std::string& field) {
  const auto [place, fresh] = places_.emplace(what, shared_.size());
  if (fresh) shared_.push_back({.what = what});
  Shared& shared = shared_[place->second];
  if (shared.fields.emplace(field, shared.told).second) ++shared.told;
}

void LossList::take_shared(const std::string& what, const std::string& field) {
  const auto place = places_.find(what);
  if (place != places_.end()) shared_[place->second].fields.erase(field);
}

std::vector<Loss> LossList::take() {
  for (const Shared& shared : shared_) {
    if (shared.fields.empty()) continue;
    std::map<std::size_t, std::string_view> in_order;
    for (const auto& [field, order] : shared.fields) in_order.emplace(order, field);
    constexpr std::size_t most_named = 5;
    std::string named;
    std::size_t count = 0;
    for (const auto& [order, field] : in_order) {
      if (count++ == most_named) break;
      named += fmt::format("{}{}", named.empty() ? "" : ", ", field);
    }
    const std::string more = in_order.size() > most_named
                                 ? fmt::format(" and {} more", in_order.size() - most_named)
                                 : "";
    losses_.push_back({"", fmt::format("{} of {}{}", shared.what, named, more)});
  }
  shared_.clear();
  places_.clear();
  told_.clear();
  return std::exchange(losses_, {});
}

FieldType type_of(TypeFamily family) {
  FieldType type;
  type.logical.family = family;
  type.spelled = to_string(family);
  return type;
}

FieldType decimal_type(int precision, int scale) {
  FieldType type = type_of(TypeFamily::decimal);
  type.logical.precision = precision;
  type.logical.scale = scale;
  type.spelled = fmt::format("decimal({},{})", precision, scale);
  return type;
}

ImportedContract one_object(std::string name, FieldList fields) {
  ImportedContract imported;
  Object object;
  object.name.value = name;
  object.fields = std::move(fields);
  imported.contract.objects.push_back(std::move(object));
  imported.contract.name = std::move(name);
  return imported;
}

std::string legal_identifier(std::string_view text) {
  if (formats::identifier_fault(text).empty()) return std::string(text);
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool kept =
        byte > 0x20 && byte != 0x7f && c != '@' && byte < 0x80 && !(c == ':' && out.ends_with(':'));
    out += kept ? c : '_';
  }
  constexpr std::size_t longest = 128;
  if (out.size() > longest) out.resize(longest);
  return out;
}

std::string stem_of(std::string_view path) {
  if (path == "-") return "stdin";
  const std::size_t slash = path.rfind('/');
  if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
  for (const std::string_view tail : {".json", ".yaml", ".yml", ".avsc", ".sql", ".csv", ".tsv",
                                      ".txt", ".schema", ".odcs", ".datacontract"}) {
    if (path.size() > tail.size() && path.ends_with(tail)) path.remove_suffix(tail.size());
  }
  return std::string(path);
}

std::optional<std::string> enum_value(const yaml::Node& node) {
  const bool sayable = node.kind == yaml::Kind::string || node.kind == yaml::Kind::integer ||
                       node.kind == yaml::Kind::boolean;
  if (!sayable) return std::nullopt;
  return formats::json_text(node);
}

std::string quoted(const yaml::Node& node) {
  constexpr std::size_t longest = 60;
  if (formats::expanded_bytes(node, 4 * longest) > 4 * longest) {
    return std::string(yaml::describe(node.kind));
  }
  return formats::json_text(node);
}

Field named_field(std::string name, Span at) {
  Field field;
  field.name = {std::move(name), at};
  field.at = at;
  return field;
}

bool is_wanted(const ImportRequest& request, const std::vector<std::string_view>& names) {
  if (request.only.empty()) return true;
  return std::ranges::any_of(request.only, [&](const std::string& each) {
    return std::ranges::find(names, std::string_view(each)) != names.end();
  });
}

Result<std::shared_ptr<const yaml::Node>> read_tree(std::string_view text, std::string_view path,
                                                    bool json, const yaml::Limits& limits) {
  const yaml::Stream stream = yaml::parse(text, json ? "source.json" : path, limits);
  if (!stream.ok()) {
    const Problem& first = stream.problems.front();
    return fault(path, first.at, first.message, first.help);
  }
  if (stream.documents.empty()) return fault(path, {{1, 1}, 1}, "the file is empty");
  return stream.documents.front().root;
}

}  // namespace dcr::imports
