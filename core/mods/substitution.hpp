// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/mods/fault.hpp"
#include "core/mods/values.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::mods {

/// A value and the file it stands in; empty for the command line.
struct Written {
  NodePointer value;
  std::string file;
};

using NamedValues = std::map<std::string, Written, std::less<>>;

using ReadVariable = std::function<std::optional<std::string>(const char*)>;

/// What a mod left for those after it.
struct Produced {
  NodePointer globals;    ///< a mapping
  NodePointer artifacts;  ///< a mapping of JSON values
  NodePointer objects;    ///< the same, references in the place of what its Python keeps
  std::string home;       ///< the Python that keeps them; empty for a command
};

using ProducedByName = std::map<std::string, Produced, std::less<>>;

/// All that `${…}` can name.
struct Scope {
  NamedValues parameters{};                   ///< `${name}`, before a global of that name
  NamedValues globals{};                      ///< `${globals.name}`, `${name}`
  ReadVariable environment{};                 ///< `${env.NAME}`
  const ProducedByName* produced = nullptr;   ///< `${mods.NAME.globals.KEY}`, `….artifacts.…`
  std::vector<std::string_view> instances{};  ///< the mods of the job
  std::string home{};                         ///< the Python that the parameters go to
  bool leaves_open = false;                   ///< keep the text where a mod has not run yet
};

/// Replaces references. A reference that is a whole text keeps the type of what it names; within a
/// text it becomes text. What a value names may name others; `${globals.${env.STAGE}}` names what
/// the inner one says. `${file.folder}` is the folder of the file that it is written in. `$${` is a
/// literal `${`.
///
/// Example: with the globals base = /data/${day} and day = 2024-08-12, "${base}/in.csv" is
/// "/data/2024-08-12/in.csv".
class Substitution {
 public:
  Substitution(const Scope& scope, std::vector<Fault>& faults) : scope_(scope), faults_(faults) {}

  /// `value` with its references replaced. What cannot be is a fault, with the place of the text
  /// that has the reference, and null in the value.
  NodePointer resolve(const NodePointer& value, const std::string& file);
  /// The parameter `name` of the scope.
  NodePointer resolve_parameter(const std::string& name);

  /// How often something could not be replaced. What is met again is counted, but told once.
  [[nodiscard]] std::size_t failures() const { return failures_; }

 private:
  struct Place;

  NodePointer resolve_text(const NodePointer& node, const std::string& file);
  NodePointer value_of(const std::string& reference, const Place& place);
  NodePointer find(const std::string& reference, const Place& place);
  NodePointer find_named(const NamedValues& values, std::string_view path, const Place& place,
                         std::string_view what);
  NodePointer find_produced(std::string_view path, const Place& place);
  NodePointer walk(const Written& from, std::string_view path, const Place& place);
  NodePointer fail(const Place& place, std::string message, std::string help = {});
  std::string inner_reference(std::string_view text, const Place& place);
  void append(std::string& text, const NodePointer& value, const std::string& reference,
              const Place& place);

  const Scope& scope_;
  std::vector<Fault>& faults_;
  std::vector<std::string> open_;            // the references that are being resolved
  std::map<std::string, NodePointer> done_;  // and those that were
  std::set<std::string> failed_;             // and those that could not be
  std::size_t failures_ = 0;
};

/// Whether some text below `node` has a reference.
[[nodiscard]] bool has_reference(const yaml::Node& node);

}  // namespace dcr::mods
