// SPDX-License-Identifier: Apache-2.0
#include "core/exports/odcs.hpp"

#include "core/base/text.hpp"
#include "core/exports/losses.hpp"
#include "core/exports/odcs_metadata.hpp"
#include "core/exports/odcs_properties.hpp"
#include "core/exports/odcs_quality.hpp"
#include "core/exports/values.hpp"
#include "core/exports/yaml_layout.hpp"
#include "core/model/field_paths.hpp"
#include "core/yaml/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace dcr::exports {
namespace {

using yaml::add_entry;
using yaml::string_value;

std::string_view odcs_status(Status status) {
  switch (status) {
    case Status::draft: return "draft";
    case Status::active: return "active";
    case Status::deprecated: return "deprecated";
    case Status::archived: return "retired";
  }
  return "active";
}

/// The three parts the reader joins to one text: what stands before "usage: " is the purpose.
yaml::Node description_parts(std::string text) {
  yaml::Node node = empty_mapping();
  std::vector<std::pair<std::string_view, std::string>> parts;
  for (const std::string_view key : {"limitations", "usage"}) {
    const std::string mark = fmt::format("{}: ", key);
    const std::size_t at = text.starts_with(mark) ? 0 : text.find("\n" + mark);
    if (at == std::string::npos) continue;
    const std::size_t begin = at + mark.size() + (at == 0 && text.starts_with(mark) ? 0 : 1);
    parts.emplace_back(key, text.substr(begin));
    text.resize(at);
  }
  if (!text.empty()) parts.emplace_back("purpose", text);
  std::reverse(parts.begin(), parts.end());
  for (const auto& [key, value] : parts) add_entry(node, key, string_value(value));
  return node;
}

class OdcsWriter {
 public:
  explicit OdcsWriter(const Contract& contract)
      : contract_(contract),
        metadata_(contract),
        losses_({Term::version, Term::title, Term::status, Term::description, Term::owners,
                 Term::freshness, Term::service_levels, Term::metadata, Term::contract_other,
                 Term::object_name, Term::object_description, Term::object_quality,
                 Term::object_other, Term::primary_key, Term::field_description, Term::unique,
                 Term::classification, Term::field_quality, Term::field_other}) {}

  Exported write() {
    losses_.add_contract(contract_);
    add_contract_losses();
    yaml::Node root = empty_mapping();
    add_entry(root, "kind", string_value("DataContract"));
    add_entry(root, "apiVersion", string_value("v3.1.0"));
    add_entry(root, "id", string_value(contract_.name));
    if (!contract_.title.empty()) add_entry(root, "name", string_value(contract_.title));
    add_entry(root, "version", string_value(contract_.version->text()));
    add_entry(root, "status", string_value(odcs_status(status())));
    add_description(root);
    yaml::Node objects = empty_list();
    for (const Object& object : contract_.objects) yaml::add_item(objects, object_node(object));
    if (!objects.items.empty()) add_entry(root, "schema", std::move(objects));
    add_team(root);
    add_service_levels(root);
    metadata_.add_to_contract(root);
    return {yaml_document(root), losses_.take()};
  }

 private:
  [[nodiscard]] Status status() const {
    if (contract_.status) return contract_.status->value;
    return contract_.format == Format::dcr ? Status::draft : Status::active;
  }

  void add_contract_losses() {
    for (const auto& [key, value] : contract_.other) {
      if (!key.starts_with("slaProperties."))
        losses_.add("", fmt::format("{} {}", key, quoted(value)));
    }
  }

  void add_description(yaml::Node& root) {
    yaml::Node node = description_parts(contract_.description.value);
    metadata_.add_to_description(node);
    if (!node.entries.empty()) add_entry(root, "description", std::move(node));
  }

  yaml::Node object_node(const Object& object) {
    const std::string path = object_path(contract_, object);
    const std::string& name = object.name->empty() ? contract_.name : object.name.value;
    losses_.add_object(object, path);
    yaml::Node node = empty_mapping();
    add_entry(node, "name", string_value(name));
    yaml::Node others = empty_mapping();
    for (const auto& [key, value] : object.other) {
      const bool text = key == "physicalName" || key == "physicalType" || key == "businessName" ||
                        key == "dataGranularityDescription";
      auto list = key == "relationships" ? json_value(value) : std::nullopt;
      if (text) {
        add_entry(node, key, string_value(value));
      } else if (list && list->is_sequence()) {
        add_entry(others, key, *std::move(list));
      } else {
        losses_.add(path, fmt::format("{} {}", key, quoted(value)));
      }
    }
    if (!object.description->empty()) {
      add_entry(node, "description", string_value(object.description.value));
    }
    const std::string prefix = "schema." + path_component(name);
    metadata_.add_to_element(node, prefix);
    add_odcs_quality(node, object.quality, std::nullopt, path, losses_);
    for (const yaml::Entry& entry : others.entries) add_entry(node, entry.key, *entry.value);
    OdcsProperties properties{object.primary_key.value, metadata_, losses_, prefix, path};
    if (!object.fields.fields.empty()) {
      add_entry(node, "properties", properties.list(object.fields, ""));
    }
    return node;
  }

  void add_team(yaml::Node& root) {
    yaml::Node members = empty_list();
    for (const Owner& owner : contract_.owners) {
      yaml::Node member = empty_mapping();
      add_entry(member, "username",
                string_value(owner.contact.empty() ? owner.team : owner.contact));
      if (!owner.contact.empty()) add_entry(member, "name", string_value(owner.team));
      add_entry(member, "role", string_value("owner"));
      yaml::add_item(members, std::move(member));
    }
    if (members.items.empty()) return;
    yaml::Node team = empty_mapping();
    add_entry(team, "members", std::move(members));
    add_entry(root, "team", std::move(team));
  }

  void add_service_levels(yaml::Node& root) {
    yaml::Node list = empty_list();
    if (contract_.freshness_sla) yaml::add_item(list, freshness_node(*contract_.freshness_sla));
    for (const ServiceLevel& level : contract_.service_levels) {
      yaml::Node node = empty_mapping();
      add_entry(node, "property", string_value(level.property));
      auto number = number_value(level.value);
      add_entry(node, "value", number ? *std::move(number) : string_value(level.value));
      add_texts(node, level);
      yaml::add_item(list, std::move(node));
    }
    if (!list.items.empty()) add_entry(root, "slaProperties", std::move(list));
  }

  void add_texts(yaml::Node& node, const ServiceLevel& level) {
    if (!level.unit.empty()) add_entry(node, "unit", string_value(level.unit));
    if (!level.element.empty()) add_entry(node, "element", string_value(level.element));
    if (!level.driver.empty()) add_entry(node, "driver", string_value(level.driver));
    std::string key = join_path("slaProperties", path_component(level.property));
    if (!level.element.empty()) key = join_path(key, path_component(level.element));
    if (!level.driver.empty()) key = join_path(key, path_component(level.driver));
    const auto more = contract_.other.find(key + ".valueExt");
    if (more != contract_.other.end()) add_entry(node, "valueExt", plain_value(more->second));
    metadata_.add_to_service_level(node, level);
  }

  /// The standard's word for how late data may be is latency.
  yaml::Node freshness_node(const FreshnessSla& sla) {
    yaml::Node node = empty_mapping();
    add_entry(node, "property", string_value("latency"));
    if (auto seconds = number_value(fmt::format("{}", sla.max_lag_seconds.value))) {
      add_entry(node, "value", *std::move(seconds));
    }
    add_entry(node, "unit", string_value("s"));
    if (field_paths(contract_).contains(sla.measurement)) {
      add_entry(node, "element", string_value(sla.measurement));
    } else if (sla.measurement != FreshnessSla{}.measurement) {
      losses_.add("", "the measurement of freshness_sla " + quoted(sla.measurement));
    }
    return node;
  }

  const Contract& contract_;
  OdcsMetadata metadata_;
  Losses losses_;
};

}  // namespace

Exported write_odcs(const Contract& contract) { return OdcsWriter(contract).write(); }

}  // namespace dcr::exports
