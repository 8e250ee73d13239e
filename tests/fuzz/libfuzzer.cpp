// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/targets.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  // What a target throws leaves through here: libFuzzer then keeps the input as a crash.
  dcr::fuzz::DCR_FUZZ_TARGET({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
