// SPDX-License-Identifier: Apache-2.0
#include "core/check/register_file.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace dcr::check {
namespace {

namespace fs = std::filesystem;

Error cannot_register(const std::string& path, std::string_view why, std::string help) {
  return {ErrorKind::usage,
          fmt::format("cannot register '{}': {}", printable(path), why),
          {},
          std::move(help)};
}

std::string glob_list(const Config& config) {
  std::string list;
  for (const Glob& glob : config.registered()) {
    list += (list.empty() ? "" : ", ") + glob.text();
  }
  return list;
}

}  // namespace

Result<FileRef> find_contract_file(const git::Repository& repository, const Snapshot& worktree,
                                   const Config& config, const std::string& path) {
  std::error_code failure;
  const auto type = fs::symlink_status(fs::path(repository.worktree()) / path, failure).type();
  if (type == fs::file_type::directory) {
    return cannot_register(path.empty() ? "." : path, "it is a folder", "name one file");
  }
  if (type == fs::file_type::not_found) {
    return cannot_register(path, "no such file in the working tree", "");
  }
  if (type == fs::file_type::symlink) {
    return cannot_register(path, "it is a symbolic link, which dcr does not follow",
                           "name the file itself");
  }
  if (type != fs::file_type::regular) {
    return cannot_register(path, "it is not a regular file", "");
  }
  PathFilter filter(config.registered());
  if (!filter.matches(path)) {
    return cannot_register(
        path, fmt::format("no glob of the configuration matches it ({})", glob_list(config)),
        "move it, or add a glob to `contracts:` or `models:` of dcr.yaml");
  }
  // Not find(): what is ignored is listed by nobody, but can be found by who knows its name.
  filter.narrow_to({path});
  auto files = worktree.list(filter);
  if (!files) {
    return files.error();
  }
  if (files->empty()) {
    return cannot_register(path,
                           "git does not see it: it is ignored, behind a symbolic link, or in "
                           "another repository",
                           "git check-ignore -v FILE tells of a pattern that ignores it");
  }
  return files->front();
}

Error no_contract_in(const std::string& path) {
  return cannot_register(
      path, "it holds no contract",
      "a contract has a dataset_id, or an apiVersion and kind; a model a 'model' and a 'schema'");
}

}  // namespace dcr::check
