// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/located.hpp"
#include "core/base/source_span.hpp"
#include "core/semver/version.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::yaml {
struct Node;
}

namespace dcr {

using LocatedNames = std::vector<Located<std::string>>;

/// Where the lists of a mod stand in its entry: their keys, or what they would stand in.
struct ComponentPlaces {
  Span input_ports;
  Span output_ports;
  Span globals_produced;
  Span globals_consumed;
  Span packages;
  Span python_version;
};

/// A mod: a reusable ETL component as its registry entry describes it.
struct Component {
  Located<std::string> name;  ///< the key of its entry, and the `_type` of jobs
  Located<Version> version;   ///< its place is unknown where none could be read
  std::string version_text;   ///< as spelled
  Located<std::string> description;
  Located<std::string> category;  ///< as spelled: "sources"
  Located<std::string> author;

  /// Exactly one of these two says how it runs.
  Located<std::string> module_path;  ///< "datapy.mods.sources.csv_reader"; empty for a command
  LocatedNames command;              ///< a program and its first arguments; empty for Python

  LocatedNames input_ports;
  LocatedNames output_ports;
  LocatedNames globals_produced;
  LocatedNames globals_consumed;
  LocatedNames packages;                ///< "pandas>=1.5.0"
  Located<std::string> python_version;  ///< ">=3.8"; empty = any
  ComponentPlaces places;

  /// The JSON Schema of its parameters, never null; of the flat shape what it stands for, each
  /// part with the place of what it was made from.
  std::shared_ptr<const yaml::Node> config_schema;
  Span config_schema_at;  ///< its key, or the entry where it has none

  std::map<std::string, std::string> other;  ///< keys dcr does not know, flattened
  int last_line = 0;                         ///< of the entry
  Span registry_at;                          ///< the `mods` of its file; unknown for a draft
};

/// "sources" and "source" are one category, whatever their case.
[[nodiscard]] bool same_category(std::string_view a, std::string_view b);

}  // namespace dcr
