// SPDX-License-Identifier: Apache-2.0
#include "core/exports/native.hpp"

#include "core/base/text.hpp"
#include "core/compat/service_level.hpp"
#include "core/exports/losses.hpp"
#include "core/exports/native_fields.hpp"
#include "core/exports/values.hpp"
#include "core/exports/yaml_layout.hpp"
#include "core/formats/names.hpp"
#include "core/model/field_paths.hpp"
#include "core/yaml/render.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace dcr::exports {
namespace {

using yaml::add_entry;
using yaml::string_value;

/// `text` as an identifier may be: every character that may not stand in one is a '-'.
std::string legal_identifier(std::string_view text) {
  std::string legal;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t size = 1;
    while (at + size < text.size() &&
           (static_cast<unsigned char>(text[at + size]) & 0xC0U) == 0x80) {
      ++size;
    }
    const std::string_view character = text.substr(at, size);
    const bool colons = character == ":" && legal.ends_with(':');
    if (code_points(legal) == 128) break;
    legal += colons || !formats::identifier_fault(character).empty() ? "-" : character;
    at += size;
  }
  return legal.empty() ? "unnamed" : legal;
}

class NativeWriter {
 public:
  explicit NativeWriter(const Contract& contract)
      : contract_(contract),
        losses_({Term::name_space, Term::version, Term::status, Term::deprecation,
                 Term::description, Term::compatibility, Term::owners, Term::freshness,
                 Term::service_levels, Term::consumers, Term::metadata, Term::primary_key,
                 Term::field_description, Term::deprecated, Term::unit, Term::aliases, Term::unique,
                 Term::classification}) {}

  Exported write() {
    losses_.add_contract(contract_);
    add_contract_losses();
    std::string text;
    for (const Object& object : contract_.objects) {
      const std::string path = object_path(contract_, object);
      if (object.fields.fields.empty()) {
        losses_.add(path, "an object without fields");
        continue;
      }
      if (!text.empty()) text += "---\n";
      text += yaml_document(document(object, path));
    }
    if (contract_.objects.empty()) losses_.add("", "a contract without fields");
    return {std::move(text), losses_.take()};
  }

 private:
  [[nodiscard]] bool several() const { return contract_.objects.size() > 1; }

  void add_contract_losses() {
    if (contract_.owners.empty()) {
      losses_.add("", "a contract without an owner: add owners: [{team: …}]");
    }
    const bool deprecated = status() == Status::deprecated;
    if (deprecated && contract_.deprecation_uri.value.empty()) {
      losses_.add("", "a deprecated contract without a deprecation_uri: add one");
    }
    const auto lag = lag_of_levels();
    for (const ServiceLevel& level : contract_.service_levels) {
      const bool carried = &level == freshness_level(lag);
      if (!carried) losses_.add_service_level(level);
    }
  }

  [[nodiscard]] static std::optional<double> promised_lag_of(const ServiceLevel& level) {
    Contract alone;
    alone.service_levels.push_back(level);
    return promised_lag(alone);
  }

  /// The service level that freshness_sla says: whose element, if it has one, is a field.
  [[nodiscard]] const ServiceLevel* freshness_level(const std::optional<double>& lag) const {
    if (!lag || contract_.freshness_sla) return nullptr;
    const std::set<std::string> paths = field_paths(contract_);
    for (const ServiceLevel& level : contract_.service_levels) {
      const bool measured = level.element.empty() || paths.contains(level.element);
      if (measured && level.driver.empty() && promised_lag_of(level) == lag) return &level;
    }
    return nullptr;
  }

  /// What the service levels promise, in seconds.
  [[nodiscard]] std::optional<double> lag_of_levels() const {
    const auto lag = promised_lag(contract_);
    return lag && *lag > 0 ? lag : std::nullopt;
  }

  /// A native contract that is silent is a draft, one of another format active.
  [[nodiscard]] std::optional<Status> status() const {
    if (contract_.status) return contract_.status->value;
    if (contract_.format == Format::dcr) return std::nullopt;
    return Status::active;
  }

  /// As it is, or with what cannot stand in it replaced.
  std::string identifier(std::string_view what, const std::string& text) {
    std::string legal = legal_identifier(text);
    if (legal != text) {
      losses_.add("", fmt::format("the {} {}: it is written as '{}'", what, quoted(text), legal));
    }
    return legal;
  }

  yaml::Node document(const Object& object, const std::string& path) {
    yaml::Node root = empty_mapping();
    std::string id = contract_.name;
    if (several()) {
      id += "." + object.name.value;
      losses_.add(path,
                  fmt::format("several objects in one contract: it is written as {}", quoted(id)));
    } else if (!object.name->empty() && object.name.value != contract_.name) {
      losses_.add(path, "the object's name " + quoted(object.name.value));
    }
    add_entry(root, "dataset_id", string_value(identifier("name", id)));
    if (contract_.name_space) {
      add_entry(root, "namespace", string_value(identifier("namespace", *contract_.name_space)));
    }
    add_entry(root, "version", string_value(contract_.version->text(), true));
    add_description(root, object, path);
    add_lifecycle(root);
    add_key(root, object, path);
    add_people(root, object, path);
    add_rest(root, object);
    losses_.add_object(undescribed(object), path);
    add_entry(root, "fields", native_fields(object.fields, path, losses_));
    return root;
  }

  /// The object with what `document` deals with itself left out.
  static Object undescribed(const Object& object) {
    Object rest;
    rest.quality = object.quality;
    rest.other = object.other;
    return rest;
  }

  void add_description(yaml::Node& root, const Object& object, const std::string& path) {
    const std::string& own = object.description.value;
    const std::string& shared = contract_.description.value;
    const std::string& written = own.empty() || (!several() && !shared.empty()) ? shared : own;
    if (!written.empty()) add_entry(root, "description", string_value(written));
    if (!own.empty() && own != written) {
      losses_.add(path, "the object's description " + quoted(own));
    } else if (!shared.empty() && shared != written) {
      losses_.add(path, "the description of the whole contract " + quoted(shared));
    }
  }

  void add_lifecycle(yaml::Node& root) {
    if (const auto stated = status()) add_entry(root, "status", string_value(to_string(*stated)));
    const auto add = [&](std::string_view key, const std::string& text) {
      if (!text.empty()) add_entry(root, key, string_value(text));
    };
    add("deprecation_uri", contract_.deprecation_uri.value);
    add("deprecation_message", contract_.deprecation_message.value);
    if (contract_.compatibility) {
      add_entry(root, "compatibility", string_value(contract_.compatibility->value.text()));
    }
  }

  void add_key(yaml::Node& root, const Object& object, const std::string& path) {
    std::vector<std::string> key;
    for (const std::string& part : *object.primary_key) {
      for (const Field& field : object.fields.fields) {
        const std::string& name = field.name.value;
        if (part == name || part == path_component(name)) {
          key.push_back(name);
          break;
        }
      }
    }
    if (key.empty() && object.primary_key->empty()) return;
    if (key.size() == object.primary_key->size()) {
      add_entry(root, "primary_key", string_list(key));
    } else {
      losses_.add(path, fmt::format("the primary key [{}], of which not every part is a field at "
                                    "the top",
                                    fmt::join(*object.primary_key, ", ")));
    }
  }

  void add_people(yaml::Node& root, const Object& object, const std::string& path) {
    yaml::Node owners = empty_list();
    for (const Owner& owner : contract_.owners) {
      yaml::Node node = empty_mapping();
      add_entry(node, "team", string_value(owner.team));
      if (!owner.contact.empty()) add_entry(node, "contact", string_value(owner.contact, true));
      yaml::add_item(owners, std::move(node));
    }
    if (!owners.items.empty()) add_entry(root, "owners", std::move(owners));
    const auto lag = lag_of_levels();
    if (lag) add_freshness(root, *lag);
    yaml::Node consumers = empty_list();
    for (const Consumer& consumer : contract_.consumers) {
      if (auto node = consumer_node(consumer, object, path)) {
        yaml::add_item(consumers, *std::move(node));
      }
    }
    if (!consumers.items.empty()) add_entry(root, "consumers", std::move(consumers));
  }

  void add_freshness(yaml::Node& root, double lag) const {
    yaml::Node sla = empty_mapping();
    if (auto number = number_value(fmt::format("{}", lag))) {
      add_entry(sla, "max_lag_seconds", *std::move(number));
    }
    const FreshnessSla none;
    const ServiceLevel* level = freshness_level(lag);
    std::string measurement = none.measurement;
    if (contract_.freshness_sla) measurement = contract_.freshness_sla->measurement;
    if (level != nullptr && !level->element.empty()) measurement = level->element;
    if (measurement != none.measurement) {
      add_entry(sla, "measurement", string_value(measurement));
    }
    add_entry(root, "freshness_sla", std::move(sla));
  }

  /// Of several objects a consumer is named where it depends on something.
  [[nodiscard]] std::optional<yaml::Node> consumer_node(const Consumer& consumer,
                                                        const Object& object,
                                                        const std::string& path) const {
    std::vector<std::string> fields;
    for (const std::string& field : consumer.fields) {
      if (!several() || field == path) {
        if (!several()) fields.push_back(field);
      } else if (field.starts_with(path + ".")) {
        fields.push_back(field.substr(path.size() + 1));
      }
    }
    const bool whole =
        std::find(consumer.fields.begin(), consumer.fields.end(), path) != consumer.fields.end();
    if (several() && whole) fields.clear();
    const bool depends = consumer.fields.empty() || !fields.empty() || (several() && whole);
    if (!depends || object.fields.fields.empty()) return std::nullopt;
    yaml::Node node = empty_mapping();
    add_entry(node, "name", string_value(consumer.name));
    if (!consumer.contact.empty()) add_entry(node, "contact", string_value(consumer.contact, true));
    if (!fields.empty()) add_entry(node, "fields", string_list(fields));
    return node;
  }

  /// What is said of the other objects is not said of this one.
  void add_rest(yaml::Node& root, const Object& object) const {
    std::map<std::string, std::string> metadata = contract_.metadata;
    for (const Object& other : contract_.objects) {
      if (&other == &object) continue;
      const std::string key = "schema." + path_component(other.name.value);
      std::erase_if(metadata, [&](const auto& entry) {
        return entry.first == key || entry.first.starts_with(key + ".");
      });
    }
    if (!metadata.empty()) add_entry(root, "metadata", unflattened(metadata));
  }

  const Contract& contract_;
  Losses losses_;
};

}  // namespace

Exported write_native(const Contract& contract) { return NativeWriter(contract).write(); }

}  // namespace dcr::exports
