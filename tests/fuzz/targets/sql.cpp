// SPDX-License-Identifier: Apache-2.0
// A text as SQL: it is refused with a place, or its tables can be written as contracts that read
// back.
#include "core/imports/sql.hpp"

#include "tests/fuzz/support/imported.hpp"
#include "tests/fuzz/targets.hpp"

namespace dcr::fuzz {

void fuzz_sql(std::string_view input) {
  constexpr std::size_t longest = 1U << 16U;
  if (input.size() > longest) return;
  expect_imported(imports::read_sql(input, "x.sql", {}), input);
  expect_imported(imports::read_sql(input, "x.sql", {.only = {"t"}, .physical_types = true}),
                  input);
}

}  // namespace dcr::fuzz
