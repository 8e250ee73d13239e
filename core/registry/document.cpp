// SPDX-License-Identifier: Apache-2.0
#include "core/registry/document.hpp"

#include "core/base/parallel.hpp"
#include "core/base/progress.hpp"
#include "core/formats/mod_registry.hpp"
#include "core/git/partial_clone.hpp"

#include <functional>
#include <optional>
#include <string_view>
#include <utility>

namespace dcr {
namespace {

Problem not_a_file(const FileRef& file) {
  Problem problem;
  problem.message = file.kind == FileKind::symlink
                        ? "this is a symbolic link, which dcr does not follow"
                        : "this is not a regular file";
  problem.help = "put the contract itself here";
  return problem;
}

using Reader = std::function<formats::ReadFile(std::string_view text)>;

Result<LoadedFile> load(const Snapshot& snapshot, const FileRef& file, const std::string& revision,
                        const Reader& read_text) {
  LoadedFile loaded;
  loaded.file = file;
  loaded.text = std::make_shared<const SourceText>();
  if (file.kind != FileKind::regular) {
    loaded.problems.push_back(not_a_file(file));
    return loaded;
  }
  Result<std::string> text = snapshot.read(file);
  if (!text) {
    return text.error();
  }
  loaded.text = std::make_shared<const SourceText>(std::move(*text));
  formats::ReadFile read = read_text(*loaded.text);
  loaded.problems = std::move(read.problems);
  loaded.skipped = read.skipped;
  for (formats::ReadDocument& one : read.documents) {
    auto document = std::make_shared<LoadedDocument>();
    document->path = file.path;
    document->text = loaded.text;
    document->contract = std::move(one.contract);
    document->problems = std::move(one.problems);
    document->usable = one.usable;
    document->references = std::move(one.references);
    document->revision = revision;
    loaded.documents.push_back(std::move(document));
  }
  return loaded;
}

}  // namespace

formats::FileLoader file_loader(const Snapshot& snapshot) {
  return [&snapshot](const std::string& path) -> std::optional<std::string> {
    const Result<FileRef> file = snapshot.find(path);
    if (!file || file->kind != FileKind::regular) return std::nullopt;
    Result<std::string> text = snapshot.read(*file);
    if (!text) return std::nullopt;
    return *std::move(text);
  };
}

std::string contract_key(ContractKind kind, const std::string& full_name) {
  if (kind == ContractKind::contract) return full_name;
  return std::string(to_string(kind)) + ' ' + full_name;
}

Result<LoadedFile> load_file(const Snapshot& snapshot, const FileRef& file,
                             const std::string& revision) {
  return load(snapshot, file, revision, [&](std::string_view text) {
    return formats::read_contracts(text, file.path, formats::Strictness::lenient,
                                   file_loader(snapshot));
  });
}

Result<void> load_files(const Snapshot& snapshot, std::span<const FileRef> files,
                        const std::function<void(std::size_t index, LoadedFile file)>& use) {
  if (auto fetched = git::fetch_contents(snapshot, files); !fetched) return fetched;
  const Phase phase("reading contracts", files.size());
  return try_each_index(files.size(), [&](std::size_t index) -> Result<void> {
    Result<LoadedFile> loaded = load_file(snapshot, files[index]);
    phase.advance();
    if (!loaded) return loaded.error();
    use(index, std::move(*loaded));
    return {};
  });
}

Result<std::vector<LoadedFile>> load_files(const Snapshot& snapshot,
                                           std::span<const FileRef> files) {
  std::vector<LoadedFile> loaded(files.size());
  auto done = load_files(snapshot, files, [&](std::size_t index, LoadedFile file) {
    loaded[index] = std::move(file);
  });
  if (!done) return done.error();
  return loaded;
}

Result<LoadedFile> load_mod(const Snapshot& snapshot, const FileRef& file,
                            const std::string& name) {
  return load(snapshot, file, "", [&](std::string_view text) {
    return formats::read_mod_called(text, file.path, name);
  });
}

}  // namespace dcr
