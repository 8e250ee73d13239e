// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.hpp"
#include "core/compat/diff.hpp"
#include "core/exports/avro.hpp"
#include "core/exports/dbt.hpp"
#include "core/exports/json_schema.hpp"
#include "core/exports/sql.hpp"
#include "core/imports/avro.hpp"
#include "core/imports/dbt.hpp"
#include "core/imports/json_schema.hpp"
#include "core/imports/sql.hpp"
#include "tests/support/random_contract.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

// import(export(x)) is x for all that a format can say. What it can say the exporter tells: what it
// names as a loss is taken out of x until nothing is left to name.
namespace dcr::imports {
namespace {

using Export = std::function<exports::Exported(const Contract&)>;
using Import = std::function<Result<Imported>(std::string_view)>;

constexpr std::uint32_t seeds = 300;

std::size_t losses_of_contract(const exports::Exported& exported) {
  return static_cast<std::size_t>(
      std::ranges::count_if(exported.losses, [](const Loss& loss) { return loss.field.empty(); }));
}

/// Takes parts out of a contract, unless the format has a place for them.
class Reduction {
 public:
  Reduction(Contract& contract, const Export& write) : contract_(contract), write_(write) {}

  template <class Part>
  void try_without(Part& part) {
    Part kept = std::exchange(part, Part{});
    const std::size_t losses = losses_of_contract(write_(contract_));
    if (losses >= losses_) {
      part = std::move(kept);
    } else {
      losses_ = losses;
    }
  }

 private:
  Contract& contract_;
  const Export& write_;
  std::size_t losses_ = losses_of_contract(write_(contract_));
};

bool concerns(const Loss& loss, const std::string& field) {
  return loss.field == field || loss.field.starts_with(field + ".") ||
         loss.field.starts_with(field + "[]");
}

/// What of the contract the format can say. `version`: a loss of it alone is none.
void take_out_losses(Contract& contract, const Export& write) {
  Reduction reduction(contract, write);
  reduction.try_without(contract.owners);
  reduction.try_without(contract.status);
  reduction.try_without(contract.deprecation_uri);
  reduction.try_without(contract.deprecation_message);
  reduction.try_without(contract.consumers);
  reduction.try_without(contract.freshness_sla);
  reduction.try_without(contract.metadata);
  reduction.try_without(contract.compatibility);
  reduction.try_without(contract.name_space);
  Object& object = contract.objects.front();
  reduction.try_without(object.primary_key.value);
  const exports::Exported first = write(contract);
  std::erase_if(object.fields.fields, [&](const Field& field) {
    return std::ranges::any_of(first.losses, [&](const Loss& loss) {
      return concerns(loss, path_component(field.name.value));
    });
  });
  std::erase_if(object.primary_key.value,
                [&](const std::string& part) { return object.fields.find(part) == nullptr; });
}

struct Tally {
  std::size_t contracts = 0;
  std::size_t fields = 0;
};

Tally check_round_trips(const test::RandomShape& shape, const Export& write, const Import& read) {
  Tally tally;
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    CAPTURE(seed);
    Contract contract = test::random_contract(seed, shape);
    take_out_losses(contract, write);
    if (contract.objects.front().fields.fields.empty()) continue;
    const exports::Exported exported = write(contract);
    const bool lossless = std::ranges::all_of(
        exported.losses, [](const Loss& loss) { return loss.what.starts_with("the version "); });
    if (!lossless) continue;
    CAPTURE(exported.text);
    auto imported = read(exported.text);
    REQUIRE(imported.has_value());
    REQUIRE(imported->contracts.size() == 1);
    ImportedContract& back = imported->contracts.front();
    for (const Loss& loss : back.losses) FAIL_CHECK(loss.field << ": " << loss.what);
    if (!back.has_version) back.contract.version.value = contract.version.value;
    back.contract.objects.front().name.value.clear();
    std::string differences;
    for (const Change& change : diff(contract, back.contract)) {
      differences += change.field + ": " + change.before + " -> " + change.after + " " +
                     change.detail + " " + std::to_string(static_cast<int>(change.kind)) + "\n";
    }
    CHECK(differences == "");
    CHECK(back.contract.name == contract.name);
    ++tally.contracts;
    tally.fields += contract.objects.front().fields.fields.size();
  }
  return tally;
}

TEST_CASE("what JSON Schema can say of a contract comes back") {
  const Tally tally = check_round_trips({}, exports::write_json_schema, [](std::string_view text) {
    return read_json_schema(text, "x.schema.json", {});
  });
  CHECK(tally.contracts > 75);
  CHECK(tally.fields > 225);
}

TEST_CASE("what Avro can say of a contract comes back") {
  const Tally tally = check_round_trips(
      {}, exports::write_avro, [](std::string_view text) { return read_avro(text, "x.avsc", {}); });
  CHECK(tally.contracts > 75);
  CHECK(tally.fields > 150);
}

TEST_CASE("what tables of PostgreSQL can say of a contract comes back") {
  const Tally tally = check_round_trips(
      {},
      [](const Contract& contract) {
        return exports::write_sql(contract, exports::SqlDialect::postgres);
      },
      [](std::string_view text) { return read_sql(text, "x.sql", {}); });
  CHECK(tally.contracts > 75);
  CHECK(tally.fields > 225);
}

TEST_CASE("what the properties of dbt can say of a contract comes back") {
  const Tally tally = check_round_trips(
      {},
      [](const Contract& contract) {
        return exports::write_dbt(contract, exports::SqlDialect::postgres);
      },
      [](std::string_view text) { return read_dbt(text, "schema.yml", {}); });
  CHECK(tally.contracts > 75);
  CHECK(tally.fields > 225);
}

}  // namespace
}  // namespace dcr::imports
