// SPDX-License-Identifier: Apache-2.0
#include "core/base/steps.hpp"
#include "core/compat/diff_parts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr::diff_parts {
namespace {

/// What a contract says of itself, and where; no text where it says nothing.
struct Statement {
  std::string text;
  Span at;
};

Statement said(const Located<std::string>& value) { return {value.value, value.at}; }

Statement said(const std::optional<Located<Status>>& status) {
  return status ? Statement{std::string(to_string(status->value)), status->at} : Statement{};
}

Statement said(const std::optional<Located<Mode>>& mode) {
  return mode ? Statement{std::string(mode->value.text()), mode->at} : Statement{};
}

/// One change where the two differ; what is gone stood somewhere in `block`.
void compare(ChangeKind kind, std::string_view detail, const Statement& before,
             const Statement& after, const Block& block, std::vector<Change>& changes) {
  if (before.text == after.text) {
    return;
  }
  Change change = after.text.empty()
                      ? removed(kind, "", before.text, before.at, block)
                      : changed(kind, "", before.text, after.text, before.at, after.at);
  change.detail = detail;
  changes.push_back(std::move(change));
}

std::string use_text(const Consumer& consumer) {
  std::string text = consumer.contact.empty() ? "no contact" : consumer.contact;
  text += consumer.fields.empty() ? ", any field"
                                  : fmt::format(", fields [{}]", fmt::join(consumer.fields, ", "));
  return text;
}

/// Which consumer of one version is which of the other. A name may stand several times, once for
/// each use: then those that say the same belong together, and what is left one after the other.
class ConsumerPairs {
 public:
  ConsumerPairs(const std::vector<Consumer>& before, const std::vector<Consumer>& after)
      : before_(before), after_(after), partners_(before.size()), is_paired_(after.size()) {
    pair(use_text);
    pair([](const Consumer&) { return std::string(); });
    count_steps(before.size() + after.size());
  }

  /// Of the new version; null: it is gone.
  [[nodiscard]] const Consumer* partner(std::size_t old) const { return partners_[old]; }
  [[nodiscard]] bool is_new(std::size_t now) const { return !is_paired_[now]; }

 private:
  template <class Use>
  void pair(const Use& use) {
    std::map<std::pair<std::string_view, std::string>, std::vector<std::size_t>> waiting;
    for (std::size_t i = after_.size(); i-- > 0;) {
      if (!is_paired_[i]) waiting[{after_[i].name, use(after_[i])}].push_back(i);
    }
    for (std::size_t i = 0; i < before_.size(); ++i) {
      if (partners_[i] != nullptr) continue;
      const auto found = waiting.find({before_[i].name, use(before_[i])});
      if (found == waiting.end() || found->second.empty()) continue;
      partners_[i] = &after_[found->second.back()];
      is_paired_[found->second.back()] = true;
      found->second.pop_back();
    }
  }

  const std::vector<Consumer>& before_;
  const std::vector<Consumer>& after_;
  std::vector<const Consumer*> partners_;
  std::vector<bool> is_paired_;
};

void diff_consumers(const Contract& before, const Contract& after, const Block& block,
                    std::vector<Change>& changes) {
  const auto add = [&](Change change, const std::string& name) {
    change.detail = name;
    changes.push_back(std::move(change));
  };
  const ConsumerPairs pairs(before.consumers, after.consumers);
  for (std::size_t i = 0; i < before.consumers.size(); ++i) {
    const Consumer& was = before.consumers[i];
    const Consumer* is = pairs.partner(i);
    if (is == nullptr) {
      add(removed(ChangeKind::consumer_removed, "", use_text(was), was.at, block), was.name);
    } else if (use_text(was) != use_text(*is)) {
      add(changed(ChangeKind::consumer_changed, "", use_text(was), use_text(*is), was.at, is->at),
          was.name);
    }
  }
  for (std::size_t i = 0; i < after.consumers.size(); ++i) {
    const Consumer& is = after.consumers[i];
    if (pairs.is_new(i)) {
      add(changed(ChangeKind::consumer_added, "", "", use_text(is), {}, is.at), is.name);
    }
  }
}

}  // namespace

void diff_lifecycle(const Contract& before, const Contract& after, const Block& block,
                    std::vector<Change>& changes) {
  compare(ChangeKind::name_changed, "name", {before.full_name(), before.name_at},
          {after.full_name(), after.name_at}, block, changes);
  compare(ChangeKind::name_changed, "title", {before.title, before.name_at},
          {after.title, after.name_at}, block, changes);
  compare(ChangeKind::status_changed, "status", said(before.status), said(after.status), block,
          changes);
  compare(ChangeKind::deprecation_changed, "deprecation_uri", said(before.deprecation_uri),
          said(after.deprecation_uri), block, changes);
  compare(ChangeKind::deprecation_changed, "deprecation_message", said(before.deprecation_message),
          said(after.deprecation_message), block, changes);
  compare(ChangeKind::compatibility_changed, "compatibility", said(before.compatibility),
          said(after.compatibility), block, changes);
  diff_consumers(before, after, block, changes);
}

}  // namespace dcr::diff_parts
