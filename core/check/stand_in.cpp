// SPDX-License-Identifier: Apache-2.0
#include "core/check/stand_in.hpp"

#include "core/check/policy.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace dcr::check {
namespace {

bool has_file(const Snapshot& snapshot, std::string_view path) {
  const auto found = snapshot.find(path);
  return found && found->kind == FileKind::regular;
}

/// How many folders two paths have in common.
std::size_t shared_folders(std::string_view a, std::string_view b) {
  std::size_t folders = 0;
  for (std::size_t at = 0; at < std::min(a.size(), b.size()) && a[at] == b[at]; ++at) {
    folders += a[at] == '/' ? 1U : 0U;
  }
  return folders;
}

std::string stand_in_for(std::string_view gone, const Snapshot& after,
                         const std::vector<FileRef>& files) {
  for (const std::string_view path : {gone, config_path}) {
    if (has_file(after, path)) return std::string(path);
  }
  const auto nearest = std::ranges::max_element(
      files, {}, [&](const FileRef& file) { return shared_folders(file.path, gone); });
  return nearest == files.end() ? "" : nearest->path;
}

}  // namespace

void add_stand_ins(report::Comparison& comparison, const Snapshot& after,
                   const std::vector<FileRef>& files) {
  for (report::ContractVerdict& contract : comparison.contracts) {
    if (contract.change != report::Change::removed) continue;
    contract.stand_in = stand_in_for(contract.path, after, files);
  }
}

}  // namespace dcr::check
