// SPDX-License-Identifier: Apache-2.0
#include "core/formats/model_document.hpp"

#include "core/formats/canonical.hpp"
#include "core/formats/pretty_json.hpp"
#include "core/yaml/edit.hpp"
#include "core/yaml/parse.hpp"
#include "core/yaml/render.hpp"

#include <algorithm>
#include <utility>

namespace dcr::formats {
namespace {

yaml::Node text_node(const std::string& text) { return yaml::string_value(text, true); }

/// A name as part of a path, on every file system.
std::string file_name(std::string_view name) {
  std::string out(name);
  std::ranges::replace_if(
      out, [](char c) { return std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos; },
      '_');
  if (out.starts_with('.') || out.starts_with('-')) out.front() = '_';
  return out;
}

/// What stands before the first wildcard, up to a slash.
std::string fixed_folder(const Glob& glob) {
  const std::string& text = glob.text();
  const std::string fixed = text.substr(0, text.find_first_of("*?[{\\"));
  const std::size_t slash = fixed.rfind('/');
  return slash == std::string::npos ? "" : fixed.substr(0, slash + 1);
}

}  // namespace

std::string model_document(const ModelDraft& draft) {
  yaml::Node root;
  yaml::add_entry(root, "model", text_node(draft.name));
  if (draft.name_space) yaml::add_entry(root, "namespace", text_node(*draft.name_space));
  yaml::add_entry(root, "version", text_node(draft.version.text()));
  if (!draft.registered_by.empty()) {
    yaml::add_entry(root, "registered_by", text_node(draft.registered_by));
  }
  yaml::add_entry(root, "status", text_node("active"));
  if (!draft.metadata.empty()) {
    yaml::Node metadata;
    for (const auto& [key, value] : draft.metadata) {
      yaml::add_entry(metadata, key, text_node(value));
    }
    yaml::add_entry(root, "metadata", std::move(metadata));
  }
  yaml::add_entry(root, "schema", *draft.schema);
  return pretty_json(root) + "\n";
}

Result<std::string> with_schema(std::string_view text, std::string_view path, std::size_t document,
                                const yaml::Node& schema, const Version& version) {
  // A document as dcr writes it stays one; others keep every byte they can.
  const yaml::Stream stream = yaml::parse(text, path);
  if (stream.documents.size() == 1 && pretty_json(*stream.documents[0].root) + "\n" == text) {
    yaml::Node root = *stream.documents[0].root;
    for (yaml::Entry& entry : root.entries) {
      if (entry.key == "schema") entry.value = std::make_shared<yaml::Node>(schema);
      if (entry.key == "version") {
        entry.value = std::make_shared<yaml::Node>(text_node(version.text()));
      }
    }
    return pretty_json(root) + "\n";
  }
  auto edited = yaml::replace_value(text, path, {document, {std::string("schema")}}, schema);
  if (!edited) return edited;
  return yaml::replace_value(*edited, path, {document, {std::string("version")}},
                             yaml::string_value(version.text()));
}

Result<std::string> with_metadata(std::string_view text, std::string_view path,
                                  std::size_t document,
                                  const std::map<std::string, std::string>& metadata) {
  std::string out(text);
  for (const auto& [key, value] : metadata) {
    const yaml::Stream stream = yaml::parse(out, path);
    const bool there = document < stream.documents.size();
    const yaml::Node* known = there ? stream.documents[document].root->find("metadata") : nullptr;
    const bool fills = known != nullptr && known->is_mapping();
    yaml::Node fresh;
    yaml::add_entry(fresh, key, text_node(value));
    const std::string holder = "metadata";
    auto edited = known == nullptr
                      ? yaml::insert_key(out, path, {document, {}}, holder, fresh, "status")
                  : !fills ? yaml::replace_value(out, path, {document, {holder}}, fresh)
                  : known->find(key) == nullptr
                      ? yaml::insert_key(out, path, {document, {holder}}, key, text_node(value))
                      : yaml::replace_value(out, path, {document, {holder, key}}, text_node(value));
    if (!edited) return edited;
    out = *std::move(edited);
  }
  return out;
}

bool same_value(const yaml::Node& a, const yaml::Node& b) { return json_text(a) == json_text(b); }

std::string model_file_path(const std::vector<Glob>& globs, const ModelDraft& draft,
                            bool versioned) {
  std::string stem = file_name(draft.name);
  if (versioned) {
    std::string version = draft.version.text();
    std::ranges::replace(version, '.', '_');
    // A pre-release and build metadata hold what such a name cannot say again.
    const bool plain = draft.version.text().find_first_not_of("0123456789.") == std::string::npos;
    stem += plain ? "_v" + version : "@" + file_name(draft.version.text());
  }
  const std::string folder = draft.name_space ? file_name(*draft.name_space) + "/" : "";
  for (const Glob& glob : globs) {
    for (const std::string_view ending : {".json", ".yaml", ".yml"}) {
      std::string path = fixed_folder(glob) + folder + stem + std::string(ending);
      if (glob.matches(path)) return path;
    }
  }
  return "models/" + folder + stem + ".json";
}

std::string contract_file_path(const std::vector<Glob>& globs, std::string_view name) {
  const std::string stem = file_name(std::string(name));
  for (const Glob& glob : globs) {
    for (const std::string_view ending : {".yaml", ".yml", ".odcs.yaml", ".contract.yaml"}) {
      std::string path = fixed_folder(glob) + stem + std::string(ending);
      if (glob.matches(path)) return path;
    }
  }
  return "contracts/" + stem + ".yaml";
}

}  // namespace dcr::formats
