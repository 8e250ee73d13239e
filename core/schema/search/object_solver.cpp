// SPDX-License-Identifier: Apache-2.0
#include "core/schema/search/object_solver.hpp"

#include "core/schema/identity.hpp"
#include "core/schema/search/values.hpp"

#include <algorithm>

namespace dcr::schema::search {

namespace {

constexpr std::size_t most_patterns = 5;

const ObjectKeywords& keywords_of(const Fact& fact) { return *fact.schema->object; }

/// A schema of plain values, or of few: cheap to hold against another.
bool is_plain(const Subschema& schema) {
  if (schema.enumeration || schema.constant || schema.always) return true;
  return schema.types && !schema.types->has(Type::object) && !schema.types->has(Type::array) &&
         !schema.logic && schema.references.empty();
}

}  // namespace

ObjectSolver::ObjectSolver(Search& search, const Goal& goal, const Branch& branch)
    : search_(search), goal_(goal), branch_(branch) {
  if (branch_.shape == nullptr) make_shape();
  shape_ = branch_.shape.get();
}

bool ObjectSolver::is_demand(const Atom& atom) const {
  return atom.breach == Breach::pattern_property || atom.breach == Breach::additional ||
         atom.breach == Breach::property_names;
}

void ObjectSolver::add_names(Shape& shape, const ObjectKeywords& keywords, bool with_patterns) {
  for (const Property& property : keywords.properties) {
    if (shape.name_set.insert(property.name).second) shape.names.push_back(property.name);
  }
  for (const PatternProperty& one : keywords.pattern_properties) {
    const bool is_known =
        std::any_of(shape.patterns.begin(), shape.patterns.end(),
                    [&](const Pattern* known) { return known->source() == one.pattern->source(); });
    if (with_patterns && !is_known) shape.patterns.push_back(one.pattern.get());
  }
}

void ObjectSolver::add_atom(Shape& shape, const Atom& atom) {
  const ObjectKeywords& keywords = *atom.schema->object;
  if (atom.breach == Breach::property || atom.breach == Breach::present ||
      atom.breach == Breach::missing) {
    if (shape.name_set.insert(atom.name).second) shape.names.push_back(atom.name);
    (atom.breach == Breach::missing ? shape.missing : shape.required).insert(atom.name);
  }
  if (is_demand(atom)) add_names(shape, keywords, true);
  if (atom.breach == Breach::min_properties) {
    const std::size_t most = *keywords.min_properties - 1;
    shape.most = std::min(shape.most.value_or(most), most);
  }
  if (atom.breach == Breach::max_properties) {
    shape.least = std::max(shape.least, *keywords.max_properties + 1);
  }
}

/// What the writer is taken not to write.
void ObjectSolver::add_policy(Shape& shape) {
  if (search_.policy_ == Policy::strict) return;
  for (const Fact& fact : branch_.facts) {
    if (fact.side != Side::writer) continue;
    const ObjectKeywords& keywords = keywords_of(fact);
    shape.is_closed =
        shape.is_closed || (!keywords.properties.empty() && keywords.additional == nullptr &&
                            keywords.unevaluated == nullptr);
    for (const Subschema* rest : {keywords.additional, keywords.unevaluated}) {
      if (rest == nullptr) continue;
      const Subschema& plain = search_.targets_.plain(*rest);
      const bool is_open = plain.always ? *plain.always : plain.source->entries.empty();
      shape.has_typed_rest = shape.has_typed_rest || !is_open;
    }
  }
}

void ObjectSolver::make_shape() {
  auto shape = std::make_shared<Shape>();
  for (const Fact& fact : branch_.facts) {
    const ObjectKeywords& keywords = keywords_of(fact);
    add_names(*shape, keywords, true);
    for (const std::string& name : keywords.required) {
      shape->required.insert(name);
      if (shape->name_set.insert(name).second) shape->names.push_back(name);
    }
    for (const DependentRequired& dependent : keywords.dependent_required) {
      if (shape->name_set.insert(dependent.name).second) shape->names.push_back(dependent.name);
    }
    shape->least = std::max(shape->least, keywords.min_properties.value_or(0));
    if (keywords.max_properties) {
      shape->most =
          std::min(shape->most.value_or(*keywords.max_properties), *keywords.max_properties);
    }
  }
  for (const Rest& rest : branch_.rests) {
    for (const ObjectKeywords* one : rest.looked_at) add_names(*shape, *one, true);
  }
  for (const Atom& atom : branch_.atoms) {
    if (atom.breach != Breach::opaque && atom.schema->object) add_atom(*shape, atom);
  }
  add_policy(*shape);
  branch_.shape = std::move(shape);
}

ObjectSolver::Mask ObjectSolver::mask_of(const Pattern& pattern) const {
  for (std::size_t i = 0; i < shape_->patterns.size() && i < 32; ++i) {
    if (shape_->patterns[i]->source() == pattern.source()) return Mask{1} << i;
  }
  return 0;
}

bool ObjectSolver::has_cells() const { return shape_->patterns.size() <= most_patterns; }

/// Whether the policy says that the writer leaves out members with this name.
template <class Matches>
bool ObjectSolver::is_unwritten(const Matches& matches, std::optional<std::string_view> name) {
  if (search_.policy_ == Policy::strict) return false;
  bool is_listed = false;
  bool is_allowed = false;
  const bool has_writer =
      std::any_of(goal_.literals.begin(), goal_.literals.end(),
                  [](const Literal& literal) { return literal.side == Side::writer; });
  for (const Fact& fact : branch_.facts) {
    if (fact.side != Side::writer) continue;
    const ObjectKeywords& keywords = keywords_of(fact);
    is_allowed = is_allowed || keywords.additional != nullptr || keywords.unevaluated != nullptr;
    is_listed = is_listed || (name && keywords.by_name.contains(*name)) ||
                std::any_of(keywords.pattern_properties.begin(), keywords.pattern_properties.end(),
                            [&](const PatternProperty& one) { return matches(*one.pattern); });
  }
  if (is_listed) return false;
  if (shape_->is_closed && !is_allowed) return true;
  if (search_.policy_ != Policy::lenient || shape_->has_typed_rest || !has_writer || !name) {
    return false;
  }
  return std::any_of(goal_.literals.begin(), goal_.literals.end(), [&](const Literal& literal) {
    return literal.side == Side::reader && search_.listed_names(*literal.schema).contains(*name);
  });
}

template <class Matches>
void ObjectSolver::add_universals(const Matches& matches, std::optional<std::string_view> name,
                                  std::vector<Literal>& found) {
  for (const Fact& fact : branch_.facts) {
    const ObjectKeywords& keywords = keywords_of(fact);
    bool is_known = false;
    const auto property = name ? keywords.by_name.find(*name) : keywords.by_name.end();
    if (property != keywords.by_name.end()) {
      is_known = true;
      found.push_back({property->second, true, fact.side});
    }
    for (const PatternProperty& one : keywords.pattern_properties) {
      if (!matches(*one.pattern)) continue;
      is_known = true;
      found.push_back({one.schema, true, fact.side});
    }
    if (!is_known && keywords.additional != nullptr) {
      found.push_back({keywords.additional, true, fact.side});
    }
  }
  for (const Rest& rest : branch_.rests) {
    const bool is_seen = std::any_of(
        rest.looked_at.begin(), rest.looked_at.end(), [&](const ObjectKeywords* keywords) {
          return (name && keywords->by_name.contains(*name)) ||
                 std::any_of(keywords->pattern_properties.begin(),
                             keywords->pattern_properties.end(),
                             [&](const PatternProperty& one) { return matches(*one.pattern); });
        });
    if (!is_seen) found.push_back({rest.schema, true, rest.side});
  }
  if (is_unwritten(matches, name)) found.push_back({&never(), true, Side::writer});
}

std::vector<Literal> ObjectSolver::universals(std::string_view name) {
  std::vector<Literal> found;
  add_universals([&](const Pattern& pattern) { return pattern.matches(name); }, name, found);
  return found;
}

std::vector<Literal> ObjectSolver::universals(Mask cell) {
  std::vector<Literal> found;
  // No name that is spelled out is in a cell.
  add_universals([&](const Pattern& pattern) { return (mask_of(pattern) & cell) != 0; },
                 std::nullopt, found);
  return found;
}

bool ObjectSolver::may_be_named(std::string_view name) {
  if (shape_->missing.contains(name)) return false;
  return std::all_of(branch_.facts.begin(), branch_.facts.end(), [&](const Fact& fact) {
    const Subschema* names = keywords_of(fact).property_names;
    return names == nullptr ||
           search_.fits(*names, *string_value(std::string(name))) != Validity::invalid;
  });
}

Status ObjectSolver::status_of(std::vector<Literal> literals, const std::vector<Literal>& more) {
  literals.insert(literals.end(), more.begin(), more.end());
  return search_.solve({std::move(literals)}).status;
}

bool ObjectSolver::may_be_present(std::string_view name, const std::vector<Literal>& more) {
  return may_be_named(name) && status_of(universals(name), more) != Status::none;
}

bool ObjectSolver::is_about(const Atom& demand, std::string_view name) {
  const ObjectKeywords& keywords = *demand.schema->object;
  const auto& patterns = keywords.pattern_properties;
  if (demand.breach == Breach::pattern_property) {
    return patterns[demand.index].pattern->matches(name);
  }
  if (demand.breach == Breach::additional) {
    return !keywords.by_name.contains(name) &&
           std::none_of(patterns.begin(), patterns.end(),
                        [&](const PatternProperty& one) { return one.pattern->matches(name); });
  }
  return search_.fits(*demand.inner, *string_value(std::string(name))) != Validity::valid;
}

bool ObjectSolver::is_about(const Atom& demand, Mask cell) {
  const auto& patterns = demand.schema->object->pattern_properties;
  if (demand.breach == Breach::pattern_property) {
    return (mask_of(*patterns[demand.index].pattern) & cell) != 0;
  }
  return demand.breach != Breach::additional ||
         std::none_of(patterns.begin(), patterns.end(), [&](const PatternProperty& one) {
           return (mask_of(*one.pattern) & cell) != 0;
         });
}

Outcome ObjectSolver::name_in(Mask cell, const std::vector<std::string_view>& taken,
                              const Subschema* bad_name) {
  NameCell names;
  for (std::size_t i = 0; i < shape_->patterns.size(); ++i) {
    const bool matches = (cell & (Mask{1} << i)) != 0;
    (matches ? names.matches : names.avoids).push_back(shape_->patterns[i]);
  }
  names.not_these = shape_->names;
  names.not_these.insert(names.not_these.end(), taken.begin(), taken.end());
  for (const Literal& literal : goal_.literals) {
    if (search_.policy_ != Policy::lenient || literal.side != Side::reader) continue;
    const auto& listed = search_.listed_names(*literal.schema);
    names.not_these.insert(names.not_these.end(), listed.begin(), listed.end());
  }
  Goal goal;
  for (const Fact& fact : branch_.facts) {
    const Subschema* schema = keywords_of(fact).property_names;
    if (schema != nullptr) goal.literals.push_back({schema, true, fact.side});
  }
  if (bad_name != nullptr) goal.literals.push_back({bad_name, false, Side::reader});
  goal.cell = &names;
  return search_.solve(std::move(goal));
}

bool ObjectSolver::has_option(const Atom& demand) {
  std::vector<Literal> more;
  if (demand.breach != Breach::property_names) more.push_back({demand.inner, false, demand.side});
  for (const std::string_view name : shape_->names) {
    if (!search_.spend(1)) return true;
    if (is_about(demand, name) && may_be_present(name, more)) return true;
  }
  if (!has_cells()) return true;
  const Subschema* bad = demand.breach == Breach::property_names ? demand.inner : nullptr;
  for (Mask cell = 0; cell < Mask{1} << shape_->patterns.size(); ++cell) {
    if (is_about(demand, cell) && status_of(universals(cell), more) != Status::none &&
        name_in(cell, {}, bad).status != Status::none) {
      return true;
    }
  }
  return false;
}

bool ObjectSolver::may_have(const std::vector<Atom>& atoms) {
  return std::all_of(atoms.begin(), atoms.end(), [&](const Atom& atom) {
    if (is_demand(atom)) {
      Branch trial{Kind::object, {}, {}, {}};
      trial.facts = branch_.facts;
      trial.rests = branch_.rests;
      trial.atoms = branch_.atoms;
      trial.atoms.push_back(atom);
      return ObjectSolver(search_, goal_, trial).has_option(atom);
    }
    switch (atom.breach) {
      case Breach::property: return may_be_present(atom.name, {{atom.inner, false, atom.side}});
      case Breach::present: return may_be_present(atom.name, {});
      case Breach::missing: return !shape_->required.contains(atom.name);
      case Breach::min_properties:
        return std::max(shape_->required.size(), shape_->least) <
               *atom.schema->object->min_properties;
      case Breach::max_properties:
        return !shape_->most || *shape_->most > *atom.schema->object->max_properties;
      default: return true;
    }
  });
}

bool ObjectSolver::must_have(const Atom& atom) {
  if (atom.breach == Breach::present) return shape_->required.contains(atom.name);
  if (atom.breach == Breach::missing) {
    return !shape_->required.contains(atom.name) && !may_be_present(atom.name, {});
  }
  if (atom.breach != Breach::property || !shape_->required.contains(atom.name)) return false;
  return is_plain(search_.targets_.plain(*atom.inner)) &&
         status_of(universals(atom.name), {{atom.inner, true, atom.side}}) == Status::none;
}

bool ObjectSolver::is_torn() {
  if (shape_->most && shape_->required.size() > *shape_->most) return true;
  std::size_t looked_at = 0;
  for (const std::string_view name : shape_->required) {
    if (shape_->missing.contains(name)) return true;
    std::vector<Literal> all = universals(name);
    const bool is_cheap = std::any_of(all.begin(), all.end(), [&](const Literal& one) {
      return is_plain(search_.targets_.plain(*one.schema));
    });
    if (!is_cheap || ++looked_at > 32) continue;
    if (status_of(std::move(all), {}) == Status::none) return true;
  }
  return false;
}

}  // namespace dcr::schema::search
