// SPDX-License-Identifier: Apache-2.0
#include "core/model/field_paths.hpp"

#include "core/base/text.hpp"

namespace dcr {
namespace {

void collect(const Field& field, const std::string& path, std::set<std::string>& paths) {
  paths.insert(path);
  for (const Field& child : field.children.fields) {
    collect(child, join_path(path, path_component(child.name.value)), paths);
  }
  if (field.items) collect(*field.items, path + "[]", paths);
}

}  // namespace

std::set<std::string> field_paths(const Contract& contract) {
  std::set<std::string> paths;
  for (const Object& object : contract.objects) {
    const bool several = contract.objects.size() > 1;
    const std::string prefix = several ? path_component(object.name.value) : "";
    if (several) paths.insert(prefix);
    for (const Field& field : object.fields.fields) {
      collect(field, join_path(prefix, path_component(field.name.value)), paths);
    }
  }
  return paths;
}

}  // namespace dcr
