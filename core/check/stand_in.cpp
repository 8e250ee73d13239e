// SPDX-License-Identifier: Apache-2.0
#include "core/check/stand_in.hpp"

#include "core/check/policy.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

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

std::string nearest_to(std::string_view gone, const std::vector<FileRef>& files) {
  const auto nearest = std::ranges::max_element(
      files, {}, [&](const FileRef& file) { return shared_folders(file.path, gone); });
  return nearest == files.end() ? "" : nearest->path;
}

}  // namespace

Result<void> add_stand_ins(report::Comparison& comparison, const Snapshot& after,
                           const std::function<Result<std::vector<FileRef>>()>& files) {
  std::optional<std::vector<FileRef>> known;  // once the first contract needs them
  for (report::ContractVerdict& contract : comparison.contracts) {
    if (contract.change != report::Change::removed) continue;
    for (const std::string_view path : {std::string_view(contract.path), config_path}) {
      if (contract.stand_in.empty() && has_file(after, path)) contract.stand_in = path;
    }
    if (!contract.stand_in.empty()) continue;
    if (!known) {
      auto listed = files();
      if (!listed) return listed.error();
      known = std::move(*listed);
    }
    contract.stand_in = nearest_to(contract.path, *known);
  }
  return {};
}

}  // namespace dcr::check
