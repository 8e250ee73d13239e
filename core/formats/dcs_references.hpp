// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/problem_list.hpp"
#include "core/formats/read.hpp"
#include "core/yaml/node.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dcr::formats {

/// Follows the `$ref`s of the fields of a contract: to its `definitions`, to other files.
class DcsReferences {
 public:
  /// All that is named outlives this. Without `load` no other file is read.
  DcsReferences(const yaml::Node& root, std::string_view path, const FileLoader& load,
                ProblemList& problems);

  /// `field` with the keys of what its `$ref` names beside its own, which win; and so for the
  /// fields in it. What cannot be followed is reported under the dotted path `field_path` and left
  /// out. What comes from another file has the place of its `$ref`.
  [[nodiscard]] std::shared_ptr<const yaml::Node> resolved(
      const std::shared_ptr<const yaml::Node>& field, const std::string& field_path);

 private:
  using NodePtr = std::shared_ptr<const yaml::Node>;

  /// The document a `$ref` is written in.
  struct Origin {
    const yaml::Node* root;
    std::string file;
  };

  struct Target {
    NodePtr node;
    Origin origin;
    std::string name;  ///< "#/definitions/sku", with the file before it where it is another
  };

  NodePtr follow(const NodePtr& field, const Origin& origin, const std::string& path, int depth);
  NodePtr follow_fields(const yaml::Node& fields, const Origin& origin, const std::string& path,
                        int depth);
  NodePtr base_of(const yaml::Node& reference, const Origin& origin, const std::string& path,
                  int depth);
  NodePtr find_definition(const yaml::Node& root, const std::string& pointer);
  Target find_target(const yaml::Node& reference, const Origin& origin, const std::string& path);
  Target find_in_file(const yaml::Node& reference, const std::string& file,
                      const std::string& pointer, const std::string& path);
  [[nodiscard]] std::string suggested_definition(const yaml::Node& root,
                                                 const std::string& pointer) const;
  bool spend(const yaml::Node& base, const yaml::Node& reference, const std::string& path);
  void report(const std::string& path, const Span& at, std::string message);

  Origin own_;
  const FileLoader& load_;
  ProblemList& problems_;
  std::map<std::string, NodePtr> files_;  // null: it is not there or cannot be read
  std::map<const yaml::Node*, std::unordered_map<std::string, NodePtr>> definitions_;  // by root
  std::vector<std::string> active_;  // the names on the way to what is being followed
  std::size_t bytes_ = 0;            // of all that was put in place of a `$ref`
  std::optional<Span> outside_;      // the `$ref` of the contract that led into another file
};

}  // namespace dcr::formats
