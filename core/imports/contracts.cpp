// SPDX-License-Identifier: Apache-2.0
#include "core/imports/contracts.hpp"

#include "core/base/text.hpp"
#include "core/formats/read.hpp"
#include "core/imports/build.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace dcr::imports {
namespace {

std::string_view called(Format format) {
  return format == Format::odcs ? "Open Data Contract Standard" : "Data Contract Specification";
}

/// The contract without its objects.
Contract head_of(const Contract& whole) {
  Contract out;
  out.kind = whole.kind;
  out.format = whole.format;
  out.format_version = whole.format_version;
  out.at = whole.at;
  out.name = whole.name;
  out.title = whole.title;
  out.name_space = whole.name_space;
  out.version = whole.version;
  out.version_text = whole.version_text;
  out.status = whole.status;
  out.description = whole.description;
  out.deprecation_uri = whole.deprecation_uri;
  out.deprecation_message = whole.deprecation_message;
  out.compatibility = whole.compatibility;
  out.owners = whole.owners;
  out.freshness_sla = whole.freshness_sla;
  out.service_levels = whole.service_levels;
  out.consumers = whole.consumers;
  out.metadata = whole.metadata;
  out.other = whole.other;
  return out;
}

void add(Contract contract, bool has_version, Imported& imported) {
  ImportedContract one;
  one.contract = std::move(contract);
  one.has_version = has_version;
  imported.contracts.push_back(std::move(one));
}

/// What is said of one of several objects is no word about the others. An element is a field of
/// the one it names.
void keep_words_about(const std::string& object, const std::vector<std::string>& others,
                      Contract& own) {
  for (const std::string& other : others) {
    const std::string key = "schema." + path_component(other);
    std::erase_if(own.metadata, [&](const auto& entry) {
      return entry.first == key || entry.first.starts_with(key + ".");
    });
    std::erase_if(own.service_levels, [&](const ServiceLevel& level) {
      return level.element.starts_with(path_component(other) + ".");
    });
  }
  const std::string prefix = path_component(object) + ".";
  for (ServiceLevel& level : own.service_levels) {
    if (level.element.starts_with(prefix)) level.element.erase(0, prefix.size());
  }
}

void take(Contract contract, bool apart, const ImportRequest& request, Imported& imported) {
  const bool has_version = !contract.version_text.empty();
  const bool several = contract.objects.size() > 1;
  std::vector<std::string> names;
  for (const Object& object : contract.objects) names.push_back(object.name.value);
  std::erase_if(contract.objects,
                [&](const Object& object) { return !is_wanted(request, {object.name.value}); });
  if (contract.objects.empty()) return;
  if (!apart || !several) return add(std::move(contract), has_version, imported);
  for (Object& object : contract.objects) {
    Contract own = head_of(contract);
    std::vector<std::string> others = names;
    std::erase(others, object.name.value);
    keep_words_about(object.name.value, others, own);
    own.name += "." + object.name.value;
    object.name.value.clear();  // The contract is called by it.
    own.objects.push_back(std::move(object));
    add(std::move(own), has_version, imported);
  }
}

}  // namespace

Result<Imported> read_documents(std::string_view text, std::string_view path, Format format,
                                bool apart, const ImportRequest& request) {
  formats::ReadFile file = formats::read_contracts(text, path);
  if (!file.problems.empty()) {
    const Problem& first = file.problems.front();
    return fault(path, first.at, first.message, first.help);
  }
  Imported imported;
  bool any = false;
  for (formats::ReadDocument& document : file.documents) {
    if (document.contract.format != format) {
      imported.notes.push_back(fmt::format("{}:{}: skipped, it is no {} contract", path,
                                           document.contract.at.begin.line, called(format)));
      continue;
    }
    any = true;
    const auto is_error = [](const Problem& each) { return each.severity == Severity::error; };
    auto first = std::ranges::find_if(document.problems, is_error);
    if (first == document.problems.end() && !document.usable) first = document.problems.begin();
    if (first != document.problems.end())
      return fault(path, first->at, first->message, first->help);
    if (document.contract.objects.empty()) {
      return fault(path, document.contract.at, "the contract describes no object");
    }
    take(std::move(document.contract), apart, request, imported);
  }
  if (any) return imported;
  return fault(path, {{1, 1}, 1}, fmt::format("the file holds no {} contract", called(format)));
}

}  // namespace dcr::imports
