// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dcr {

/// A number of `size` bytes at `at`, little-endian; the bytes must be there.
[[nodiscard]] std::uint64_t read_number(std::string_view bytes, std::size_t at, std::size_t size);

void append_number(std::string& out, std::uint64_t value, std::size_t size);

/// A text with its length, of four bytes, before it.
void append_packed(std::string& out, std::string_view text);

/// Takes numbers and texts out of bytes, one after another. What is not there is a fault, after
/// which every answer is empty.
class PackedReader {
 public:
  explicit PackedReader(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] bool is_sound() const { return sound_; }
  [[nodiscard]] bool at_end() const { return rest_.empty() || !sound_; }
  void fail() { sound_ = false; }

  std::string_view bytes(std::size_t size);
  /// Of `size` bytes.
  std::uint64_t number(std::size_t size);
  /// The same; one that is not below `end` is a fault.
  std::uint64_t number_below(std::uint64_t end, std::size_t size);
  /// What append_packed wrote: a view of the bytes.
  std::string_view text();

 private:
  std::string_view rest_;
  bool sound_ = true;
};

/// A sum that a torn or flipped file does not pass: FNV-1a over words of eight bytes.
[[nodiscard]] std::uint64_t checksum(std::string_view bytes);

}  // namespace dcr
