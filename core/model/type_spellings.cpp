// SPDX-License-Identifier: Apache-2.0
#include "core/model/type_spellings.hpp"

#include <algorithm>
#include <array>
#include <span>

// Databases disagree about a few words; the comments say whose meaning was taken.
namespace dcr {
namespace {

using enum TypeFamily;

constexpr auto texts = std::to_array<Spelling>({
    {"string", string},
    {"str", string},
    {"utf8", string},
    {"text", string},
    {"ntext", string},
    {"citext", string},
    {"clob", string},
    {"nclob", string},
    {"longtext", string},
    {"mediumtext", string},
    {"tinytext", string, 255},
    {"varchar", string},
    {"varchar2", string},
    {"nvarchar", string},
    {"nvarchar2", string},
    {"character varying", string},
    {"char varying", string},
    {"national character varying", string},
    {"national char varying", string},
    {"nchar varying", string},
    {"long varchar", string},
    {"bpchar", string},
    // The SQL standard's char is one character; DuckDB's has no limit.
    {"char", string, 1},
    {"character", string, 1},
    {"nchar", string, 1},
    {"national character", string, 1},
    {"national char", string, 1},
    {"enum", string},
    {"sysname", string, 128},
    {"uuid", uuid},
    {"uniqueidentifier", uuid},
    {"guid", uuid},
    {"json", json},
    {"jsonb", json},
    {"variant", json},
    {"super", json},
    {"bytes", bytes},
    {"bytea", bytes},
    {"blob", bytes},
    {"tinyblob", bytes, 255},
    {"mediumblob", bytes},
    {"longblob", bytes},
    {"binary", bytes},
    {"varbinary", bytes},
    {"binary varying", bytes},
    {"binary large object", bytes},
    {"character large object", string},
    {"varbyte", bytes},
    {"raw", bytes},
    {"long raw", bytes},
    {"image", bytes},
    {"fixed", bytes},
    {"byte_array", bytes},
    {"fixed_len_byte_array", bytes},
    {"rowversion", bytes, 8},
});

constexpr auto numbers = std::to_array<Spelling>({
    {"tinyint", integer, 8},
    {"int1", integer, 8},
    {"int_8", integer, 8},
    {"byte", integer, 8},
    {"byteint", integer, 8},
    {"smallint", integer, 16},
    {"int2", integer, 16},
    {"int16", integer, 16},
    {"int_16", integer, 16},
    {"short", integer, 16},
    {"smallserial", integer, 16},
    {"serial2", integer, 16},
    {"year", integer, 16},
    {"mediumint", integer, 24},
    {"int", integer, 32},
    {"integer", integer, 32},
    {"int4", integer, 32},
    {"int32", integer, 32},
    {"int_32", integer, 32},
    {"serial", integer, 32},
    {"serial4", integer, 32},
    {"bigint", integer, 64},
    // PostgreSQL's and DuckDB's eight bytes; Kafka Connect's INT8 is one.
    {"int8", integer, 64},
    {"int64", integer, 64},
    {"int_64", integer, 64},
    // Spark's and Avro's number; Oracle's LONG is a text that Oracle itself advises against.
    {"long", integer, 64},
    {"bigserial", integer, 64},
    {"serial8", integer, 64},
    {"hugeint", integer, 128},
    {"int128", integer, 128},
    {"int256", integer, 256},
    {"utinyint", integer, 8, "unsigned"},
    {"uint8", integer, 8, "unsigned"},
    {"uint_8", integer, 8, "unsigned"},
    {"usmallint", integer, 16, "unsigned"},
    {"uint16", integer, 16, "unsigned"},
    {"uint_16", integer, 16, "unsigned"},
    {"uinteger", integer, 32, "unsigned"},
    {"uint32", integer, 32, "unsigned"},
    {"uint_32", integer, 32, "unsigned"},
    {"ubigint", integer, 64, "unsigned"},
    {"uint64", integer, 64, "unsigned"},
    {"uint_64", integer, 64, "unsigned"},
    {"uhugeint", integer, 128, "unsigned"},
    {"float16", number, 16},
    {"half", number, 16},
    {"real", number, 32},
    {"float4", number, 32},
    {"float32", number, 32},
    {"binary_float", number, 32},
    // Spark's, Avro's, DuckDB's and MySQL's; elsewhere it is a double. Taken at its smallest, so
    // that no loss of precision goes unseen.
    {"float", number, 32},
    {"double", number, 64},
    {"double precision", number, 64},
    {"float8", number, 64},
    {"float64", number, 64},
    {"binary_double", number, 64},
    {"decimal", decimal},
    {"dec", decimal},
    {"numeric", decimal},
    {"number", decimal},
    {"decfloat", decimal},
    {"bignumeric", decimal, 0, "big"},
    {"bigdecimal", decimal, 0, "big"},
    {"bool", boolean},
    {"boolean", boolean},
    {"bit", boolean},
});

constexpr auto others = std::to_array<Spelling>({
    {"date", date},
    {"date32", date},
    {"time", time},
    {"timetz", time, 0, "zoned"},
    {"time_millis", time},
    {"time-millis", time},
    {"time_micros", time},
    {"time-micros", time},
    {"timestamp", timestamp},
    {"timestamp_millis", timestamp},
    {"timestamp-millis", timestamp},
    {"timestamp_micros", timestamp},
    {"timestamp-micros", timestamp},
    {"int96", timestamp},
    {"datetime", timestamp, 0, "unzoned"},
    {"datetime2", timestamp, 0, "unzoned"},
    {"smalldatetime", timestamp, 0, "unzoned"},
    {"timestampntz", timestamp, 0, "unzoned"},
    {"timestamp_ntz", timestamp, 0, "unzoned"},
    {"local-timestamp-millis", timestamp, 0, "unzoned"},
    {"local-timestamp-micros", timestamp, 0, "unzoned"},
    {"timestamptz", timestamp, 0, "zoned"},
    {"timestamp_tz", timestamp, 0, "zoned"},
    {"datetimeoffset", timestamp, 0, "zoned"},
    {"timestampltz", timestamp, 0, "local"},
    {"timestamp_ltz", timestamp, 0, "local"},
    {"interval", interval},
    {"array", array},
    {"list", array},
    {"repeated", array},
    {"struct", object},
    {"record", object},
    {"row", object},
    {"object", object},
    {"map", map},
    {"hstore", map},
});

}  // namespace

const Spelling* find_spelling(std::string_view words) {
  for (const std::span<const Spelling> table :
       {std::span<const Spelling>(texts), std::span<const Spelling>(numbers),
        std::span<const Spelling>(others)}) {
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const Spelling& s) { return s.words == words; });
    if (found != table.end()) return &*found;
  }
  return nullptr;
}

}  // namespace dcr
