// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/model_output.hpp"

#include "cli/commands/json_output.hpp"
#include "core/base/text.hpp"
#include "core/formats/pretty_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace dcr::cli {
namespace {

nlohmann::ordered_json value_of(const yaml::Node& node) {
  return nlohmann::ordered_json::parse(formats::pretty_json(node), nullptr, false);
}

}  // namespace

std::string schema_text(const ModelSchema& model) {
  std::string text = formats::pretty_json(*model.schema) + "\n";
  // What JSON lets stand as it is and a terminal does not: written as an escape, it is the same
  // JSON.
  constexpr std::string_view escaped_delete = "\\u007f";
  for (auto at = text.find('\x7f'); at != std::string::npos; at = text.find('\x7f', at)) {
    text.replace(at, 1, escaped_delete);
  }
  return printable_lines(text);
}

nlohmann::ordered_json model_schema_json(const ModelSchema& model) {
  return value_of(*model.schema);
}

nlohmann::ordered_json model_json(const ModelSchema& model,
                                  const std::map<std::string, std::string>& metadata) {
  nlohmann::ordered_json out;
  out["metadata"] = nlohmann::ordered_json::object();
  for (const auto& [key, text] : metadata) {
    nlohmann::ordered_json value = nlohmann::ordered_json::parse(text, nullptr, false);
    out["metadata"][key] = value.is_discarded() ? nlohmann::ordered_json(text) : std::move(value);
  }
  out["registered_by"] = text_or_null(model.registered_by);
  out["policy"] = text_or_null(model.policy ? to_string(model.policy->value) : "");
  out["schema"] = value_of(*model.schema);
  out["avro_schema"] = model.avro_schema ? value_of(*model.avro_schema) : nlohmann::ordered_json();
  return out;
}

std::string printable_lines(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += printable(text.substr(0, end)) + '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace dcr::cli
