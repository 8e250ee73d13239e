// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/working_contract.hpp"

#include "cli/session.hpp"
#include "core/base/text.hpp"
#include "core/formats/read.hpp"
#include "core/git/working_file.hpp"

#include <fmt/format.h>

#include <utility>

namespace dcr::cli {

Result<WorkingContract> read_working_contract(const git::Repository& repository,
                                              const LoadedDocument& document) {
  auto text = git::read_working_file(repository, document.path);
  if (!text) return text.error();
  if (*text) {
    formats::ReadFile file = formats::read_contracts(**text, document.path);
    for (formats::ReadDocument& read : file.documents) {
      const bool same = read.contract.kind == document.contract.kind &&
                        (read.usable || document.contract.model) &&
                        read.contract.full_name() == document.full_name() &&
                        read.contract.version_text == document.contract.version_text;
      if (same) return WorkingContract{**std::move(text), std::move(read.contract)};
    }
  }
  return Error{
      ErrorKind::usage,
      fmt::format("'{}' does not hold {} {} as git sees it", printable(document.path),
                  printable(document.full_name()), printable(document.contract.version_text)),
      {},
      "edit it by hand"};
}

Result<OpenRegistry> open_for_change(const Session& session, const RegistryOptions& options) {
  if (!session.environment("DCR_REGISTRY").value_or("").empty()) {
    return Error{ErrorKind::usage,
                 "DCR_REGISTRY names a registry, and those are only read",
                 {},
                 "unset DCR_REGISTRY to change the repository around you"};
  }
  auto open =
      open_registry(session, {.at = {}, .registry = {}, .kind = options.kind}, Reads::working_tree);
  if (!open) return open.error();
  if (open->registry.source().repository->is_bare()) {
    return Error{ErrorKind::usage,
                 "a bare repository has no files to change",
                 {},
                 "run it in a clone that has a working tree"};
  }
  return open;
}

std::string shell_word(std::string_view path) {
  const bool plain = path.find_first_not_of(
                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                         "0123456789_./-+:@%=,") == std::string_view::npos;
  if (plain) return std::string(path);
  std::string out = "'";
  for (const char c : path) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return printable(out + "'");
}

}  // namespace dcr::cli
