// SPDX-License-Identifier: Apache-2.0
#include "tests/core/imports/described.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcr::imports {
namespace {

void add(const Field& field, const std::string& name, int depth, std::string& out) {
  out += std::string(static_cast<std::size_t>(depth) * 2, ' ') + name + ": ";
  const SizedType& type = field.type.value.logical;
  out += to_string(type.family);
  if (type.precision) out += fmt::format("({},{})", *type.precision, type.scale.value_or(0));
  if (!field.required.value) out += "?";
  if (field.unique.value) out += " unique";
  if (field.deprecated.value) out += " deprecated";
  if (field.enum_values) out += fmt::format(" [{}]", fmt::join(field.enum_values->value, ","));
  for (const auto& [key, limit] : field.constraints) out += fmt::format(" {}={}", key, limit.value);
  for (const std::string& alias : field.aliases) out += " was " + alias;
  if (!field.description->empty()) out += " -- " + field.description.value;
  out += '\n';
  for (const Field& child : field.children.fields) add(child, child.name.value, depth + 1, out);
  if (field.items) add(*field.items, "[]", depth + 1, out);
}

}  // namespace

std::string described(const ImportedContract& imported) {
  const Contract& contract = imported.contract;
  std::string out = contract.full_name();
  if (imported.has_version) out += " " + contract.version->text();
  for (const Owner& owner : contract.owners)
    out += fmt::format(" {}<{}>", owner.team, owner.contact);
  if (contract.freshness_sla) {
    out += fmt::format(" within {} of {}", contract.freshness_sla->max_lag_seconds.value,
                       contract.freshness_sla->measurement);
  }
  for (const auto& [key, value] : contract.metadata) out += fmt::format(" {}={}", key, value);
  if (!contract.description->empty()) out += " -- " + contract.description.value;
  out += '\n';
  for (const Object& object : contract.objects) {
    if (!object.primary_key->empty()) {
      out += fmt::format("key {}\n", fmt::join(*object.primary_key, ","));
    }
    for (const Field& field : object.fields.fields) add(field, field.name.value, 0, out);
  }
  for (const Inference& each : imported.inferred)
    out += fmt::format("? {}: {}\n", each.field, each.what);
  for (const Loss& loss : imported.losses) out += fmt::format("! {}: {}\n", loss.field, loss.what);
  return out;
}

std::string described(const Result<Imported>& imported) {
  if (!imported) {
    const Error& error = imported.error();
    if (!error.where) return error.message;
    return fmt::format("{}:{}:{}: {}", error.where->path, error.where->at.begin.line,
                       error.where->at.begin.column, error.message);
  }
  std::string out;
  for (const ImportedContract& each : imported->contracts) out += described(each);
  for (const std::string& note : imported->notes) out += "# " + note + "\n";
  return out;
}

}  // namespace dcr::imports
