// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/register_schema.hpp"

#include "cli/commands/registry_access.hpp"
#include "cli/input_file.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"
#include "core/formats/model_document.hpp"
#include "core/formats/names.hpp"
#include "core/git/working_file.hpp"
#include "core/model/model_schema.hpp"
#include "core/yaml/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace dcr::cli {
namespace {

namespace fs = std::filesystem;

Error usage(std::string message, std::string help) {
  return {ErrorKind::usage, std::move(message), {}, std::move(help)};
}

Result<std::shared_ptr<const yaml::Node>> read_schema(const Session& session,
                                                      const std::string& file) {
  const auto text = file == "-" ? session.read_stdin(largest_input) : read_input_file(file);
  if (!text) return text.error();
  const yaml::Stream stream = yaml::parse(*text, file);
  if (!stream.ok()) {
    const Problem& first = stream.problems.front();
    return Error{ErrorKind::usage, first.message, SourceSpan{file, first.at}, first.help};
  }
  if (stream.documents.size() != 1 || !stream.documents.front().root->is_mapping()) {
    return usage(fmt::format("'{}' is no JSON Schema: it is not one mapping", printable(file)), "");
  }
  return stream.documents.front().root;
}

Result<void> require_identifier(std::string_view option, const std::string& text) {
  const std::string fault = text.empty() ? "must not be empty" : formats::identifier_fault(text);
  if (fault.empty()) return {};
  return usage(fmt::format("{} {}: '{}'", option, fault, printable(text)), "");
}

Result<std::map<std::string, std::string>> metadata_of(const std::vector<std::string>& words) {
  std::map<std::string, std::string> metadata;
  for (const std::string& word : words) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos || equals == 0) {
      return usage(fmt::format("--meta takes KEY=VALUE, not '{}'", printable(word)), "");
    }
    if (!is_utf8(word) || formats::has_control_character(word)) {
      return usage(fmt::format("--meta '{}' is not plain text", printable(word)), "");
    }
    metadata[word.substr(0, equals)] = word.substr(equals + 1);
  }
  return metadata;
}

Result<formats::ModelDraft> draft_of(const Session& session, const SchemaOptions& options) {
  formats::ModelDraft draft;
  if (!options.schema) return usage("--schema is missing", "it names the file of the JSON Schema");
  auto schema = read_schema(session, *options.schema);
  if (!schema) return schema.error();
  draft.schema = *std::move(schema);
  const yaml::Node* title = draft.schema->find("title");
  draft.name = options.name.value_or(title != nullptr && title->is_string() ? title->text : "");
  if (!options.name && draft.name.empty()) {
    return usage("--name is missing, and the schema has no 'title'", "");
  }
  if (auto fits = require_identifier("--name", draft.name); !fits) return fits.error();
  if (options.name_space && !options.name_space->empty()) draft.name_space = options.name_space;
  if (!options.name_space) draft.name_space = session.environment("DCR_NAMESPACE");
  if (draft.name_space && draft.name_space->empty()) draft.name_space.reset();
  if (draft.name_space) {
    if (auto fits = require_identifier("--namespace", *draft.name_space); !fits) {
      return fits.error();
    }
  }
  const auto version = options.version ? Version::parse(*options.version) : std::nullopt;
  if (!version) {
    return usage(options.version ? fmt::format("'{}' is no version", printable(*options.version))
                                 : "--version is missing",
                 "a version is MAJOR.MINOR.PATCH: 1.2.0");
  }
  draft.version = *version;
  auto metadata = metadata_of(options.metadata);
  if (!metadata) return metadata.error();
  draft.metadata = *std::move(metadata);
  draft.registered_by = options.registered_by.value_or("");
  if (!is_utf8(draft.registered_by) || formats::has_control_character(draft.registered_by)) {
    return usage("--registered-by is not plain text", "");
  }
  return draft;
}

/// The file of the tree that has this version of the model; empty when none has.
Result<std::optional<std::string>> file_of(const OpenRegistry& open,
                                           const formats::ModelDraft& draft) {
  const std::string name = draft.name_space ? *draft.name_space + "::" + draft.name : draft.name;
  const auto documents = open.registry.documents();
  if (!documents) return documents.error();
  for (const auto& document : *documents) {
    if (document->full_name() == name && document->contract.version.value == draft.version) {
      return std::optional(document->path);
    }
  }
  return std::optional<std::string>();
}

/// The document to write: the one that is there with the schema and metadata asked for, or a new
/// one.
Result<std::string> document_of(const formats::ModelDraft& draft, const std::string& path,
                                const std::optional<std::string>& before) {
  const formats::ReadFile present =
      before ? formats::read_contracts(*before, path) : formats::ReadFile{};
  for (std::size_t i = 0; i < present.documents.size(); ++i) {
    const Contract& contract = present.documents[i].contract;
    const bool same = contract.format == Format::model && contract.name == draft.name &&
                      contract.name_space == draft.name_space &&
                      contract.version.value == draft.version;
    if (!same) continue;
    auto text = formats::same_value(*contract.model->schema, *draft.schema)
                    ? Result<std::string>(*before)
                    : formats::with_schema(*before, path, i, *draft.schema, draft.version);
    return text ? formats::with_metadata(*text, path, i, draft.metadata) : text;
  }
  return formats::model_document(draft);
}

/// The folders above `path` that are not there yet, deepest first.
std::vector<std::string> missing_folders(const git::Repository& repository,
                                         const std::string& path) {
  std::vector<std::string> missing;
  std::error_code failure;
  fs::path folder = (fs::path(repository.worktree()) / path).parent_path();
  while (!folder.empty() && !fs::exists(folder, failure)) {
    missing.push_back(folder.string());
    folder = folder.parent_path();
  }
  return missing;
}

}  // namespace

bool SchemaOptions::any() const {
  return schema || name || version || name_space || !metadata.empty() || registered_by;
}

std::vector<Option> schema_option_list(SchemaOptions& options) {
  return {{.name = "--schema",
           .value_name = "FILE",
           .help = "Register this JSON Schema (- is standard input) as a model: its document is "
                   "written to where `models:` of dcr.yaml keeps models",
           .completes = Completes::file,
           .target = &options.schema},
          {.name = "--name",
           .value_name = "NAME",
           .help = "The model's name (default: the `title` of the schema)",
           .target = &options.name},
          {.name = "--version",
           .value_name = "VERSION",
           .help = "The model's version",
           .target = &options.version},
          {.name = "--namespace",
           .value_name = "NAMESPACE",
           .help = "The model's namespace (default: $DCR_NAMESPACE, else global); '' is global",
           .completes = Completes::name_space,
           .target = &options.name_space},
          {.name = "--meta",
           .value_name = "KEY=VALUE",
           .help = "An entry of the model's metadata; may be given several times",
           .target = &options.metadata},
          {.name = "--registered-by",
           .value_name = "WHO",
           .help = "The service or person that registers it",
           .target = &options.registered_by}};
}

WrittenModel::WrittenModel(const git::Repository& repository, std::string path,
                           std::optional<std::string> before)
    : repository_(&repository),
      path_(std::move(path)),
      before_(std::move(before)),
      made_folders_(missing_folders(repository, path_)) {}

WrittenModel::WrittenModel(WrittenModel&& other) noexcept
    : repository_(other.repository_),
      path_(std::move(other.path_)),
      before_(std::move(other.before_)),
      made_folders_(std::move(other.made_folders_)),
      kept_(std::exchange(other.kept_, true)) {}

WrittenModel::~WrittenModel() {
  if (kept_) return;
  if (before_) {
    static_cast<void>(git::write_working_file(*repository_, path_, *before_));
    return;
  }
  static_cast<void>(git::delete_working_file(*repository_, path_));
  std::error_code failure;
  // Only what is empty goes.
  for (const std::string& folder : made_folders_) fs::remove(folder, failure);
}

Result<WrittenModel> write_model(const Session& session, const git::Repository& repository,
                                 const SchemaOptions& options) {
  const auto draft = draft_of(session, options);
  if (!draft) return draft.error();
  const auto open =
      open_registry(session, {.at = {}, .registry = {}, .kind = "model"}, Reads::working_tree);
  if (!open) return open.error();
  auto file = file_of(*open, *draft);
  if (!file) return file.error();
  std::string path = file->value_or(formats::model_file_path(open->config.models, *draft, true));
  auto before = git::read_working_file(repository, path);
  if (!before) return before.error();
  if (!*file && *before) {
    return usage(fmt::format("'{}' is there already and holds something else", printable(path)),
                 "move it, or register the model by its own file");
  }
  const auto text = document_of(*draft, path, *before);
  if (!text) return text.error();
  WrittenModel written(repository, std::move(path), *std::move(before));
  if (auto done = git::write_working_file(repository, written.path(), *text); !done) {
    return done.error();
  }
  return written;
}

}  // namespace dcr::cli
