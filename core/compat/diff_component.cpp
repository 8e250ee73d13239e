// SPDX-License-Identifier: Apache-2.0
#include "core/base/steps.hpp"
#include "core/compat/diff_parts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace dcr::diff_parts {
namespace {

/// The name a requirement begins with, in its one spelling.
///
/// Source: PEP 508 and the normal form of PEP 503.
std::string package_name(std::string_view requirement) {
  std::string name;
  for (const char c : requirement) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    const bool joint = c == '-' || c == '_' || c == '.';
    if (!letter && !joint) break;
    if (joint && name.ends_with('-')) continue;
    name += joint ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return name;
}

std::string without_blanks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '\t') out += c;
  }
  return out;
}

std::unordered_set<std::string_view> set_of(const LocatedNames& names) {
  std::unordered_set<std::string_view> all;
  for (const auto& name : names) all.insert(*name);
  count_steps(names.size());
  return all;
}

/// What a list of names reports where one came or went.
struct Kinds {
  ChangeKind removed;
  ChangeKind added;
};

/// `after_at` is where the new list stands: what is gone from it cannot be pointed at.
void diff_names(const LocatedNames& before, const LocatedNames& after, Kinds kinds, Span after_at,
                const Block& block, std::vector<Change>& changes) {
  const Block list{after_at.known() ? after_at : block.at, block.first_line, block.last_line};
  const auto old_names = set_of(before);
  const auto new_names = set_of(after);
  for (const auto& name : before) {
    if (!new_names.contains(*name)) {
      changes.push_back(removed(kinds.removed, *name, *name, name.at, list));
    }
  }
  for (const auto& name : after) {
    if (!old_names.contains(*name)) {
      changes.push_back(changed(kinds.added, *name, "", *name, {}, name.at));
    }
  }
}

/// Packages by name, of several of one name the first.
using Packages = std::unordered_map<std::string, const Located<std::string>*>;

Packages by_name(const LocatedNames& packages) {
  Packages all;
  for (const auto& package : packages) all.emplace(package_name(*package), &package);
  count_steps(packages.size());
  return all;
}

void diff_packages(const Component& before, const Component& after, std::vector<Change>& changes) {
  const auto add = [&](ChangeKind kind, const std::string& name, const Located<std::string>* was,
                       const Located<std::string>* is) {
    Change change =
        changed(kind, name, was == nullptr ? "" : **was, is == nullptr ? "" : **is,
                was == nullptr ? Span{} : was->at, is == nullptr ? after.places.packages : is->at);
    change.detail = "package '" + name + "'";
    changes.push_back(std::move(change));
  };
  const Packages old_packages = by_name(before.packages);
  const Packages new_packages = by_name(after.packages);
  for (const auto& package : before.packages) {
    const std::string name = package_name(*package);
    const auto found = new_packages.find(name);
    const Located<std::string>* now = found == new_packages.end() ? nullptr : found->second;
    if (now == nullptr || without_blanks(**now) != without_blanks(*package)) {
      add(ChangeKind::dependency_changed, name, &package, now);
    }
  }
  for (const auto& package : after.packages) {
    const std::string name = package_name(*package);
    if (!old_packages.contains(name)) {
      add(ChangeKind::dependency_added, name, nullptr, &package);
    }
  }
}

/// `3.10` as {3, 10}; empty where it is no plain release.
std::vector<int> release_of(std::string_view text) {
  std::vector<int> parts;
  while (true) {
    int value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{}) return {};
    parts.push_back(value);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.empty()) break;
    if (text.front() != '.') return {};
    text.remove_prefix(1);
  }
  while (parts.size() > 1 && parts.back() == 0) parts.pop_back();
  return parts;
}

/// What a `python_version` asks for: the lowest release of `>=`, and every other clause.
struct PythonClauses {
  std::vector<int> lowest;
  std::vector<std::string> others;
};

PythonClauses clauses_of(const std::string& specifier) {
  PythonClauses out;
  const std::string text = without_blanks(specifier);
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto comma = std::min(rest.find(','), rest.size());
    const std::string_view clause = rest.substr(0, comma);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    const std::vector<int> release =
        clause.starts_with(">=") ? release_of(clause.substr(2)) : std::vector<int>{};
    if (release.empty()) {
      out.others.emplace_back(clause);
    } else {
      out.lowest = std::max(out.lowest, release);
    }
  }
  return out;
}

/// Whether a Python that was enough may not be any more. What cannot be compared may.
bool asks_for_more(const std::string& before, const std::string& after) {
  const PythonClauses was = clauses_of(before);
  const PythonClauses is = clauses_of(after);
  const bool new_clause = std::ranges::any_of(is.others, [&](const std::string& clause) {
    return std::ranges::find(was.others, clause) == was.others.end();
  });
  return new_clause || is.lowest > was.lowest;
}

void diff_python(const Component& before, const Component& after, std::vector<Change>& changes) {
  const auto& was = before.python_version;
  const auto& is = after.python_version;
  if (without_blanks(*was) == without_blanks(*is)) return;
  const bool more = asks_for_more(*was, *is);
  Change change = changed(more ? ChangeKind::python_version_raised : ChangeKind::dependency_changed,
                          "python_version", *was, *is, was.at,
                          is.at.known() ? is.at : after.places.python_version);
  change.detail = "python_version";
  changes.push_back(std::move(change));
}

/// What runs: another module or program behind the same interface is content, and no more.
void diff_program(const Component& before, const Component& after, std::vector<Change>& changes) {
  const auto text = [](const Component& mod) {
    std::vector<std::string_view> words;
    for (const auto& word : mod.command) words.emplace_back(*word);
    return words.empty() ? *mod.module_path : fmt::format("{}", fmt::join(words, " "));
  };
  const auto place = [](const Component& mod) {
    if (!mod.command.empty()) return mod.command.front().at;
    return mod.module_path.at.known() ? mod.module_path.at : mod.name.at;
  };
  if (text(before) == text(after)) return;
  Change change = changed(ChangeKind::other_changed, "", text(before), text(after), place(before),
                          place(after));
  change.detail = after.command.empty() ? "module_path" : "command";
  changes.push_back(std::move(change));
}

}  // namespace

void diff_component(const Component& before, const Component& after, const Block& block,
                    std::vector<Change>& changes) {
  diff_program(before, after, changes);
  diff_parameters(before, after, block, changes);
  const ComponentPlaces& at = after.places;
  diff_names(before.input_ports, after.input_ports,
             {ChangeKind::input_port_removed, ChangeKind::input_port_added}, at.input_ports, block,
             changes);
  diff_names(before.output_ports, after.output_ports,
             {ChangeKind::output_port_removed, ChangeKind::output_port_added}, at.output_ports,
             block, changes);
  diff_names(before.globals_produced, after.globals_produced,
             {ChangeKind::global_produced_removed, ChangeKind::global_produced_added},
             at.globals_produced, block, changes);
  diff_names(before.globals_consumed, after.globals_consumed,
             {ChangeKind::global_consumed_removed, ChangeKind::global_consumed_added},
             at.globals_consumed, block, changes);
  diff_packages(before, after, changes);
  diff_python(before, after, changes);
}

}  // namespace dcr::diff_parts
