// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dcr {

/// What values a field holds, whatever a format or a database calls it.
enum class TypeFamily {
  unknown,  ///< not said, or spelled in a way dcr does not know
  string,
  integer,
  number,
  decimal,
  boolean,
  timestamp,
  date,
  time,
  interval,
  json,
  bytes,
  uuid,
  array,
  object,
  map,
  vector,  ///< a list of numbers whose count is fixed: an embedding; the count is the length
};

[[nodiscard]] std::string_view to_string(TypeFamily family);

/// A family and its size.
///
/// Units: `length` in characters or bytes; `precision` and `scale` in decimal digits; `bits` of an
/// integer or a floating-point number. Absent = unlimited or not said.
struct SizedType {
  TypeFamily family = TypeFamily::unknown;
  std::optional<int> length;
  std::optional<int> precision;
  std::optional<int> scale;
  std::optional<int> bits;
  /// Of an unknown family the normalised word. Of a known one what else tells two types apart: the
  /// inside of an array, map or object as it is spelled, "unsigned", the kind of time zone.
  std::string word;

  friend bool operator==(const SizedType&, const SizedType&) = default;
};

/// The type of a field: what it means and, where the format says so, how it is stored.
struct FieldType {
  SizedType logical;                  ///< derived from `physical` where only that is given
  bool logical_stated = true;         ///< false when it was derived
  std::optional<SizedType> physical;  ///< ODCS `physicalType`; absent in native contracts
  std::string spelled;                ///< as the document writes it, for messages
};

enum class TypeChange { none, widened, narrowed, changed };

/// How the type moved. Other spellings of one type are `none`. A type that is not said, or not said
/// as precisely on the other side, has not moved.
[[nodiscard]] TypeChange compare(const FieldType& before, const FieldType& after);

/// The same for types of two formats, one of which may have fewer logical types: what ODCS calls a
/// number stored as DECIMAL(10,2) is the decimal(10,2) of a native contract.
[[nodiscard]] TypeChange compare_between_formats(const FieldType& before, const FieldType& after);

/// Reads a native type: `string`, `decimal(10,2)`. Empty when it is none of them.
[[nodiscard]] std::optional<SizedType> parse_native_type(std::string_view text);

/// Reads a database's spelling: `VARCHAR(255)`, `int4`, `DOUBLE PRECISION`, `TIMESTAMPTZ`.
/// Never fails: an unknown spelling has family unknown and its normalised word.
[[nodiscard]] SizedType parse_physical_type(std::string_view text);

}  // namespace dcr
