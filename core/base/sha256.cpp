// SPDX-License-Identifier: Apache-2.0
#include "core/base/sha256.hpp"

#include "core/base/hex.hpp"

#include <nettle/sha2.h>

#include <array>
#include <cstdint>

namespace dcr {

std::string sha256_hex(std::string_view bytes) {
  sha256_ctx context;
  sha256_init(&context);
  const auto* first = reinterpret_cast<const std::uint8_t*>(bytes.data());  // NOLINT: bytes
  sha256_update(&context, bytes.size(), first);
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_digest(&context, digest.size(), digest.data());
  return hex_digits(digest);
}

}  // namespace dcr
