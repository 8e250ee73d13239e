// SPDX-License-Identifier: Apache-2.0
#include "core/mods/job.hpp"

#include "core/base/atomic_file.hpp"
#include "core/base/text.hpp"
#include "core/yaml/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace dcr::mods {
namespace {

namespace fs = std::filesystem;
using yaml::Node;

constexpr std::size_t largest_file = std::size_t{64} << 20;
constexpr int most_days = 36500;

/// Reads one file of settings, and collects what is wrong with it.
class Reader {
 public:
  Reader(std::string_view text, const std::string& path, std::vector<Fault>& faults)
      : path_(path), faults_(faults) {
    yaml::Stream stream = yaml::parse(text, path);
    for (const Problem& problem : stream.problems) {
      faults_.push_back({problem.message, SourceSpan{path_, problem.at}, problem.help});
    }
    if (!stream.ok()) return;
    if (stream.documents.size() > 1) {
      fault(stream.documents[1].root->at, "a second document in a file of one");
    } else if (!stream.documents.empty() && !stream.documents[0].root->is_null()) {
      root_ = stream.documents[0].root;
      if (!root_->is_mapping()) fault(root_->at, "the file holds no mapping");
    }
  }

  void fault(const Span& at, std::string message, std::string help = {}) {
    faults_.push_back({std::move(message), SourceSpan{path_, at}, std::move(help)});
  }

  /// The mapping at `key`; an empty one where there is none.
  NodePointer mapping(const Node* parent, std::string_view key) {
    const yaml::Entry* entry = parent == nullptr ? nullptr : parent->find_entry(key);
    if (entry == nullptr || entry->value->is_null()) return mapping_node({});
    if (entry->value->is_mapping()) return entry->value;
    fault(entry->value->at, fmt::format("'{}' is {}, and must be a mapping", printable(key),
                                        yaml::describe(entry->value->kind)));
    return mapping_node({});
  }

  std::string text(const Node* parent, std::string_view key) {
    const Node* node = parent == nullptr ? nullptr : parent->find(key);
    if (node == nullptr || node->is_null()) return {};
    if (node->is_string() && !node->text.empty()) return node->text;
    fault(node->at, fmt::format("'{}' must be a text", printable(key)));
    return {};
  }

  std::optional<int> days(const Node* parent, std::string_view key) {
    const Node* node = parent == nullptr ? nullptr : parent->find(key);
    if (node == nullptr || node->is_null()) return std::nullopt;
    const auto number = node->as_integer();
    if (number && *number > 0 && *number <= most_days) return static_cast<int>(*number);
    fault(node->at,
          fmt::format("'{}' must be a whole number of days, 1 to {}", printable(key), most_days));
    return std::nullopt;
  }

  /// A key that is nearly a known one is a slip; any other is for somebody else.
  void check_spelling(const Node* parent, const std::vector<std::string_view>& known) {
    if (parent == nullptr) return;
    for (const yaml::Entry& entry : parent->entries) {
      if (std::ranges::find(known, entry.key) != known.end()) continue;
      const std::string hint = did_you_mean(entry.key, known);
      if (!hint.empty()) fault(entry.key_at, "unknown key '" + printable(entry.key) + "'" + hint);
    }
  }

  [[nodiscard]] const Node* root() const { return root_.get(); }

 private:
  const std::string& path_;
  std::vector<Fault>& faults_;
  NodePointer root_;
};

const std::vector<std::string_view> instance_keys{"_type", "_python"};

Instance read_instance(const yaml::Entry& entry, const std::string& path) {
  Instance instance;
  instance.name = {entry.key, entry.key_at};
  const Node& body = *entry.value;
  auto parameters = std::make_shared<Node>();
  parameters->kind = yaml::Kind::mapping;
  parameters->at = entry.key_at;
  const auto fault = [&](const Span& at, std::string message, std::string help = {}) {
    instance.faults.push_back({std::move(message), SourceSpan{path, at}, std::move(help)});
  };
  const auto name = printable(entry.key);
  if (!body.is_mapping()) fault(body.at, "'" + name + "' must be a mapping");
  for (const yaml::Entry& item : body.entries) {
    if (!item.key.starts_with('_')) {
      parameters->entries.push_back(item);
    } else if (std::ranges::find(instance_keys, item.key) == instance_keys.end()) {
      fault(item.key_at, fmt::format("unknown key '{}' in '{}'{}", printable(item.key), name,
                                     did_you_mean(item.key, instance_keys)));
    } else if (!item.value->is_string() || item.value->text.empty()) {
      fault(item.value->at, fmt::format("'{}' of '{}' must be a text", item.key, name));
    } else if (item.key == "_type") {
      instance.type = {item.value->text, item.value->at};
    } else {
      instance.python = item.value->text;
    }
  }
  if (body.is_mapping() && body.find("_type") == nullptr) {
    fault(entry.key_at, "'" + name + "' has no '_type'", "name the mod that it runs");
  }
  instance.parameters = std::move(parameters);
  return instance;
}

}  // namespace

const Instance* Job::find(std::string_view name) const {
  const auto found = std::ranges::find_if(
      instances, [&](const Instance& instance) { return *instance.name == name; });
  return found == instances.end() ? nullptr : &*found;
}

Job read_job(std::string_view text, const std::string& path) {
  Job job;
  job.path = path;
  Reader reader(text, path, job.faults);
  const Node* root = reader.root();
  reader.check_spelling(root, {"globals", "mods", "python"});
  job.globals = reader.mapping(root, "globals");
  job.python = reader.text(root, "python");
  const auto mods = reader.mapping(root, "mods");
  for (const yaml::Entry& entry : mods->entries) {
    job.instances.push_back(read_instance(entry, path));
  }
  return job;
}

ProjectDefaults read_project_defaults(std::string_view text, const std::string& path) {
  ProjectDefaults defaults;
  defaults.path = path;
  Reader reader(text, path, defaults.faults);
  const Node* root = reader.root();
  reader.check_spelling(root, {"globals", "mod_defaults", "logging"});
  defaults.globals = reader.mapping(root, "globals");
  defaults.mod_defaults = reader.mapping(root, "mod_defaults");
  for (const yaml::Entry& entry : defaults.mod_defaults->entries) {
    reader.mapping(defaults.mod_defaults.get(), entry.key);
  }
  const NodePointer logging = reader.mapping(root, "logging");
  reader.check_spelling(logging.get(), {"base_path", "retention_days"});
  defaults.log_folder = reader.text(logging.get(), "base_path");
  defaults.log_days = reader.days(logging.get(), "retention_days");
  return defaults;
}

std::optional<std::string> nearest_project_defaults(const std::string& folder,
                                                    const std::string& top) {
  std::error_code failure;
  fs::path at = fs::weakly_canonical(fs::absolute(folder, failure), failure);
  const fs::path end = top.empty() ? fs::path("/") : fs::weakly_canonical(top, failure);
  while (!at.empty()) {
    const fs::path candidate = at / "project_defaults.yaml";
    if (fs::is_regular_file(candidate, failure)) {
      const fs::path shown = candidate.lexically_relative(fs::current_path(failure));
      const bool below = !shown.empty() && *shown.begin() != "..";
      return below ? shown.string() : candidate.string();
    }
    if (at == end || at == at.parent_path()) return std::nullopt;
    at = at.parent_path();
  }
  return std::nullopt;
}

Result<std::string> read_file(const std::string& path) {
  std::error_code failure;
  if (!fs::exists(path, failure)) {
    return Error{ErrorKind::not_found, "no file '" + printable(path) + "'"};
  }
  auto text = read_whole_file(path, largest_file);
  if (!text) {
    return Error{ErrorKind::io, "cannot read '" + printable(path) +
                                    "': it is no file of at most 64 MiB that may be read"};
  }
  return std::move(*text);
}

}  // namespace dcr::mods
