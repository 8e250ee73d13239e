// SPDX-License-Identifier: Apache-2.0
#include "core/mods/setting.hpp"

#include "core/base/text.hpp"
#include "core/yaml/core_schema.hpp"
#include "core/yaml/parse.hpp"

namespace dcr::mods {
namespace {

Error usage(std::string message) {
  return {ErrorKind::usage, std::move(message), {}, "--set key=value, or key.part=value"};
}

/// No span: what was typed on a command line stands in no file.
NodePointer without_place(const yaml::Node& node) {
  auto copy = std::make_shared<yaml::Node>(node);
  copy->at = {};
  for (auto& item : copy->items) item = without_place(*item);
  for (auto& entry : copy->entries) {
    entry.key_at = {};
    entry.value = without_place(*entry.value);
  }
  return copy;
}

/// Messages name the key alone: the value may be a secret.
Result<NodePointer> read_value(std::string_view key, std::string_view text) {
  const bool flow = !text.empty() && std::string_view("[{\"'").find(text[0]) != text.npos;
  if (!flow) {
    if (!is_utf8(text)) return usage("the value of --set '" + printable(key) + "' is no UTF-8");
    auto node = std::make_shared<yaml::Node>();
    // As helm has it: `key=` is an empty text, `key=null` is nothing.
    node->kind = text.empty() ? yaml::Kind::string : yaml::kind_of_plain(text);
    node->text = std::string(text);
    return NodePointer(node);
  }
  const yaml::Stream stream = yaml::parse(text, "--set");
  if (!stream.ok() || stream.documents.size() != 1) {
    const std::string why = stream.ok() ? "it is no single value" : stream.problems[0].message;
    return usage("cannot read the value of --set '" + printable(key) + "': " + why);
  }
  return without_place(*stream.documents[0].root);
}

}  // namespace

Result<Setting> parse_setting(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return usage("no '=' in --set '" + printable(text) + "'");
  Setting setting;
  std::string_view key = text.substr(0, equals);
  while (true) {
    const std::size_t dot = std::min(key.find('.'), key.size());
    setting.path.emplace_back(key.substr(0, dot));
    if (dot == key.size()) break;
    key.remove_prefix(dot + 1);
  }
  for (const std::string& part : setting.path) {
    if (part.empty() || !is_utf8(part)) {
      return usage("the key of --set '" + printable(text.substr(0, equals)) +
                   "' has an empty part");
    }
  }
  auto value = read_value(text.substr(0, equals), text.substr(equals + 1));
  if (!value) return value.error();
  setting.value = std::move(*value);
  return setting;
}

NodePointer with_setting(const yaml::Node& mapping, const std::vector<std::string>& path,
                         NodePointer value) {
  auto changed = std::make_shared<yaml::Node>();
  changed->kind = yaml::Kind::mapping;
  changed->at = mapping.at;
  if (mapping.is_mapping()) changed->entries = mapping.entries;
  if (path.size() > 1) {
    const yaml::Node* inner = changed->find(path[0]);
    const yaml::Node empty;
    value = with_setting(inner == nullptr ? empty : *inner, {path.begin() + 1, path.end()},
                         std::move(value));
  }
  for (yaml::Entry& entry : changed->entries) {
    if (entry.key != path[0]) continue;
    entry.value = std::move(value);
    return changed;
  }
  changed->entries.push_back({path[0], {}, std::move(value)});
  return changed;
}

}  // namespace dcr::mods
