// SPDX-License-Identifier: Apache-2.0
#include "core/compat/diff_parts.hpp"
#include "core/compat/model_sides.hpp"
#include "core/compat/model_walk.hpp"
#include "core/compat/schema_text.hpp"
#include "core/schema/identity.hpp"
#include "core/schema/policy.hpp"
#include "core/schema/schema.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

namespace dcr::diff_parts {
namespace {

using model::Judge;

/// The policy for what `writer` writes.
schema::Policy policy_for(ModelPolicy policy, const ModelSchema& writer) {
  switch (policy) {
    case ModelPolicy::strict: return schema::Policy::strict;
    case ModelPolicy::closed_writer: return schema::Policy::closed_writer;
    case ModelPolicy::lenient: return schema::Policy::lenient;
    case ModelPolicy::automatic: break;
  }
  return schema::detect_policy(*writer.schema);
}

/// A model and all it refers to, in one spelling; empty where that would be too long.
std::optional<std::string> whole_text(const ModelSchema& model) {
  auto text = schema::identity(*model.schema);
  for (const auto& [path, document] : model.references) {
    const auto more = text ? schema::identity(*document) : std::nullopt;
    if (!more) return std::nullopt;
    *text += "\n" + *more;
  }
  return text;
}

/// What describes, wherever it stands: a difference of it is content, and stops nobody.
void diff_words(const ModelSchema& before, const ModelSchema& after, std::vector<Change>& changes) {
  for (const std::string_view word : {"title", "description", "default", "examples"}) {
    const yaml::Node* was = before.schema->find(word);
    const yaml::Node* is = after.schema->find(word);
    const std::string old_text = was == nullptr ? "" : shown_text(*was);
    const std::string new_text = is == nullptr ? "" : shown_text(*is);
    if (old_text == new_text) continue;
    changes.push_back(changed(ChangeKind::other_changed, "", old_text, new_text,
                              was == nullptr ? before.schema->at : was->at,
                              is == nullptr ? after.schema->at : is->at));
    changes.back().detail = word;
  }
}

/// Differences of the two schemas, all of them.
class ModelDiff {
 public:
  ModelDiff(const ModelSchema& before, const ModelSchema& after, ModelPolicy policy)
      : before_(before),
        after_(after),
        judge_(*before.compiled, *after.compiled, policy_for(policy, before),
               policy_for(policy, after)) {}

  void run(const Block& block, std::vector<Change>& changes) {
    const Breaks stops{judge_.whole(Judge::Direction::backward).answer != schema::Answer::contained,
                       judge_.whole(Judge::Direction::forward).answer != schema::Answer::contained};
    model::Walk walk(judge_, block, changes);
    walk.compare({&before_.compiled->root(), before_.schema->at},
                 {&after_.compiled->root(), after_.schema->at}, "", stops, 0);
    // Whatever the walk could not find, the answer of the whole stands.
    add_rest(stops.backward, &Breaks::backward, changes);
    add_rest(stops.forward, &Breaks::forward, changes);
    for (Change& change : changes) {
      if (!change.breaks) continue;
      change.before_pointer = before_.pointer + change.before_pointer;
      change.after_pointer = after_.pointer + change.after_pointer;
    }
  }

 private:
  void add_rest(bool stops, bool Breaks::*direction, std::vector<Change>& changes) {
    const bool told = std::ranges::any_of(changes, [&](const Change& change) {
      return change.breaks && (*change.breaks).*direction;
    });
    if (!stops || told) return;
    Change change =
        changed(ChangeKind::model_undecidable, "", "", "", before_.schema->at, after_.schema->at);
    change.detail = "schema";
    change.breaks = Breaks{};
    (*change.breaks).*direction = true;
    changes.push_back(std::move(change));
  }

  const ModelSchema& before_;
  const ModelSchema& after_;
  Judge judge_;
};

}  // namespace

void diff_model(const ModelSchema& before, const ModelSchema& after, ModelPolicy policy,
                const Block& block, std::vector<Change>& changes) {
  const auto was = whole_text(before);
  const auto is = whole_text(after);
  if ((was && is && *was == *is) || !before.compiled || !after.compiled) return;
  std::vector<Change> found;
  diff_words(before, after, found);
  const auto& own = before.policy ? before.policy : after.policy;
  ModelDiff(before, after, own ? own->value : policy).run(block, found);
  if (found.empty()) {
    // Words of some part, or another spelling of the same: content all the same.
    found.push_back(
        changed(ChangeKind::other_changed, "", "", "", before.schema->at, after.schema->at));
    found.back().detail = "schema";
  }
  std::ranges::move(found, std::back_inserter(changes));
}

}  // namespace dcr::diff_parts
