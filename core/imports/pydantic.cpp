// SPDX-License-Identifier: Apache-2.0
#include "core/imports/pydantic.hpp"

#include "core/base/text.hpp"
#include "core/process/child.hpp"
#include "core/yaml/parse.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <system_error>
#include <utility>

namespace dcr::imports {
namespace {

namespace fs = std::filesystem;

std::string text_of(const yaml::Node& holder, std::string_view key) {
  const yaml::Node* node = holder.find(key);
  return node != nullptr && node->is_string() ? node->text : "";
}

int line_of(const yaml::Node& holder) {
  const yaml::Node* node = holder.find("line");
  return node == nullptr ? 0 : static_cast<int>(node->as_integer().value_or(0));
}

/// A file as a person below it would call it.
std::string shown_file(const std::string& file) {
  if (file.empty()) return file;
  std::error_code failure;
  const fs::path near = fs::path(file).lexically_relative(fs::current_path(failure));
  return near.empty() || *near.begin() == ".." ? file : near.string();
}

std::string words_of(const yaml::Node& failure) {
  return fmt::format("cannot import '{}': {}", printable(text_of(failure, "module")),
                     printable(text_of(failure, "message")));
}

/// One error for all failures: the first with its place, the others a line each.
Error error_of(const std::vector<std::shared_ptr<const yaml::Node>>& failures) {
  const yaml::Node& first = *failures.front();
  std::string message = words_of(first);
  for (std::size_t i = 1; i < failures.size(); ++i) {
    const yaml::Node& next = *failures[i];
    const std::string file = shown_file(text_of(next, "file"));
    message += "\n" + (file.empty() ? "" : fmt::format("{}:{}: ", printable(file), line_of(next))) +
               words_of(next);
  }
  Error error{ErrorKind::io, std::move(message), {}, {}};
  const std::string file = text_of(first, "file");
  if (!file.empty()) {
    error.where = SourceSpan{shown_file(file), {{line_of(first), 1}, 1}};
  }
  return error;
}

Error no_answer(const std::string& program, const process::Outcome& outcome) {
  const std::size_t end = outcome.errors.find_last_not_of('\n');
  const std::size_t begin = end == std::string::npos ? 0 : outcome.errors.rfind('\n', end) + 1;
  const std::string last = end == std::string::npos
                               ? ""
                               : ": " + printable(outcome.errors.substr(begin, end + 1 - begin));
  return {ErrorKind::io,
          fmt::format("'{}' could not import the modules (exit code {}){}", printable(program),
                      outcome.exit_code, last),
          {},
          {}};
}

PydanticModel model_of(const yaml::Node& found) {
  const yaml::Node* managed = found.find("managed");
  return {.name = text_of(found, "name"),
          .version = text_of(found, "version"),
          .managed = managed != nullptr && managed->as_boolean().value_or(false),
          .module = text_of(found, "module"),
          .file = shown_file(text_of(found, "file")),
          .line = line_of(found),
          .schema = found.find_entry("schema")->value};
}

}  // namespace

Result<std::vector<PydanticModel>> pydantic_models(const PydanticRequest& request) {
  const nlohmann::json asked = {
      {"roots", request.roots}, {"modules", request.modules}, {"only", request.only}};
  const std::string input = asked.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
  const auto outcome = process::run(
      {.arguments = {request.interpreter, "-c", std::string(pydantic_script())}, .input = input});
  if (!outcome) return outcome.error();
  const yaml::Limits limits{.bytes = std::size_t{256} << 20U, .depth = 200, .expanded = 20'000'000};
  const yaml::Stream answer = yaml::parse(outcome->output, "answer.json", limits);
  const yaml::Node* root = answer.documents.empty() ? nullptr : answer.documents[0].root.get();
  const yaml::Node* models = root == nullptr ? nullptr : root->find("models");
  const yaml::Node* failures = root == nullptr ? nullptr : root->find("errors");
  if (!outcome->succeeded() || models == nullptr || failures == nullptr) {
    return no_answer(request.interpreter, *outcome);
  }
  if (!failures->items.empty()) return error_of(failures->items);
  std::vector<PydanticModel> found;
  for (const auto& model : models->items) found.push_back(model_of(*model));
  return found;
}

}  // namespace dcr::imports
