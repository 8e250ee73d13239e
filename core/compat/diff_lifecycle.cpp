// SPDX-License-Identifier: Apache-2.0
#include "core/base/steps.hpp"
#include "core/compat/diff_parts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>
#include <unordered_map>
#include <utility>

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

/// Of several of one name the first.
class ConsumersByName {
 public:
  explicit ConsumersByName(const std::vector<Consumer>& consumers) {
    for (const Consumer& consumer : consumers) all_.emplace(consumer.name, &consumer);
    count_steps(consumers.size());
  }
  [[nodiscard]] const Consumer* find(std::string_view name) const {
    const auto found = all_.find(name);
    return found == all_.end() ? nullptr : found->second;
  }

 private:
  std::unordered_map<std::string_view, const Consumer*> all_;
};

void diff_consumers(const Contract& before, const Contract& after, const Block& block,
                    std::vector<Change>& changes) {
  const auto add = [&](Change change, const std::string& name) {
    change.detail = name;
    changes.push_back(std::move(change));
  };
  const ConsumersByName old_consumers(before.consumers);
  const ConsumersByName new_consumers(after.consumers);
  for (const Consumer& was : before.consumers) {
    const Consumer* is = new_consumers.find(was.name);
    if (is == nullptr) {
      add(removed(ChangeKind::consumer_removed, "", use_text(was), was.at, block), was.name);
    } else if (use_text(was) != use_text(*is)) {
      add(changed(ChangeKind::consumer_changed, "", use_text(was), use_text(*is), was.at, is->at),
          was.name);
    }
  }
  for (const Consumer& is : after.consumers) {
    if (old_consumers.find(is.name) == nullptr) {
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
