// SPDX-License-Identifier: Apache-2.0
#include "core/compat/model_sides.hpp"

#include "core/schema/schema.hpp"
#include "core/schema/uri.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace dcr::model {
namespace {

using schema::Subschema;
using schema::Type;

constexpr std::array<std::pair<Type, std::string_view>, 7> type_words{{
    {Type::null, "null"},
    {Type::boolean, "boolean"},
    {Type::integer, "integer"},
    {Type::number, "number"},
    {Type::string, "string"},
    {Type::array, "array"},
    {Type::object, "object"},
}};

/// Whether a schema decides by its references or its logic alone.
bool has_own_words(const Subschema& schema) {
  return schema.always || schema.types || schema.enumeration || schema.constant || schema.number ||
         schema.string || schema.array || schema.object;
}

/// What a schema stands for, where it is nothing but that.
const Subschema* stands_for(const Subschema& schema) {
  if (has_own_words(schema)) return nullptr;
  if (schema.references.size() == 1 && schema.logic == nullptr) {
    const schema::Reference& reference = schema.references.front();
    return reference.kind == schema::ReferenceKind::fixed ? reference.target : nullptr;
  }
  if (!schema.references.empty() || schema.logic == nullptr) return nullptr;
  const schema::LogicKeywords& logic = *schema.logic;
  const bool only_all = logic.any_of.empty() && logic.one_of.empty() && logic.negated == nullptr &&
                        logic.condition == nullptr;
  return only_all && logic.all_of.size() == 1 ? logic.all_of.front() : nullptr;
}

}  // namespace

const schema::ObjectKeywords* Side::object() const {
  return schema == nullptr ? nullptr : schema->object.get();
}

const schema::ArrayKeywords* Side::array() const {
  return schema == nullptr ? nullptr : schema->array.get();
}

const yaml::Node* Side::value(std::string_view keyword) const {
  return schema == nullptr || schema->source == nullptr ? nullptr : schema->source->find(keyword);
}

bool Side::is_here() const {
  return schema != nullptr && schema->source != nullptr && schema->resource->document.empty();
}

Span Side::place(std::string_view keyword) const {
  if (!is_here()) return at;
  const yaml::Entry* entry = schema->source->find_entry(keyword);
  return entry == nullptr ? at : entry->key_at;
}

std::string Side::pointer(std::string_view keyword) const {
  if (!is_here()) return {};
  const bool there = !keyword.empty() && value(keyword) != nullptr;
  return schema->pointer + (there ? schema::pointer_part(keyword) : "");
}

Side part_of(const Side& side, const Subschema* part, Span at) {
  Side out{part, side.at};
  if (side.is_here() && at.known()) out.at = at;
  return out;
}

Side part_of(const Side& side, const Subschema* part) {
  const bool here = part != nullptr && part->source != nullptr && part->resource->document.empty();
  return {part, here ? part->source->at : side.at};
}

Side resolved(Side side) {
  // A loop of references was refused when the schema was compiled.
  constexpr int most = 100;
  for (int i = 0; i < most && side.schema != nullptr; ++i) {
    const Subschema* next = stands_for(*side.schema);
    if (next == nullptr) break;
    side.schema = next;
  }
  return side;
}

std::optional<Side> optional_of(const Side& side) {
  if (side.schema == nullptr || has_own_words(*side.schema) || !side.schema->references.empty() ||
      side.schema->logic == nullptr) {
    return std::nullopt;
  }
  const schema::LogicKeywords& logic = *side.schema->logic;
  const auto& branches = logic.any_of.empty() ? logic.one_of : logic.any_of;
  const bool only = logic.all_of.empty() && logic.negated == nullptr &&
                    logic.condition == nullptr && (logic.any_of.empty() || logic.one_of.empty());
  if (!only || branches.size() != 2) return std::nullopt;
  schema::TypeSet null;
  null.add(Type::null);
  for (std::size_t i = 0; i < branches.size(); ++i) {
    if (branches[i]->types != null) continue;
    Side other{branches[1 - i], side.at};
    return resolved(other);
  }
  return std::nullopt;
}

bool takes_null(const Side& side) {
  if (optional_of(side)) return true;
  return side.schema == nullptr || !side.schema->types || side.schema->types->has(Type::null);
}

std::vector<Type> types_of(const Side& side) {
  std::vector<Type> types;
  for (const auto& [type, word] : type_words) {
    const bool all = side.schema == nullptr || !side.schema->types;
    // Integers are numbers: what lets numbers pass lets them pass.
    const bool has = all || side.schema->types->has(type) ||
                     (type == Type::integer && side.schema->types->has(Type::number));
    if (has && !(side.schema != nullptr && side.schema->always == false)) types.push_back(type);
  }
  return types;
}

std::string types_text(const Side& side) {
  if (side.schema != nullptr && side.schema->always == false) return "nothing";
  if (side.schema == nullptr || !side.schema->types) return "any";
  std::vector<std::string_view> words;
  for (const auto& [type, word] : type_words) {
    if (side.schema->types->has(type)) words.push_back(word);
  }
  return fmt::format("{}", fmt::join(words, " or "));
}

bool is_open(const Subschema* schema) {
  if (schema == nullptr) return true;
  if (schema->always) return *schema->always;
  return !has_own_words(*schema) && schema->references.empty() && schema->logic == nullptr;
}

bool is_closed(const Subschema* schema) { return schema != nullptr && schema->always == false; }

schema::Containment Judge::whole(Direction direction) {
  return direction == Direction::backward ? backward_.whole() : forward_.whole();
}

schema::Containment Judge::of(Direction direction, const Subschema* writer,
                              const Subschema* reader) {
  schema::Containment answer;
  answer.answer = schema::Answer::contained;
  if (is_open(reader) || is_closed(writer)) return answer;
  // Whatever is allowed where nothing is said does not fit what says something.
  answer.answer = schema::Answer::not_contained;
  if (writer == nullptr) return answer;
  return direction == Direction::backward ? backward_.of(*writer, *reader)
                                          : forward_.of(*writer, *reader);
}

}  // namespace dcr::model
