// SPDX-License-Identifier: Apache-2.0
#include "core/formats/model_schema_reader.hpp"

#include "core/base/text.hpp"
#include "core/schema/dialect.hpp"
#include "core/schema/schema.hpp"
#include "core/yaml/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dcr::formats {
namespace {

/// Files of the repository have addresses of this scheme while a schema is compiled, so that
/// `../common/Address.json` is resolved as any address is.
constexpr std::string_view scheme = "repository:/";

schema::CompileOptions compile_options(const yaml::Node& root, Strictness strictness) {
  schema::CompileOptions options;
  // Pydantic 1 writes draft-07 and says so nowhere.
  options.default_draft = schema::likely_draft(root);
  options.unknown_keywords = strictness == Strictness::strict ? Severity::error : Severity::warning;
  // What OpenAPI and Pydantic add, and what only describes.
  options.annotations = {"discriminator", "example", "env_names"};
  return options;
}

void add_problem(const schema::SchemaProblem& found, Span fallback, ProblemList& problems) {
  std::string message = found.severity == Severity::error
                            ? fmt::format("no valid JSON Schema: {}", found.message)
                            : found.message;
  // People know the file by its path.
  if (const std::size_t at = message.find(scheme); at != std::string::npos) {
    message.erase(at, scheme.size());
  }
  const bool own = found.document.empty() && found.at.known();
  if (!found.document.empty()) {
    std::string_view file = found.document;
    if (file.starts_with(scheme)) file.remove_prefix(scheme.size());
    message +=
        fmt::format(" ({}:{}:{})", printable(file), found.at.begin.line, found.at.begin.column);
  }
  const Span at = own ? found.at : fallback;
  if (found.severity == Severity::error) {
    problems.error("", at, std::move(message), found.help);
  } else {
    problems.warning("", at, std::move(message), found.help);
  }
}

}  // namespace

void read_model_schema(ModelSchema& model, std::string_view path, Span fallback,
                       const FileLoader& load, ProblemList& problems) {
  schema::CompileOptions options = compile_options(*model.schema, problems.strictness());
  const std::string_view below = path.substr(std::min(path.find_first_not_of('/'), path.size()));
  options.base_uri = std::string(scheme) + std::string(below);
  options.load = [&](const std::string& uri) -> std::shared_ptr<const yaml::Node> {
    if (!load || !uri.starts_with(scheme)) return nullptr;
    const std::string file = uri.substr(scheme.size());
    const std::optional<std::string> text = load(file);
    if (!text) return nullptr;
    const yaml::Stream stream = yaml::parse(*text, file);
    if (!stream.ok() || stream.documents.size() != 1) return nullptr;
    return model.references[file] = stream.documents.front().root;
  };
  schema::Compilation compiled = schema::Schema::compile(model.schema, options);
  for (const schema::SchemaProblem& found : compiled.problems) {
    add_problem(found, fallback, problems);
  }
  if (compiled.schema) {
    model.compiled = std::make_shared<const schema::Schema>(*std::move(compiled.schema));
  }
}

}  // namespace dcr::formats
