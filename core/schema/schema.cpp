// SPDX-License-Identifier: Apache-2.0
#include "core/schema/schema.hpp"

#include "core/base/bug.hpp"
#include "core/schema/compiler.hpp"

#include <algorithm>
#include <utility>

namespace dcr::schema {

std::string_view describe(Type type) {
  switch (type) {
    case Type::null: return "null";
    case Type::boolean: return "a boolean";
    case Type::integer: return "an integer";
    case Type::number: return "a number";
    case Type::string: return "a string";
    case Type::array: return "a list";
    case Type::object: return "a mapping";
  }
  unreachable();
}

Compilation Schema::compile(std::shared_ptr<const yaml::Node> root, const CompileOptions& options) {
  auto storage = std::make_shared<Storage>();
  Compiler compiler(*storage, options);
  const Subschema* compiled = compiler.compile(std::move(root));
  Compilation result{std::nullopt, compiler.take_problems()};
  const bool is_good =
      std::none_of(result.problems.begin(), result.problems.end(),
                   [](const SchemaProblem& found) { return found.severity == Severity::error; });
  if (is_good && compiled != nullptr) result.schema = Schema(std::move(storage), compiled);
  return result;
}

}  // namespace dcr::schema
