// SPDX-License-Identifier: Apache-2.0
#include "tests/support/random_contract.hpp"

#include "core/base/text.hpp"
#include "core/model/field_paths.hpp"

#include <fmt/format.h>

#include <iterator>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace dcr::test {
namespace {

using Texts = std::vector<std::string>;

class Draw {
 public:
  Draw(std::uint32_t seed, const RandomShape& shape) : random_(seed), shape_(shape) {}

  Contract contract() {
    Contract contract;
    contract.name = pick({"depot.tools", "users.daily_active", "orders", "a-b.c"});
    if (chance(3)) contract.name_space = pick({"growth", "sales-eu"});
    contract.version.value = *Version::parse(pick({"1.0.0", "2.10.3", "0.1.0-rc.1"}));
    contract.version_text = contract.version.value.text();
    if (chance(2)) contract.description.value = text();
    add_lifecycle(contract);
    contract.owners = {{"tool-crib", chance(2) ? "#tool-crib" : "", {}}};
    if (chance(3)) contract.owners.push_back({text_without_breaks(), "pager@example.com", {}});
    if (chance(3)) {
      contract.freshness_sla = FreshnessSla{{static_cast<double>(number(1, 100'000)), {}},
                                            chance(3) ? "ingest_time" : "event_time"};
    }
    Object object;
    object.fields = fields(number(1, 8), 0);
    for (const Field& field : object.fields.fields) {
      if (chance(4)) object.primary_key.value.push_back(field.name.value);
    }
    contract.objects.push_back(std::move(object));
    add_consumers(contract);
    for (const char* key : {"criticality", "reviewed.by", "reviewed.in", "\"dotted.key\""}) {
      if (chance(4)) contract.metadata[key] = pick({"high", "2026", "true", "[\"a\",1]", "1.50"});
    }
    return contract;
  }

 private:
  int number(int low, int high) {
    // std::uniform_int_distribution draws other numbers in other libraries.
    return low + static_cast<int>(random_() % static_cast<std::uint32_t>(high - low + 1));
  }
  bool chance(int in) { return number(1, in) == 1; }
  std::string pick(const Texts& of) {
    return of[static_cast<std::size_t>(number(0, static_cast<int>(of.size()) - 1))];
  }

  std::string text() {
    Texts texts = {"One row per day.", "Amount in cents"};
    if (shape_.strange_text) {
      const Texts strange = {
          "no",        "1.0",     "~",           "a: b # c",    "it's \"quoted\"", "two\nlines",
          "  blanks ", "Größe €", "back\\slash", "{a: [b}",     "| <b>&amp;",      "-- ; */",
          "tab\there", "null",    "2026-01-01",  "per cent: %", "`tick`",          "'"};
      texts.insert(texts.end(), strange.begin(), strange.end());
    }
    return pick(texts);
  }

  std::string text_without_breaks() {
    std::string line = text();
    for (char& c : line) {
      if (c == '\n' || c == '\t') c = ' ';
    }
    return line;
  }

  std::string fresh_name(std::set<std::string>& taken) {
    Texts names = {"id", "user_id", "amount", "created_at", "plan", "tags", "total"};
    if (shape_.strange_text) {
      for (const char* name : {"order", "with space", "1st", "größe", "dotted.name", "Case", "case",
                               "quo\"te", "dash-ed", "a'b"}) {
        names.emplace_back(name);
      }
    }
    std::string name = pick(names);
    while (!taken.insert(name).second) name += fmt::format("_{}", number(1, 99));
    return name;
  }

  void add_lifecycle(Contract& contract) {
    const int status = number(0, 4);
    if (status == 4) return;
    contract.status = Located<Status>{static_cast<Status>(status), {}};
    if (contract.status->value == Status::deprecated) {
      contract.deprecation_uri.value = "https://example.com/v2#plan";
      if (chance(2)) contract.deprecation_message.value = text();
    }
    if (chance(4)) contract.compatibility = Located<Mode>{*Mode::parse("full_transitive"), {}};
  }

  void add_consumers(Contract& contract) {
    if (!chance(3)) return;
    Consumer consumer;
    consumer.name = "dashboards/revenue";
    if (chance(2)) consumer.contact = "#bi-team";
    const std::set<std::string> paths = field_paths(contract);
    for (const std::string& path : paths) {
      if (chance(3)) consumer.fields.push_back(path);
    }
    contract.consumers.push_back(std::move(consumer));
  }

  FieldList fields(int count, int depth) {
    FieldList list;
    std::set<std::string> taken;
    for (int i = 0; i < count; ++i) {
      Field field = value(depth);
      field.name.value = fresh_name(taken);
      field.deprecated.value = chance(6);
      field.unique.value = chance(6);
      if (chance(6)) field.aliases.push_back(fresh_name(taken));
      list.fields.push_back(std::move(field));
    }
    return list;
  }

  /// What fields and items share.
  Field value(int depth) {
    Texts words = {"string", "integer", "number", "boolean", "timestamp", "json",
                   "date",   "time",    "bytes",  "uuid",    "decimal",   "decimal(10,2)"};
    if (shape_.nested && depth < 3) words.insert(words.end(), {"array", "object", "map"});
    Field field;
    field.type.value.spelled = pick(words);
    field.type.value.logical = *parse_native_type(field.type.value.spelled);
    field.required.value = !chance(3);
    if (chance(3)) field.description.value = text();
    if (chance(6)) field.unit.value = pick({"EUR", "ms"});
    if (chance(6)) field.classification.value = pick({"pii", "public"});
    add_constraints(field);
    add_parts(field, depth);
    return field;
  }

  void limit(Field& field, const char* name, const std::string& limit) {
    if (chance(3)) field.constraints[name] = {limit, {}};
  }

  void add_constraints(Field& field) {
    switch (field.type.value.logical.family) {
      case TypeFamily::string:
        if (chance(3)) {
          field.enum_values = {{"\"free\"", "\"pro\"", "\"no\""}, {}};
          return;
        }
        limit(field, "pattern", pick({"^[a-z]+$", "^\\d{3}$"}));
        limit(field, "format", "email");
        limit(field, "min_length", "1");
        limit(field, "max_length", "40");
        return;
      case TypeFamily::integer:
        if (chance(4)) field.enum_values = {{"1", "-2", "30"}, {}};
        limit(field, "minimum", "-5");
        limit(field, "maximum", "1000000");
        return;
      case TypeFamily::number:
      case TypeFamily::decimal:
        limit(field, "minimum", "0.5");
        limit(field, "maximum", "99999.25");
        return;
      case TypeFamily::bytes: limit(field, "max_length", "16"); return;
      case TypeFamily::date: limit(field, "minimum", "2020-01-01"); return;
      case TypeFamily::timestamp: limit(field, "maximum", "2100-01-01T00:00:00Z"); return;
      default: return;
    }
  }

  void add_parts(Field& field, int depth) {
    const TypeFamily family = field.type.value.logical.family;
    if (family == TypeFamily::object && !chance(4)) {
      field.children = fields(number(1, 3), depth + 1);
    }
    if ((family == TypeFamily::array || family == TypeFamily::map) && !chance(4)) {
      field.items = std::make_unique<Field>(value(depth + 1));
    }
  }

  std::mt19937 random_;
  RandomShape shape_;
};

}  // namespace

Contract random_contract(std::uint32_t seed, const RandomShape& shape) {
  return Draw(seed, shape).contract();
}

}  // namespace dcr::test
