// SPDX-License-Identifier: Apache-2.0
#include "core/registry/document.hpp"

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

}  // namespace

std::string contract_key(ContractKind kind, const std::string& full_name) {
  if (kind == ContractKind::contract) return full_name;
  return std::string(to_string(kind)) + ' ' + full_name;
}

formats::FileLoader file_loader(const Snapshot& snapshot) {
  return [&snapshot](const std::string& path) -> std::optional<std::string> {
    const Result<FileRef> file = snapshot.find(path);
    if (!file || file->kind != FileKind::regular) return std::nullopt;
    Result<std::string> text = snapshot.read(*file);
    if (!text) return std::nullopt;
    return *std::move(text);
  };
}

Result<LoadedFile> load_file(const Snapshot& snapshot, const FileRef& file,
                             const std::string& revision) {
  LoadedFile loaded;
  loaded.file = file;
  loaded.text = std::make_shared<const std::string>();
  if (file.kind != FileKind::regular) {
    loaded.problems.push_back(not_a_file(file));
    return loaded;
  }
  Result<std::string> text = snapshot.read(file);
  if (!text) {
    return text.error();
  }
  loaded.text = std::make_shared<const std::string>(std::move(*text));
  formats::ReadFile read = formats::read_contracts(
      *loaded.text, file.path, formats::Strictness::lenient, file_loader(snapshot));
  loaded.problems = std::move(read.problems);
  loaded.skipped = read.skipped;
  for (formats::ReadDocument& one : read.documents) {
    auto document = std::make_shared<LoadedDocument>();
    document->path = file.path;
    document->text = loaded.text;
    document->contract = std::move(one.contract);
    document->problems = std::move(one.problems);
    document->usable = one.usable;
    document->revision = revision;
    loaded.documents.push_back(std::move(document));
  }
  return loaded;
}

}  // namespace dcr
