// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/support/imported.hpp"

#include "core/exports/native.hpp"
#include "core/formats/read.hpp"
#include "tests/fuzz/support/documents.hpp"
#include "tests/fuzz/support/expect.hpp"

namespace dcr::fuzz {

void expect_imported(const Result<imports::Imported>& imported, std::string_view text) {
  if (!imported) {
    expect_sound(imported.error(), text);
    return;
  }
  for (const imports::ImportedContract& one : imported->contracts) {
    for (const Loss& loss : one.losses) expect(!loss.what.empty(), "a loss of nothing");
    for (const imports::Inference& inference : one.inferred) {
      expect(!inference.what.empty(), "nothing was inferred");
    }
    if (is_large(one.contract)) continue;
    const exports::Exported written = exports::write_native(one.contract);
    if (written.text.empty()) continue;
    const formats::ReadFile file = formats::read_contracts(written.text, "contracts/x.yaml");
    expect(file.problems.empty(), "what was imported is no document", written.text);
  }
}

}  // namespace dcr::fuzz
