// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/problem.hpp"
#include "core/formats/read.hpp"
#include "core/model/component.hpp"
#include "core/yaml/node.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::formats {

/// One mod of a registry file, as far as it could be read.
struct ReadComponent {
  std::shared_ptr<const Component> component;  ///< never null
  std::vector<Problem> problems;               ///< in the order of the file
  /// Whether it can be named and compared: a version and a way to run it were read.
  bool usable = false;

  /// Whether one of its problems is an error: such a mod must not run.
  [[nodiscard]] bool has_error() const;
};

/// What a registry file holds.
struct ModRegistry {
  std::vector<ReadComponent> mods;  ///< in the order of the file
  std::vector<Problem> problems;    ///< of the file itself: it is no JSON, has no `mods`

  /// The mod called `name`; nullptr when there is none.
  [[nodiscard]] const ReadComponent* find(std::string_view name) const;
};

/// Reads mod_registry.json, in the specified shape (`metadata`, `interface`, `dependencies`) or
/// flat (the same keys in the entry itself; `config_schema: {required, optional}` with the types
/// of Python), entry by entry. Never fails: every problem at once is in the result, those inside an
/// entry with the mod. A duplicate key is an error of the mod it stands in.
/// A missing description or category, an unknown key and the like are errors when the reader is
/// strict.
ModRegistry read_mod_registry(std::string_view text, std::string_view path,
                              Strictness strictness = Strictness::lenient);

/// How large a registry file may be: it is one for a whole company, where a contract is one
/// dataset's.
[[nodiscard]] yaml::Limits mod_registry_limits();

/// Whether a text may be a registry in JSON, seen without parsing it.
[[nodiscard]] bool looks_like_mod_registry(std::string_view text);

/// Whether a document is a mod registry, by its keys. The file of a job has `mods` too, each with
/// its `_type`.
[[nodiscard]] bool is_mod_registry(const yaml::Node& root);

/// Whether a file has the name of a registry: then it is one, if a broken one, whatever its keys.
[[nodiscard]] bool is_named_mod_registry(std::string_view path);

/// What of a mod is compared, listed and versioned as of any other contract.
[[nodiscard]] Contract contract_of(const std::shared_ptr<const Component>& component);

/// The one mod of a file of that name, as read_contracts reads it; without fault in the text the
/// others are stepped over.
[[nodiscard]] ReadFile read_mod_called(std::string_view text, std::string_view path,
                                       std::string_view name);

/// The mods of a document that was parsed, as the documents that are compared: one a mod.
[[nodiscard]] ReadFile read_mods(yaml::Stream stream, std::string_view text, Strictness strictness);

}  // namespace dcr::formats
