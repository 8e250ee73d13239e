// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/problem.hpp"
#include "core/schema/subschema.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dcr::schema {

/// What is wrong with a schema.
struct SchemaProblem {
  Severity severity = Severity::error;
  std::string document;  ///< the uri of the document that was loaded; empty for the one compiled
  std::string pointer;   ///< JSON pointer of the schema or value at fault: "/properties/a/type"
  std::string keyword;   ///< "type"; empty when the schema as a whole is at fault
  std::string message;   ///< lower case, no full stop
  Span at;
  std::string help{};  ///< the way out, empty when the message says it
};

/// Finds the document with this uri (absolute or as written, no fragment); null when there is none.
using Loader = std::function<std::shared_ptr<const yaml::Node>(const std::string& uri)>;

enum class Formats { annotate, assert_common };

struct CompileOptions {
  Draft default_draft = Draft::draft2020_12;  ///< for schemas without `$schema`
  /// How loud a keyword is that the draft does not know; empty: it is passed over in silence.
  std::optional<Severity> unknown_keywords = Severity::error;
  std::vector<std::string> annotations{};  ///< more keywords that are known: "secret"; and "x-…"
  Formats formats = Formats::annotate;
  std::string base_uri{};  ///< of the document; `$id` goes before it
  Loader load{};           ///< without it every reference to another document is a problem
  int depth = 200;         ///< of schemas in schemas
  std::size_t subschemas = 500'000;
};

struct Compilation;

/// A JSON Schema that was read, checked and linked. Cheap to copy.
class Schema {
 public:
  /// Reads a schema of draft-04, 06, 07, 2019-09 or 2020-12 with all that it refers to.
  [[nodiscard]] static Compilation compile(std::shared_ptr<const yaml::Node> root,
                                           const CompileOptions& options = {});

  [[nodiscard]] const Subschema& root() const { return *root_; }
  [[nodiscard]] Draft draft() const { return root_->draft(); }

  struct Storage;

 private:
  Schema(std::shared_ptr<const Storage> storage, const Subschema* root)
      : storage_(std::move(storage)), root_(root) {}

  std::shared_ptr<const Storage> storage_;
  const Subschema* root_;
};

struct Compilation {
  std::optional<Schema> schema;         ///< empty when some problem is an error
  std::vector<SchemaProblem> problems;  ///< in the order of the file where they have a place

  [[nodiscard]] bool ok() const { return schema.has_value(); }
};

}  // namespace dcr::schema
