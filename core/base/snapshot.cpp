// SPDX-License-Identifier: Apache-2.0
#include "core/base/snapshot.hpp"

#include "core/base/hex.hpp"

namespace dcr {
namespace {

std::optional<std::uint8_t> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
  return std::nullopt;
}

}  // namespace

std::string ObjectId::hex() const { return hex_digits(bytes); }

std::optional<ObjectId> ObjectId::parse(std::string_view hex) {
  ObjectId id;
  if (hex.size() != id.bytes.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < id.bytes.size(); ++i) {
    const std::optional<std::uint8_t> high = hex_digit(hex[2 * i]);
    const std::optional<std::uint8_t> low = hex_digit(hex[2 * i + 1]);
    if (!high || !low) return std::nullopt;
    id.bytes[i] = static_cast<std::uint8_t>((*high << 4U) | *low);
  }
  return id;
}

}  // namespace dcr
