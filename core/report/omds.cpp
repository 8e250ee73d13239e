// SPDX-License-Identifier: Apache-2.0
#include "core/report/omds.hpp"

#include "core/base/bug.hpp"
#include "core/base/text.hpp"
#include "core/report/omds_paths.hpp"
#include "core/semver/version.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace dcr::report {

namespace {

enum class Type { add, remove, change };

/// What a rule says in the words of the draft.
struct Word {
  std::string_view rule;
  Type type;
  std::string_view section;
  std::string_view field;
};

constexpr auto words = std::to_array<Word>({
    {"object_removed", Type::remove, "schema", "schema"},
    {"object_added", Type::add, "schema", "schema"},
    {"primary_key_changed", Type::change, "schema", "primaryKey"},
    {"field_removed", Type::remove, "schema", "properties"},
    {"field_added", Type::add, "schema", "properties"},
    {"field_renamed", Type::change, "schema", "name"},
    {"field_type_changed", Type::change, "schema", "logicalType"},
    {"field_type_narrowed", Type::change, "schema", "logicalType"},
    {"field_type_widened", Type::change, "schema", "logicalType"},
    {"field_required_added", Type::change, "schema", "required"},
    {"field_required_removed", Type::change, "schema", "required"},
    {"field_backfill_needed", Type::add, "schema", "properties"},
    {"field_deprecated", Type::change, "schema", "deprecated"},
    {"field_undeprecated", Type::change, "schema", "deprecated"},
    {"field_description_changed", Type::change, "schema", "description"},
    {"field_enum_shrunk", Type::change, "schema", "enum"},
    {"field_enum_grown", Type::change, "schema", "enum"},
    {"field_enum_added", Type::add, "schema", "enum"},
    {"field_enum_removed", Type::remove, "schema", "enum"},
    {"field_constraint_tightened", Type::change, "schema", "logicalTypeOptions"},
    {"field_constraint_loosened", Type::change, "schema", "logicalTypeOptions"},
    {"field_unique_added", Type::change, "schema", "unique"},
    {"field_unique_removed", Type::change, "schema", "unique"},
    {"field_unit_changed", Type::change, "schema", "unit"},
    {"field_classification_raised", Type::change, "schema", "classification"},
    {"field_classification_lowered", Type::change, "schema", "classification"},
    {"quality_removed", Type::remove, "schema", "quality"},
    {"quality_loosened", Type::change, "schema", "quality"},
    {"quality_added", Type::add, "schema", "quality"},
    {"quality_tightened", Type::change, "schema", "quality"},
    {"freshness_sla_loosened", Type::change, "slaProperties", "value"},
    {"freshness_sla_removed", Type::remove, "slaProperties", "slaProperties"},
    {"freshness_sla_tightened", Type::change, "slaProperties", "value"},
    {"sla_loosened", Type::change, "slaProperties", "value"},
    {"sla_removed", Type::remove, "slaProperties", "slaProperties"},
    {"sla_tightened", Type::change, "slaProperties", "value"},
    {"owner_changed", Type::change, "team", "team"},
    {"status_changed", Type::change, "status", "status"},
    {"deprecation_changed", Type::change, "status", "deprecation"},
    {"contract_renamed", Type::change, "name", "name"},
    {"consumers_changed", Type::change, "consumers", "consumers"},
    {"compatibility_changed", Type::change, "compatibility", "compatibility"},
});

/// Rules about a document or its version by itself, and one that states a difference once more.
constexpr auto no_differences = std::to_array<std::string_view>(
    {"contract_invalid", "duplicate_contract", "owner_missing", "base_invalid", "contract_removed",
     "version_not_increasing", "version_bump_too_small", "version_taken", "policy_weakened",
     "acceptance_expired", "acceptance_unused", "bump_without_change", "status_transition_invalid",
     "field_removed_undeprecated"});

bool is_difference(const Issue& issue) {
  return std::ranges::find(no_differences, issue.rule) == no_differences.end();
}

struct Difference {
  Type type = Type::change;
  std::string section;
  std::string field;
  std::string path;
  std::string before;
  std::string after;
  std::string message;
  Bump impact = Bump::patch;
};

/// A text in double quotes, which YAML reads as JSON does.
std::string in_quotes(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string_view type_word(Type type) {
  switch (type) {
    case Type::add: return "ADD";
    case Type::remove: return "REMOVE";
    case Type::change: return "CHANGE";
  }
  unreachable();
}

std::string_view impact_word(Bump impact) {
  switch (impact) {
    case Bump::major: return "MAJOR";
    case Bump::minor: return "MINOR";
    case Bump::patch:
    case Bump::none: return "PATCH";
  }
  unreachable();
}

/// Empty where the versions were compared for another command.
const DiffDetails& details_of(const ContractVerdict& contract) {
  static const DiffDetails none;
  return contract.diff ? *contract.diff : none;
}

/// What came or went has one value; all else both.
Type type_of(Type stated, const Issue& issue) {
  if (stated != Type::change || issue.before.empty() == issue.after.empty()) return stated;
  return issue.before.empty() ? Type::add : Type::remove;
}

/// `metadata 'schema.orders.tags'`: a key of the contract, or one of its schema.
void place_key(const ContractVerdict& contract, const Issue& issue, Difference& out) {
  std::vector<std::string> names = path_names(issue.detail);
  if (issue.rule == "metadata_changed" && contract.format == Format::dcr) {
    names.insert(names.begin(), "metadata");
  }
  const bool of_field = !issue.field.empty();
  if (of_field) out.path = field_pointer(issue.field, details_of(contract).objects);
  for (const std::string& name : names) out.path += "/" + printable(name);
  out.section = of_field ? "schema" : names.empty() ? "metadata" : printable(names.front());
  out.field = names.empty() ? out.section : printable(names.back());
}

/// `max_length` as ODCS has it.
std::string odcs_option(std::string_view constraint) {
  std::string out;
  for (const char c : constraint) {
    const bool begins = out.ends_with('_');
    if (begins) out.pop_back();
    out += begins && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return out;
}

void place_in_schema(const ContractVerdict& contract, const Issue& issue, Difference& out) {
  const bool gone = issue.removed_thing || issue.rule == "object_removed";
  const DiffDetails& details = details_of(contract);
  const std::vector<std::string>& objects = gone ? details.previous_objects : details.objects;
  if (out.field == "schema") {
    out.path = "/schema" + selector("name", gone ? issue.before : issue.after);
    return;
  }
  out.path = field_pointer(issue.field, objects);
  if (out.field == "properties") return;
  out.path += "/" + out.field;
  if (out.field == "quality") out.path += selector("name", issue.detail);
  if (out.field == "logicalTypeOptions") {
    out.field = odcs_option(issue.detail);
    out.path += "/" + out.field;
  }
}

void place_of_model(const Issue& issue, Difference& out) {
  const std::string& pointer = issue.removed_thing ? issue.previous_pointer : issue.pointer;
  out.section = "schema";
  out.path = "/schema" + pointer;
  out.field = printable(out.path.substr(out.path.rfind('/') + 1));
}

Difference difference_of(const ContractVerdict& contract, const Issue& issue) {
  Difference out;
  out.message = issue.message;
  out.impact = std::max(issue.bump, Bump::patch);
  out.before = issue.before;
  out.after = issue.after;
  const auto word = std::ranges::find(words, issue.rule, &Word::rule);
  if (issue.rule == "metadata_changed") {
    for (std::string* value : {&out.before, &out.after}) {
      if (*value == "nothing") value->clear();
    }
  }
  if (issue.is_of_schema) {
    out.type = issue.removed_thing ? Type::remove : type_of(Type::change, issue);
    place_of_model(issue, out);
  } else if (word != words.end()) {
    out.section = word->section;
    out.field = word->field;
    out.type = word->section == "schema" ? word->type : type_of(word->type, issue);
    if (word->section == "slaProperties") {
      out.path = level_pointer(issue.detail.empty() ? "freshness" : issue.detail);
      if (out.type == Type::change) out.path += "/value";
      if (out.type == Type::add) out.field = "slaProperties";
    } else if (word->section == "schema") {
      place_in_schema(contract, issue, out);
    } else {
      out.path = fmt::format("/{}", word->field);
    }
  } else if (contract.kind == ContractKind::mod) {
    out.type = issue.removed_thing ? Type::remove : type_of(Type::change, issue);
    out.section = issue.rule.substr(0, issue.rule.rfind('_'));
    out.field = issue.field.empty() ? out.section : printable(issue.field);
    out.path = fmt::format("/{}{}", out.section, selector("name", out.field));
  } else {
    place_key(contract, issue, out);
    const bool came = out.before.empty() && !out.after.empty();
    const bool went = out.after.empty() && !out.before.empty();
    out.type = came ? Type::add : went ? Type::remove : Type::change;
  }
  return out;
}

class DifferenceList {
 public:
  /// One thing that came is one difference, whatever else its coming asks for.
  void add(Difference difference) {
    auto same = came_.find(difference.path);
    constexpr std::string_view required = "/required";
    if (same == came_.end() && difference.field == "required" && difference.before.empty() &&
        difference.path.ends_with(required)) {
      same = came_.find(difference.path.substr(0, difference.path.size() - required.size()));
    }
    if (same == came_.end()) {
      const bool came = difference.type == Type::add && difference.field == "properties";
      if (came) came_.emplace(difference.path, all_.size());
      all_.push_back(std::move(difference));
      return;
    }
    Difference& other = all_[same->second];
    other.message += "; " + difference.message;
    other.impact = std::max(other.impact, difference.impact);
  }

  [[nodiscard]] std::vector<Difference> take() { return std::move(all_); }

 private:
  std::vector<Difference> all_;
  std::unordered_map<std::string, std::size_t> came_;  // by path
};

std::vector<Difference> differences_of(const ContractVerdict& contract) {
  std::vector<const Issue*> issues;
  for (const Issue& issue : contract.issues) {
    if (is_difference(issue)) issues.push_back(&issue);
  }
  // What came stands before what its coming asks for.
  std::stable_partition(issues.begin(), issues.end(),
                        [](const Issue* issue) { return issue->rule == "field_added"; });
  DifferenceList list;
  for (const Issue* issue : issues) list.add(difference_of(contract, *issue));
  std::vector<Difference> out = list.take();
  std::ranges::stable_sort(out, {}, &Difference::path);
  return out;
}

bool is_tree(const Side& side) {
  return side.kind == "commit" || side.kind == "worktree" || side.kind == "index" ||
         side.kind == "none";
}

bool has_document(const Comparison& comparison, const ContractVerdict& contract) {
  const bool both = contract.change != Change::added && contract.change != Change::removed;
  return both && (contract.change != Change::unchanged || !is_tree(comparison.head));
}

std::string_view kind_word(ContractKind kind) {
  switch (kind) {
    case ContractKind::contract: return "DataContract";
    case ContractKind::model: return "Model";
    case ContractKind::mod: return "Mod";
  }
  unreachable();
}

/// Source: the draft: the highest impact raises the version of the first document.
std::string suggested(const ContractVerdict& contract, const std::vector<Difference>& all) {
  const auto before = Version::parse_loose(contract.previous_version);
  if (!before || all.empty()) return {};
  return raised(*before, std::ranges::max(all, {}, &Difference::impact).impact).text();
}

std::string entry(const Difference& difference) {
  std::string out = fmt::format("- type: {}\n  section: {}\n  field: {}\n  path: {}\n",
                                type_word(difference.type), in_quotes(difference.section),
                                in_quotes(difference.field), in_quotes(difference.path));
  const auto value = [&](const char* key, const std::string& text) {
    out += fmt::format("  {}: {}\n", key, text.empty() ? "null" : in_quotes(text));
  };
  if (difference.type != Type::add) value("value1", difference.before);
  if (difference.type != Type::remove) value("value2", difference.after);
  return out + fmt::format("  message: {}\n  impactLevel: {}\n", in_quotes(difference.message),
                           impact_word(difference.impact));
}

std::string document(const ContractVerdict& contract) {
  const std::vector<Difference> all = differences_of(contract);
  const auto times = [&](Bump bump) { return std::ranges::count(all, bump, &Difference::impact); };
  const std::string& first = details_of(contract).previous_dataset_id;
  std::string out = fmt::format(
      "apiVersion: v1.0.0\nkind: MetadataDifference\nsourceKind: {}\n"
      "source1:\n  id: {}\n  version: {}\nsource2:\n  id: {}\n  version: {}\nscope: all\n"
      "impact:\n  major: {}\n  minor: {}\n  patch: {}\n",
      kind_word(contract.kind), in_quotes(first.empty() ? contract.dataset_id : first),
      in_quotes(contract.previous_version), in_quotes(contract.dataset_id),
      in_quotes(contract.version), times(Bump::major), times(Bump::minor), times(Bump::patch));
  if (const std::string next = suggested(contract, all); !next.empty()) {
    out += fmt::format("suggestedVersion: {}\n", in_quotes(next));
  }
  out += all.empty() ? "diffs: []\n" : "diffs:\n";
  for (const Difference& difference : all) out += entry(difference);
  return out +
         "customProperties:\n- property: generatedBy\n  value: dcr\n- property: mode\n  value: " +
         in_quotes(contract.mode) + "\n";
}

}  // namespace

std::string to_omds(const Report& report) {
  std::string out;
  for (const Comparison& comparison : report.comparisons) {
    for (const ContractVerdict& contract : comparison.contracts) {
      if (!has_document(comparison, contract)) continue;
      if (!out.empty()) out += "---\n";
      out += document(contract);
    }
  }
  return out.empty() ? "# nothing that both sides have differs\n" : out;
}

std::vector<std::string> not_in_omds(const Report& report) {
  std::vector<std::string> out;
  for (const Comparison& comparison : report.comparisons) {
    for (const ContractVerdict& contract : comparison.contracts) {
      const bool one_sided = contract.change == Change::added || contract.change == Change::removed;
      if (one_sided) {
        out.push_back(fmt::format("'{}', which was {}: a MetadataDifference has two versions",
                                  printable(contract.name), to_string(contract.change)));
        continue;
      }
      for (const Issue& issue : contract.issues) {
        // The suggested version says what the rules about versions would.
        const bool wrong = issue.rule == "contract_invalid" || issue.rule == "base_invalid" ||
                           issue.rule == "duplicate_contract" || issue.rule == "owner_missing";
        if (wrong) out.push_back(fmt::format("{}: {}", printable(contract.name), issue.message));
      }
    }
  }
  return out;
}

}  // namespace dcr::report
