// SPDX-License-Identifier: Apache-2.0
// A text as each importer but that of SQL reads it: it is refused with a place, or what it makes
// can be written as a contract that reads back.
#include "core/exports/native.hpp"
#include "core/formats/read.hpp"
#include "core/imports/avro.hpp"
#include "core/imports/contracts.hpp"
#include "core/imports/csv.hpp"
#include "core/imports/dbt.hpp"
#include "core/imports/json_schema.hpp"
#include "tests/fuzz/support/expect.hpp"
#include "tests/fuzz/support/imported.hpp"
#include "tests/fuzz/targets.hpp"

namespace dcr::fuzz {

void fuzz_imports(std::string_view input) {
  constexpr std::size_t longest = 1U << 16U;
  if (input.size() > longest) return;
  for (const bool physical : {false, true}) {
    const imports::ImportRequest request{.only = {}, .physical_types = physical};
    expect_imported(imports::read_avro(input, "x.avsc", request), input);
    expect_imported(imports::read_json_schema(input, "x.json", request), input);
    expect_imported(imports::read_dbt(input, "schema.yml", request), input);
    for (const Format format : {Format::odcs, Format::dcs}) {
      expect_imported(imports::read_documents(input, "x.yaml", format, physical, request), input);
    }
  }
  expect_imported(imports::read_csv(input, "x.csv", {}), input);
}

}  // namespace dcr::fuzz
