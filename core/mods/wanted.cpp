// SPDX-License-Identifier: Apache-2.0
#include "core/mods/wanted.hpp"

#include <algorithm>
#include <string_view>

namespace dcr::mods {
namespace {

using Wanted = std::map<std::string, std::set<std::string>, std::less<>>;

constexpr std::string_view opening = "${mods.";
constexpr std::string_view middle = ".artifacts.";

void search_text(std::string_view text, Wanted& wanted) {
  for (std::size_t at = text.find(opening); at != text.npos; at = text.find(opening, at)) {
    at += opening.size();
    const std::string_view reference = text.substr(at, text.find('}', at) - at);
    const std::size_t split = reference.find(middle);
    if (split == reference.npos) continue;
    const std::string_view key = reference.substr(split + middle.size());
    auto& keys = wanted[std::string(reference.substr(0, split))];
    keys.emplace(key);
    keys.emplace(key.substr(0, key.find('.')));  // `${mods.a.artifacts.data.path}`
  }
}

void search(const yaml::Node& node, Wanted& wanted) {
  if (node.is_string()) search_text(node.text, wanted);
  for (const NodePointer& item : node.items) search(*item, wanted);
  for (const yaml::Entry& entry : node.entries) search(*entry.value, wanted);
}

}  // namespace

Wanted wanted_artifacts(const Plan& plan) {
  Wanted wanted;
  for (const Instance& instance : plan.job.instances) search(*instance.parameters, wanted);
  search(*plan.job.globals, wanted);
  if (plan.defaults) {
    search(*plan.defaults->globals, wanted);
    search(*plan.defaults->mod_defaults, wanted);
  }
  for (const auto& [name, settings] : plan.settings) {
    for (const Setting& setting : settings) search(*setting.value, wanted);
  }
  for (const Setting& setting : plan.global_settings) search(*setting.value, wanted);
  return wanted;
}

}  // namespace dcr::mods
