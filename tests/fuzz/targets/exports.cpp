// SPDX-License-Identifier: Apache-2.0
// A file of contracts, written in every format: each reads back in that format, and as native and
// ODCS documents with the same name, or one that is said.
#include "core/exports/avro.hpp"
#include "core/exports/dbt.hpp"
#include "core/exports/json_schema.hpp"
#include "core/exports/markdown.hpp"
#include "core/exports/native.hpp"
#include "core/exports/odcs.hpp"
#include "core/exports/sql.hpp"
#include "core/formats/names.hpp"
#include "core/formats/read.hpp"
#include "core/imports/avro.hpp"
#include "core/imports/json_schema.hpp"
#include "core/yaml/parse.hpp"
#include "tests/fuzz/support/documents.hpp"
#include "tests/fuzz/support/expect.hpp"
#include "tests/fuzz/targets.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

namespace dcr::fuzz {
namespace {

constexpr std::size_t longest = 1U << 16U;

void expect_losses(const exports::Exported& exported) {
  for (const Loss& loss : exported.losses) expect(!loss.what.empty(), "a loss of nothing");
}

/// That the text holds usable contracts, the first called as `contract` where there is but one.
void expect_contracts(const exports::Exported& exported, const Contract& contract) {
  expect_losses(exported);
  const formats::ReadFile file = formats::read_contracts(exported.text, "contracts/x.yaml");
  expect(file.problems.empty(), "an exported contract is no document",
         file.problems.empty() ? "" : file.problems.front().message + "\n" + exported.text);
  if (contract.objects.size() != 1 || exported.text.empty()) return;
  expect(file.documents.size() == 1, "an exported contract is none", exported.text);
  // What the format cannot be called by is written as something else, and said.
  const bool renamed = std::ranges::any_of(exported.losses, [](const Loss& loss) {
    return loss.field.empty() && loss.what.starts_with("the name");
  });
  const bool legal = formats::identifier_fault(contract.name).empty();
  expect(file.documents.front().contract.name == contract.name || (renamed && !legal),
         "an export has another name", exported.text);
}

void expect_json(const exports::Exported& exported) {
  expect_losses(exported);
  expect(exported.text.empty() || nlohmann::json::accept(exported.text), "an export is no JSON",
         exported.text);
}

void write(const Contract& contract) {
  expect_contracts(exports::write_native(contract), contract);
  expect_contracts(exports::write_odcs(contract), contract);
  const exports::Exported schema = exports::write_json_schema(contract);
  expect_json(schema);
  static_cast<void>(imports::read_json_schema(schema.text, "x.schema.json", {}));
  const exports::Exported avro = exports::write_avro(contract);
  expect_json(avro);
  static_cast<void>(imports::read_avro(avro.text, "x.avsc", {}));
  for (const auto dialect : {exports::SqlDialect::postgres, exports::SqlDialect::bigquery,
                             exports::SqlDialect::snowflake, exports::SqlDialect::spark}) {
    expect_losses(exports::write_sql(contract, dialect));
    const exports::Exported dbt = exports::write_dbt(contract, dialect);
    expect(yaml::parse(dbt.text, "x.yaml").ok(), "an export is no YAML", dbt.text);
  }
  expect_printable(exports::write_markdown(contract).text, Lines::several);
}

}  // namespace

void fuzz_exports(std::string_view input) {
  if (input.size() > longest) return;
  for (const DocumentPtr& document : documents_of(input, "contracts/x.yaml")) {
    if (document->contract.kind == ContractKind::contract) write(document->contract);
  }
}

}  // namespace dcr::fuzz
