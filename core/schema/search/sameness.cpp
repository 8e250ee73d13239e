// SPDX-License-Identifier: Apache-2.0
#include "core/schema/search/sameness.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <unordered_set>

namespace dcr::schema::search {

namespace {

constexpr std::size_t deepest = 800;
constexpr std::size_t deepest_few = 40;
constexpr std::size_t few = 1'000;  // pairs that a representative may cost

void mix(std::uint64_t& digest, std::uint64_t value) {
  digest ^= value + 0x9E3779B97F4A7C15ULL + (digest << 6U) + (digest >> 2U);
}

std::uint64_t hash_of(const std::string& text) { return std::hash<std::string>()(text); }

template <class T>
bool both_or_none(const T& a, const T& b) {
  return (a == nullptr) == (b == nullptr);
}

bool same_values(const std::unique_ptr<Values>& a, const std::unique_ptr<Values>& b) {
  return both_or_none(a, b) && (a == nullptr || a->identities == b->identities);
}

bool same_numbers(const std::unique_ptr<NumberKeywords>& a,
                  const std::unique_ptr<NumberKeywords>& b) {
  static const NumberKeywords none;
  const NumberKeywords& x = a ? *a : none;
  const NumberKeywords& y = b ? *b : none;
  return x.minimum == y.minimum && x.exclusive_minimum == y.exclusive_minimum &&
         x.maximum == y.maximum && x.exclusive_maximum == y.exclusive_maximum &&
         x.multiple_of == y.multiple_of;
}

bool same_strings(const std::unique_ptr<StringKeywords>& a,
                  const std::unique_ptr<StringKeywords>& b) {
  static const StringKeywords none;
  const StringKeywords& x = a ? *a : none;
  const StringKeywords& y = b ? *b : none;
  const auto pattern = [](const StringKeywords& one) {
    return one.pattern ? one.pattern->source() : std::string();
  };
  return x.min_length.value_or(0) == y.min_length.value_or(0) && x.max_length == y.max_length &&
         pattern(x) == pattern(y) && x.format == y.format && x.asserts_format == y.asserts_format;
}

using Pairs = std::vector<std::pair<const Subschema*, const Subschema*>>;

/// Adds what must be the same in turn; false when one is there and the other is not.
bool pair_up(const Subschema* a, const Subschema* b, Pairs& pairs) {
  if (a != nullptr && b != nullptr) pairs.emplace_back(a, b);
  return both_or_none(a, b);
}

bool pair_up(const std::vector<const Subschema*>& a, const std::vector<const Subschema*>& b,
             Pairs& pairs) {
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) pairs.emplace_back(a[i], b[i]);
  return a.size() == b.size();
}

bool pair_up(const ArrayKeywords& a, const ArrayKeywords& b, Draft draft_a, Draft draft_b,
             Pairs& pairs) {
  const auto counts = [](const ArrayKeywords& one) {
    return std::tuple(one.min_contains.value_or(1), one.max_contains, one.min_items.value_or(0),
                      one.max_items, one.unique);
  };
  // What `contains` leaves to `unevaluatedItems` differs.
  const bool same_rules = a.unevaluated == nullptr || draft_a == draft_b;
  return same_rules && counts(a) == counts(b) && pair_up(a.prefix, b.prefix, pairs) &&
         pair_up(a.items, b.items, pairs) && pair_up(a.contains, b.contains, pairs) &&
         pair_up(a.unevaluated, b.unevaluated, pairs);
}

bool same_dependents(const ObjectKeywords& a, const ObjectKeywords& b) {
  const auto all = [](const ObjectKeywords& one) {
    std::set<std::pair<std::string, std::string>> found;
    for (const DependentRequired& dependent : one.dependent_required) {
      for (const std::string& name : dependent.required) found.emplace(dependent.name, name);
    }
    return found;
  };
  const std::set<std::string> required_a(a.required.begin(), a.required.end());
  const std::set<std::string> required_b(b.required.begin(), b.required.end());
  return required_a == required_b && all(a) == all(b) &&
         a.min_properties.value_or(0) == b.min_properties.value_or(0) &&
         a.max_properties == b.max_properties;
}

bool pair_up(const ObjectKeywords& a, const ObjectKeywords& b, Pairs& pairs) {
  if (!same_dependents(a, b) || a.by_name.size() != b.by_name.size() ||
      a.pattern_properties.size() != b.pattern_properties.size() ||
      a.dependent_schemas.size() != b.dependent_schemas.size()) {
    return false;
  }
  for (const auto& [name, schema] : a.by_name) {
    const auto other = b.by_name.find(name);
    if (other == b.by_name.end()) return false;
    pairs.emplace_back(schema, other->second);
  }
  for (std::size_t i = 0; i < a.pattern_properties.size(); ++i) {
    if (a.pattern_properties[i].pattern->source() != b.pattern_properties[i].pattern->source()) {
      return false;
    }
    pairs.emplace_back(a.pattern_properties[i].schema, b.pattern_properties[i].schema);
  }
  for (std::size_t i = 0; i < a.dependent_schemas.size(); ++i) {
    if (a.dependent_schemas[i].name != b.dependent_schemas[i].name) return false;
    pairs.emplace_back(a.dependent_schemas[i].schema, b.dependent_schemas[i].schema);
  }
  return pair_up(a.additional, b.additional, pairs) &&
         pair_up(a.property_names, b.property_names, pairs) &&
         pair_up(a.unevaluated, b.unevaluated, pairs);
}

bool pair_up(const LogicKeywords& a, const LogicKeywords& b, Pairs& pairs) {
  return pair_up(a.all_of, b.all_of, pairs) && pair_up(a.any_of, b.any_of, pairs) &&
         pair_up(a.one_of, b.one_of, pairs) && pair_up(a.negated, b.negated, pairs) &&
         pair_up(a.condition, b.condition, pairs) && pair_up(a.consequence, b.consequence, pairs) &&
         pair_up(a.alternative, b.alternative, pairs);
}

bool is_bare(const Subschema& schema) {
  return !schema.always && !schema.types && !schema.enumeration && !schema.constant &&
         !schema.number && !schema.string && !schema.array && !schema.object;
}

}  // namespace

std::vector<const Subschema*> neighbours(const Subschema& schema) {
  std::vector<const Subschema*> found;
  const auto add = [&](const Subschema* one) {
    if (one != nullptr) found.push_back(one);
  };
  const auto add_all = [&](const std::vector<const Subschema*>& all) {
    found.insert(found.end(), all.begin(), all.end());
  };
  for (const Reference& reference : schema.references) add(reference.target);
  if (schema.logic) {
    const LogicKeywords& logic = *schema.logic;
    for (const auto* list : {&logic.all_of, &logic.any_of, &logic.one_of}) add_all(*list);
    for (const Subschema* one :
         {logic.negated, logic.condition, logic.consequence, logic.alternative}) {
      add(one);
    }
  }
  if (schema.array) {
    add_all(schema.array->prefix);
    for (const Subschema* one :
         {schema.array->items, schema.array->contains, schema.array->unevaluated}) {
      add(one);
    }
  }
  if (schema.object) {
    const ObjectKeywords& object = *schema.object;
    for (const Property& one : object.properties) add(one.schema);
    for (const PatternProperty& one : object.pattern_properties) add(one.schema);
    for (const Property& one : object.dependent_schemas) add(one.schema);
    for (const Subschema* one : {object.additional, object.property_names, object.unevaluated}) {
      add(one);
    }
  }
  return found;
}

Targets::Targets(const Subschema& writer, const Subschema& reader) {
  gather(writer);
  gather(reader);
}

/// Only schemas with references that depend on the way are walked.
void Targets::gather(const Subschema& root) {
  if (!root.resource->is_dynamic) return;
  std::unordered_set<const Subschema*> seen{&root};
  std::set<const Resource*> resources;
  std::vector<const Subschema*> open{&root};
  while (!open.empty()) {
    const Subschema& here = *open.back();
    open.pop_back();
    resources.insert(here.resource);
    for (const Subschema* next : neighbours(here)) {
      if (seen.insert(next).second) open.push_back(next);
    }
  }
  std::map<std::string, int> anchors;
  int recursive = 0;
  for (const Resource* resource : resources) {
    for (const auto& [name, schema] : resource->dynamic_anchors) ++anchors[name];
    if (resource->recursive_anchor) ++recursive;
  }
  for (const auto& [name, count] : anchors) anchors_[name] = std::max(anchors_[name], count);
  recursive_ = std::max(recursive_, recursive);
}

const Subschema* Targets::of(const Reference& reference) const {
  switch (reference.kind) {
    case ReferenceKind::fixed: return reference.target;
    case ReferenceKind::recursive: return recursive_ <= 1 ? reference.target : nullptr;
    case ReferenceKind::dynamic: break;
  }
  const auto found = anchors_.find(reference.anchor);
  return found != anchors_.end() && found->second > 1 ? nullptr : reference.target;
}

const Subschema& Targets::plain(const Subschema& schema) const {
  const Subschema* here = &schema;
  while (is_bare(*here)) {
    const Subschema* next = nullptr;
    if (here->references.size() == 1 && !here->logic) {
      next = of(here->references.front());
    } else if (here->references.empty() && here->logic && here->logic->all_of.size() == 1 &&
               here->logic->any_of.empty() && here->logic->one_of.empty() &&
               here->logic->negated == nullptr && here->logic->condition == nullptr) {
      next = here->logic->all_of.front();
    }
    if (next == nullptr) break;
    here = next;
  }
  return *here;
}

bool Sameness::same(const Subschema& a, const Subschema& b, std::size_t most_work) {
  const Subschema& plain_a = targets_.plain(a);
  const Subschema& plain_b = targets_.plain(b);
  constexpr std::size_t depth = 1;
  if (&plain_a != &plain_b && digest(plain_a, depth) != digest(plain_b, depth)) return false;
  // To empty one that is empty costs as much as it once held.
  if (!assumed_.empty()) assumed_.clear();
  work_left_ = most_work;
  is_thorough_ = most_work > few;
  const bool found = compare(a, b).same;
  work_ += 1 + most_work - work_left_;
  if (found) {
    for (const Pair& pair : assumed_) known_.emplace(pair, true);
  }
  return found;
}

bool Sameness::same_throughout(const Subschema& a, const Subschema& b) {
  std::unordered_set<Pair, PairHash> seen;
  std::vector<Pair> open{{&a, &b}};
  while (!open.empty()) {
    const auto [outer_a, outer_b] = open.back();
    open.pop_back();
    const Pair pair{&targets_.plain(*outer_a), &targets_.plain(*outer_b)};
    if (!seen.insert(pair).second) continue;
    if (!add_children(*pair.first, *pair.second, open)) return false;
  }
  for (const Pair& pair : seen) known_.emplace(pair, true);
  return true;
}

const Subschema& Sameness::representative(const Subschema& schema, std::size_t side) {
  constexpr std::size_t most = 3;
  Representatives& all = representatives_[side];
  const auto [known, is_new] = all.known.try_emplace(&schema, &schema);
  if (!is_new) return *known->second;
  std::vector<const Subschema*>& candidates = all.by_digest[digest(schema, 1)];
  for (const Subschema* one : candidates) {
    if (same(*one, schema, few)) return *(all.known[&schema] = one);
  }
  if (candidates.size() < most) candidates.push_back(&schema);
  return schema;
}

std::uint64_t Sameness::digest(const Subschema& outer, std::size_t depth) {
  const Subschema& schema = targets_.plain(outer);
  const auto known = digests_[depth].find(&schema);
  if (known != digests_[depth].end()) return known->second;
  std::uint64_t found = schema.always ? (*schema.always ? 1U : 2U) : 3U;
  for (const Type type : {Type::null, Type::boolean, Type::integer, Type::number, Type::string,
                          Type::array, Type::object}) {
    mix(found, schema.types && schema.types->has(type) ? 1 : 0);
  }
  if (schema.object) {
    std::uint64_t names = 0;  // in any order
    for (const Property& property : schema.object->properties) {
      std::uint64_t one = hash_of(property.name);
      if (depth > 0) mix(one, digest(*property.schema, depth - 1));
      names += one;
    }
    mix(found, names);
  }
  for (const auto* values : {&schema.enumeration, &schema.constant}) {
    std::uint64_t members = 0;
    if (*values) {
      for (const std::string& identity : (*values)->identities) members += hash_of(identity);
    }
    mix(found, members);
  }
  if (schema.number) {
    const NumberKeywords& number = *schema.number;
    for (const auto* one : {&number.minimum, &number.maximum, &number.exclusive_minimum,
                            &number.exclusive_maximum, &number.multiple_of}) {
      mix(found, *one ? hash_of((*one)->canonical()) : 0);
    }
  }
  if (schema.string) {
    mix(found, schema.string->min_length.value_or(0));
    mix(found, schema.string->max_length.value_or(0));
    mix(found, schema.string->pattern ? hash_of(schema.string->pattern->source()) : 0);
  }
  if (schema.array && schema.array->items != nullptr && depth > 0) {
    mix(found, digest(*schema.array->items, depth - 1));
  }
  digests_[depth].emplace(&schema, found);
  return found;
}

Sameness::Verdict Sameness::compare(const Subschema& outer_a, const Subschema& outer_b) {
  const Subschema& a = targets_.plain(outer_a);
  const Subschema& b = targets_.plain(outer_b);
  const std::size_t none = static_cast<std::size_t>(-1);
  if (&a == &b && !a.resource->is_dynamic) return {true, none};
  const Pair pair{&a, &b};
  const auto known = known_.find(pair);
  if (known != known_.end()) return {known->second, none};
  const auto open = open_.find(pair);
  if (open != open_.end()) return {true, open->second};
  if (assumed_.contains(pair)) return {true, 0};
  // Too deep or too much: not known to be the same.
  if (open_.size() > (is_thorough_ ? deepest : deepest_few) || work_left_ == 0) {
    if (!is_thorough_) work_left_ = 0;
    return {false, none};
  }
  --work_left_;
  const std::size_t here = open_.size();
  open_.emplace(pair, here);
  Verdict verdict = compare_parts(a, b);
  open_.erase(pair);
  if (verdict.leans_on >= here) verdict.leans_on = none;
  if (verdict.same && verdict.leans_on != none) {
    assumed_.insert(pair);
  } else if (verdict.same || work_left_ > 0 || is_thorough_) {
    known_.emplace(pair, verdict.same);
  }
  return verdict;
}

Sameness::Verdict Sameness::compare_parts(const Subschema& a, const Subschema& b) {
  const std::size_t none = static_cast<std::size_t>(-1);
  Pairs children;
  if (!add_children(a, b, children)) return {false, none};
  Verdict all{true, none};
  for (const auto& [x, y] : children) {
    const Verdict one = compare(*x, *y);
    if (!one.same) return {false, none};
    all.leans_on = std::min(all.leans_on, one.leans_on);
  }
  return all;
}

bool Sameness::add_children(const Subschema& a, const Subschema& b,
                            std::vector<Pair>& children) const {
  static const ArrayKeywords no_array;
  static const ObjectKeywords no_object;
  static const LogicKeywords no_logic;
  // Up to draft-04 1.0 is no integer.
  const bool same_integers = (a.draft() == Draft::draft4) == (b.draft() == Draft::draft4);
  if (a.always != b.always || a.types != b.types || (a.types && !same_integers) ||
      !same_values(a.enumeration, b.enumeration) || !same_values(a.constant, b.constant) ||
      !same_numbers(a.number, b.number) || !same_strings(a.string, b.string) ||
      a.references.size() != b.references.size()) {
    return false;
  }
  for (std::size_t i = 0; i < a.references.size(); ++i) {
    const Subschema* x = targets_.of(a.references[i]);
    const Subschema* y = targets_.of(b.references[i]);
    if (x == nullptr || y == nullptr) return false;
    children.emplace_back(x, y);
  }
  return pair_up(a.array ? *a.array : no_array, b.array ? *b.array : no_array, a.draft(), b.draft(),
                 children) &&
         pair_up(a.object ? *a.object : no_object, b.object ? *b.object : no_object, children) &&
         pair_up(a.logic ? *a.logic : no_logic, b.logic ? *b.logic : no_logic, children);
}

}  // namespace dcr::schema::search
