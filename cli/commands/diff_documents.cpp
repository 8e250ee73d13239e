// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/diff_documents.hpp"

#include "core/base/text.hpp"
#include "core/model/model_schema.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

namespace dcr::cli {

using check::DocumentPtr;

namespace {

Error not_comparable(const std::string& path, const std::vector<Problem>& problems,
                     std::string_view verb) {
  if (problems.empty()) {
    return {ErrorKind::io,
            fmt::format("'{}' holds no contract", printable(path)),
            {},
            "a contract has 'dataset_id', 'kind: DataContract' or 'dataContractSpecification'"};
  }
  const Problem& first = problems.front();
  return {ErrorKind::io, fmt::format("cannot {}: {}", verb, first.message),
          SourceSpan{path, first.at}, first.help};
}

/// A JSON Schema that nobody versioned yet can be compared all the same.
bool is_comparable_schema(const Contract& contract) {
  return contract.model && contract.model->compiled && !contract.name.empty();
}

}  // namespace

Result<std::vector<DocumentPtr>> comparable_documents(const std::string& path,
                                                      const std::vector<DocumentPtr>& documents,
                                                      const std::vector<Problem>& problems,
                                                      std::string_view verb) {
  if (!problems.empty() || documents.empty()) {
    return not_comparable(path, problems, verb);
  }
  for (const DocumentPtr& document : documents) {
    if (!document->usable) {
      return not_comparable(path, document->problems, verb);
    }
  }
  return documents;
}

Result<std::vector<DocumentPtr>> documents_of_text(const std::string& path, std::string text,
                                                   std::string_view verb) {
  formats::ReadFile read = formats::read_contracts(text, path);
  const auto shared = std::make_shared<const SourceText>(std::move(text));
  std::vector<DocumentPtr> documents;
  for (formats::ReadDocument& one : read.documents) {
    const bool usable = one.usable || is_comparable_schema(one.contract);
    documents.push_back(std::make_shared<const LoadedDocument>(LoadedDocument{
        path, shared, std::move(one.contract), std::move(one.problems), usable, ""}));
  }
  return comparable_documents(path, documents, read.problems, verb);
}

}  // namespace dcr::cli
