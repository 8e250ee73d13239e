// SPDX-License-Identifier: Apache-2.0
#include "core/base/packed.hpp"

#include <cstring>

namespace dcr {

namespace {
constexpr std::size_t length_size = 4;
}

std::uint64_t read_number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  }
  return value;
}

void append_number(std::string& out, std::uint64_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    out += static_cast<char>((value >> (8 * i)) & 0xffU);
  }
}

void append_packed(std::string& out, std::string_view text) {
  append_number(out, text.size(), length_size);
  out += text;
}

std::string_view PackedReader::bytes(std::size_t size) {
  sound_ = sound_ && size <= rest_.size();
  if (!sound_) return {};
  const std::string_view out = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return out;
}

std::uint64_t PackedReader::number(std::size_t size) {
  const std::string_view from = bytes(size);
  return sound_ ? read_number(from, 0, size) : 0;
}

std::uint64_t PackedReader::number_below(std::uint64_t end, std::size_t size) {
  const std::uint64_t value = number(size);
  sound_ = sound_ && value < end;
  return sound_ ? value : 0;
}

std::string_view PackedReader::text() {
  return bytes(static_cast<std::size_t>(number(length_size)));
}

std::uint64_t checksum(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325U ^ bytes.size();
  while (bytes.size() >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), sizeof word);
    hash = (hash ^ word) * 0x100000001b3U;
    hash ^= hash >> 32U;
    bytes.remove_prefix(8);
  }
  for (const char c : bytes) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  }
  return hash;
}

}  // namespace dcr
