// SPDX-License-Identifier: Apache-2.0
#include "core/formats/decision_card.hpp"

#include "core/formats/names.hpp"
#include "core/formats/problem_error.hpp"
#include "core/formats/problem_list.hpp"
#include "core/yaml/parse.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

namespace dcr::formats {

namespace {

enum class Need { required, optional };

class CardReader {
 public:
  explicit CardReader(std::vector<Problem> problems) {
    for (Problem& problem : problems) {
      problems_.error("", problem.at, std::move(problem.message), std::move(problem.help));
    }
  }

  std::vector<Owner> read(const yaml::Node& root) {
    std::vector<Owner> owners;
    if (!root.is_mapping()) {
      problems_.error(
          "", root.at,
          fmt::format("a decision card must be an object, not {}", yaml::describe(root.kind)));
      return owners;
    }
    if (const yaml::Node* buyer = part(root, "buyer", Need::required)) {
      const auto name = text(*buyer, "buyer", "name", Need::required);
      const auto contact = text(*buyer, "buyer", "contact", Need::optional);
      if (name) owners.push_back({*name, contact.value_or(""), buyer->at});
    }
    if (const yaml::Node* maker = part(root, "decision_maker", Need::optional)) {
      const auto role = text(*maker, "decision_maker", "role", Need::required);
      const auto name = text(*maker, "decision_maker", "name", Need::optional);
      const auto authority = text(*maker, "decision_maker", "authority", Need::optional);
      if (role) {
        const std::string team = name ? fmt::format("{} ({})", *role, *name) : *role;
        owners.push_back({team, authority.value_or(""), maker->at});
      }
    }
    return owners;
  }

  [[nodiscard]] std::vector<Problem> problems() && { return std::move(problems_).sorted(); }

 private:
  const yaml::Node* part(const yaml::Node& root, std::string_view key, Need need) {
    const yaml::Entry* entry = root.find_entry(key);
    if (entry == nullptr || entry->value->is_null()) {
      if (need == Need::required) {
        problems_.error("", entry == nullptr ? root.at : entry->value->at,
                        fmt::format("the decision card has no '{}'", key));
      }
      return nullptr;
    }
    if (entry->value->is_mapping()) return entry->value.get();
    problems_.error(
        "", entry->value->at,
        fmt::format("'{}' must be an object, not {}", key, yaml::describe(entry->value->kind)));
    return nullptr;
  }

  std::optional<std::string> text(const yaml::Node& part, std::string_view parent,
                                  std::string_view key, Need need) {
    const std::string name = fmt::format("{}.{}", parent, key);
    const yaml::Node* value = part.find(key);
    if (value == nullptr || value->is_null()) {
      if (need == Need::required) {
        problems_.error("", value == nullptr ? part.at : value->at,
                        fmt::format("the decision card has no '{}'", name));
      }
      return std::nullopt;
    }
    if (!value->is_string()) {
      problems_.error(
          "", value->at,
          fmt::format("'{}' must be a string, not {}", name, yaml::describe(value->kind)));
      return std::nullopt;
    }
    if (has_control_character(value->text)) {
      problems_.error("", value->at, fmt::format("'{}' must not contain control characters", name));
      return std::nullopt;
    }
    if (value->text.find_first_not_of(' ') != std::string::npos) return value->text;
    if (need == Need::required) {
      problems_.error("", value->at, fmt::format("'{}' must not be empty", name));
    }
    return std::nullopt;
  }

  ProblemList problems_{Strictness::strict};
};

}  // namespace

Result<std::vector<Owner>> parse_decision_card(std::string_view text, std::string_view path) {
  yaml::Stream stream = yaml::parse(text, "card.json");
  CardReader reader(std::move(stream.problems));
  std::vector<Owner> owners;
  if (!stream.documents.empty()) owners = reader.read(*stream.documents.front().root);
  const std::vector<Problem> problems = std::move(reader).problems();
  if (!problems.empty()) return error_of(problems, path, ErrorKind::usage);
  if (owners.empty()) {
    return Error{ErrorKind::usage, "the decision card is empty", SourceSpan{std::string(path), {}},
                 "it names who buys: {\"buyer\": {\"name\": \"…\"}}"};
  }
  return owners;
}

}  // namespace dcr::formats
