// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/members.hpp"
#include "core/schema/subschema.hpp"
#include "core/schema/validate.hpp"

#include <cstddef>
#include <deque>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dcr::schema {

/// Whether `value` is of one of `types`. Up to draft-04 1.0 is no integer.
[[nodiscard]] bool has_type(const yaml::Node& value, const TypeSet& types, Draft draft);

/// Holds schemas against values, yes or no.
///
/// A schema that references share is held against a value once and its verdict is kept, so the work
/// is bounded by schemas times values however the references cross. What remains dear is cut off by
/// the limits: then every answer is false and is_undecided() says why none of them counts.
class Evaluator {
 public:
  explicit Evaluator(const ValidationLimits& limits) : limits_(limits) {}

  bool is_valid(const Subschema& schema, const yaml::Node& value);

  /// Members of `object` (or items of a list) that no keyword of `schema` but `unevaluated…` has
  /// looked at: one mark for each entry or item, true where one has.
  std::vector<bool> evaluated(const Subschema& schema, const yaml::Node& value);

  /// What `reference` means here; a dynamic one depends on the resources gone through.
  [[nodiscard]] const Subschema& target(const Reference& reference) const;

  /// The name of a property as a value; the same one each time.
  const yaml::Node& name_of(const yaml::Entry& entry);
  /// Like Node::find_entry, also fast for large mappings.
  const yaml::Entry* member(const yaml::Node& object, std::string_view name) {
    return members_.find(object, name);
  }

  /// Takes `steps` off what is left; false when nothing is.
  bool spend(std::size_t steps);
  void give_up(std::string_view why);
  [[nodiscard]] bool is_undecided() const { return !why_undecided_.empty(); }
  [[nodiscard]] std::string_view why_undecided() const { return why_undecided_; }

  /// While it lives, `schema` is being held against a value: its resource is gone through.
  class Within {
   public:
    Within(Evaluator& evaluator, const Subschema& schema);
    ~Within();
    Within(const Within&) = delete;
    Within& operator=(const Within&) = delete;

   private:
    Evaluator& evaluator_;
    int scope_before_;
  };

  // One keyword or a few, for whoever asks for the reasons.
  bool fits_format(const StringKeywords& keywords, const yaml::Node& value);
  bool fits_pattern(const Pattern& pattern, std::string_view text);
  bool holds(const Values& values, const yaml::Node& value);
  /// The first item that is equal to one before it, and that one.
  std::optional<std::pair<std::size_t, std::size_t>> repeated(const yaml::Node& list);
  /// How many items fit `contains`.
  std::size_t contained(const Subschema& contains, const yaml::Node& list);

 private:
  enum class Verdict : char { open, no, yes };
  struct Key {
    const Subschema* schema;
    const yaml::Node* value;
    int scope;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };
  /// Resources gone through, outermost first, each once: a list that shares its beginnings.
  struct Scope {
    int outer;
    const Resource* resource;
  };

  bool check(const Subschema& schema, const yaml::Node& value);
  bool check_kind(const Subschema& schema, const yaml::Node& value);
  bool check_number(const NumberKeywords& keywords, const yaml::Node& value);
  bool check_string(const StringKeywords& keywords, const yaml::Node& value);
  bool check_array(const ArrayKeywords& keywords, const yaml::Node& value);
  bool check_object(const ObjectKeywords& keywords, const yaml::Node& value);
  bool check_members(const ObjectKeywords& keywords, const yaml::Node& value);
  bool check_dependents(const ObjectKeywords& keywords, const yaml::Node& value);
  bool check_logic(const LogicKeywords& keywords, const yaml::Node& value);
  bool check_unevaluated(const Subschema& schema, const yaml::Node& value);
  [[nodiscard]] int scope_with(const Resource& resource);

  void mark(const Subschema& schema, const yaml::Node& value, std::vector<bool>& marks);
  void mark_own(const Subschema& schema, const yaml::Node& value, std::vector<bool>& marks);
  void mark_members(const ObjectKeywords& keywords, const yaml::Node& value,
                    std::vector<bool>& marks);
  void mark_items(const Subschema& schema, const yaml::Node& value, std::vector<bool>& marks);
  void mark_branches(const LogicKeywords& keywords, const yaml::Node& value,
                     std::vector<bool>& marks);

  const ValidationLimits& limits_;
  std::size_t steps_ = 0;
  int depth_ = 0;
  std::string_view why_undecided_;
  std::unordered_map<Key, Verdict, KeyHash> verdicts_;
  std::vector<Scope> scopes_;
  std::unordered_map<const Resource*, std::unordered_map<int, int>> scope_ids_;
  int scope_ = -1;
  std::unordered_map<const yaml::Entry*, yaml::Node> names_;
  Members members_;
};

}  // namespace dcr::schema
