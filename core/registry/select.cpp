// SPDX-License-Identifier: Apache-2.0
// Which of the versions of a contract a selector means.
#include "core/base/text.hpp"
#include "core/registry/registry.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace dcr {
namespace {

std::string listed(const std::vector<ContractVersion>& versions) {
  constexpr std::size_t most = 5;
  std::vector<std::string> texts;
  for (auto at = versions.rbegin(); at != versions.rend() && texts.size() < most; ++at) {
    texts.push_back(at->version().text());
  }
  if (versions.size() > most) texts.emplace_back("…");
  return fmt::format("{}", fmt::join(texts, ", "));
}

std::string statuses(const std::vector<const ContractVersion*>& versions) {
  constexpr std::size_t most = 5;
  std::vector<std::string> texts;
  for (auto at = versions.rbegin(); at != versions.rend() && texts.size() < most; ++at) {
    const std::string version = (*at)->version().text();
    texts.push_back((*at)->removed && (*at)->status == Status::active
                        ? fmt::format("{} was removed", version)
                        : fmt::format("{} is {}", version, to_string((*at)->status)));
  }
  if (versions.size() > most) texts.emplace_back("…");
  return fmt::format("{}", fmt::join(texts, ", "));
}

}  // namespace

Result<ContractVersion> select(const std::vector<ContractVersion>& versions,
                               const Selector& selector, const std::string& full_name) {
  std::vector<const ContractVersion*> admitted;
  for (const ContractVersion& version : versions) {
    if (selector.admits(version.version())) admitted.push_back(&version);
  }
  if (admitted.empty()) {
    return Error{ErrorKind::absent,
                 fmt::format("{} '{}' has no version '{}'; it has {}",
                             to_string(versions.back().document->contract.kind),
                             printable(full_name), printable(selector.text), listed(versions)),
                 {},
                 {}};
  }
  switch (selector.kind) {
    case Selector::Kind::exact:
    case Selector::Kind::newest: return *admitted.back();
    case Selector::Kind::latest:
    case Selector::Kind::range: break;
  }
  const auto active =
      std::find_if(admitted.rbegin(), admitted.rend(), [](const ContractVersion* version) {
        return version->status == Status::active && !version->removed;
      });
  if (active != admitted.rend()) return **active;
  const std::string which =
      selector.kind == Selector::Kind::range ? fmt::format(" in '{}'", selector.text) : "";
  return Error{ErrorKind::absent,
               fmt::format("no version of '{}'{} is active: {}", printable(full_name), which,
                           statuses(admitted)),
               {},
               fmt::format("{}@newest names the newest of any status", printable(full_name))};
}

}  // namespace dcr
