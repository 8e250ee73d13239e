// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// Each reads `input`, whatever it is, and throws Broken where what must hold of it does not. The
/// files of targets/ say what that is.
namespace dcr::fuzz {

void fuzz_config(std::string_view input);
void fuzz_containment(std::string_view input);
void fuzz_contract(std::string_view input);
void fuzz_diff(std::string_view input);
void fuzz_edit(std::string_view input);
void fuzz_exports(std::string_view input);
void fuzz_imports(std::string_view input);
void fuzz_job(std::string_view input);
void fuzz_json(std::string_view input);
void fuzz_mod_registry(std::string_view input);
void fuzz_readers(std::string_view input);
void fuzz_reference(std::string_view input);
void fuzz_semver(std::string_view input);
void fuzz_sql(std::string_view input);
void fuzz_yaml(std::string_view input);

}  // namespace dcr::fuzz
