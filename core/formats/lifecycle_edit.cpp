// SPDX-License-Identifier: Apache-2.0
#include "core/formats/lifecycle.hpp"
#include "core/yaml/edit.hpp"
#include "core/yaml/parse.hpp"

namespace dcr::formats {

namespace {

constexpr std::string_view heading =
    "# What became of versions that the files no longer have; see dcr deprecate --help.\n";

yaml::Node as_node(const LifecycleEntry& entry) {
  yaml::Node node;
  yaml::add_entry(node, "status", yaml::string_value(to_string(entry.status)));
  if (!entry.deprecation_uri.empty()) {
    yaml::add_entry(node, "deprecation_uri", yaml::string_value(entry.deprecation_uri));
  }
  if (!entry.message.empty()) {
    yaml::add_entry(node, "message", yaml::string_value(entry.message));
  }
  // A day is a date to readers of YAML 1.1; in quotes it is a string to all.
  if (!entry.since.empty()) yaml::add_entry(node, "since", yaml::string_value(entry.since, true));
  return node;
}

/// The key the ledger has for the version, whatever build metadata it was written with.
std::string key_of(const yaml::Node& versions, const Version& version) {
  for (const yaml::Entry& entry : versions.entries) {
    if (Version::parse(entry.key) == version) return entry.key;
  }
  return version.text();
}

Result<std::string> with_first_entry(std::string_view text, const yaml::Node& root) {
  std::string out(text.empty() ? heading : text);
  if (!out.ends_with('\n')) out += '\n';
  out += yaml::block_text(root, 0) + "\n";
  // An empty document can be spelled: `null`, `~`, a tag. Nothing can follow that.
  if (const auto ledger = parse_lifecycle(out); ledger && !ledger->names.empty()) return out;
  return Error{.kind = ErrorKind::bad_config,
               .message = "the ledger holds a null where its first entry would stand",
               .where = SourceSpan{std::string(lifecycle_path), {{1, 1}, 1}},
               .help = "empty the file, or delete it"};
}

}  // namespace

Result<std::string> with_lifecycle_entry(std::string_view text, std::string_view full_name,
                                         const Version& version, const LifecycleEntry& entry) {
  if (const auto ledger = parse_lifecycle(text); !ledger) return ledger.error();
  const yaml::Stream stream = yaml::parse(text, lifecycle_path);
  const yaml::Node* root = stream.documents.empty() ? nullptr : stream.documents[0].root.get();
  const std::string name(full_name);
  yaml::Node versions;
  yaml::add_entry(versions, version.text(), as_node(entry));
  if (root == nullptr || root->is_null()) {
    yaml::Node names;
    yaml::add_entry(names, name, versions);
    return with_first_entry(text, names);
  }
  const yaml::Node* known = root->find(name);
  if (known == nullptr) return yaml::insert_key(text, lifecycle_path, {}, name, versions);
  if (!known->is_mapping() || known->entries.empty()) {
    return yaml::replace_value(text, lifecycle_path, {0, {name}}, versions);
  }
  const std::string key = key_of(*known, version);
  if (known->find(key) == nullptr) {
    return yaml::insert_key(text, lifecycle_path, {0, {name}}, key, as_node(entry));
  }
  return yaml::replace_value(text, lifecycle_path, {0, {name, key}}, as_node(entry));
}

}  // namespace dcr::formats
