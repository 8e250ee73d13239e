// SPDX-License-Identifier: Apache-2.0
#include "core/model/type.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

using dcr::parse_physical_type;
using dcr::SizedType;

namespace {

/// A type with everything it states: "decimal precision 10 scale 2".
std::string shown(const SizedType& type) {
  std::string text(to_string(type.family));
  if (type.length) text += " length " + std::to_string(*type.length);
  if (type.precision) text += " precision " + std::to_string(*type.precision);
  if (type.scale) text += " scale " + std::to_string(*type.scale);
  if (type.bits) text += " bits " + std::to_string(*type.bits);
  if (!type.word.empty()) text += " '" + type.word + "'";
  return text;
}

}  // namespace

TEST_CASE("databases' spellings are read by family and size") {
  struct Case {
    const char* text;
    const char* expected;
  };
  for (const Case& c : std::to_array<Case>({
           {"varchar", "string"},
           {"VARCHAR(255)", "string length 255"},
           {"varchar (255)", "string length 255"},
           {" VarChar( 255 ) ", "string length 255"},
           {"varchar(20 CHAR)", "string length 20"},
           {"VARCHAR2(20 BYTE)", "string length 20"},
           {"nvarchar(max)", "string"},
           {"VARCHAR(16777216)", "string"},
           {"character varying(40)", "string length 40"},
           {"character  varying", "string"},
           {"NATIONAL CHARACTER VARYING(10)", "string length 10"},
           {"char", "string length 1"},
           {"char(3)", "string length 3"},
           {"text", "string"},
           {"tinytext", "string length 255"},
           {"CLOB", "string"},
           {"STRING(10)", "string length 10"},
           {"varchar(10) not null", "string length 10"},
           {"enum('a','b')", "string"},
           {"int", "integer bits 32"},
           {"int4", "integer bits 32"},
           {"INTEGER", "integer bits 32"},
           {"int(11)", "integer bits 32"},
           {"int8", "integer bits 64"},
           {"INT64", "integer bits 64"},
           {"bigint(20) unsigned", "integer bits 64 'unsigned'"},
           {"INT UNSIGNED ZEROFILL", "integer bits 32 'unsigned'"},
           {"UINTEGER", "integer bits 32 'unsigned'"},
           {"smallint", "integer bits 16"},
           {"tinyint", "integer bits 8"},
           {"tinyint(1)", "boolean"},
           {"HUGEINT", "integer bits 128"},
           {"long", "integer bits 64"},
           {"bigserial", "integer bits 64"},
           {"real", "number bits 32"},
           {"float", "number bits 32"},
           {"float(53)", "number bits 64"},
           {"float(24)", "number bits 32"},
           {"float(7,4)", "number bits 32"},
           {"DOUBLE PRECISION", "number bits 64"},
           {"double", "number bits 64"},
           {"float8", "number bits 64"},
           {"FLOAT64", "number bits 64"},
           {"decimal(10,2)", "decimal precision 10 scale 2"},
           {"NUMBER(38,0)", "decimal precision 38 scale 0"},
           {"NUMBER(10)", "decimal precision 10 scale 0"},
           {"NUMBER(5,-2)", "decimal precision 5 scale -2"},
           {"NUMBER(*,0)", "decimal scale 0"},
           {"numeric", "decimal"},
           {"BIGNUMERIC", "decimal 'big'"},
           {"money", "decimal precision 19 scale 4"},
           {"SMALLMONEY", "decimal precision 10 scale 4"},
           {"bool", "boolean"},
           {"bit", "boolean"},
           {"bit(1)", "boolean"},
           {"bit(8)", "unknown 'bit(8)'"},
           {"timestamp", "timestamp"},
           {"timestamp(6)", "timestamp precision 6"},
           {"timestamp(6) with time zone", "timestamp precision 6 'zoned'"},
           {"TIMESTAMP WITH LOCAL TIME ZONE", "timestamp 'local'"},
           {"timestamp without time zone", "timestamp 'unzoned'"},
           {"TIMESTAMPTZ", "timestamp 'zoned'"},
           {"TIMESTAMP_NTZ(9)", "timestamp precision 9 'unzoned'"},
           {"datetime", "timestamp 'unzoned'"},
           {"datetime2(7)", "timestamp precision 7 'unzoned'"},
           {"datetimeoffset", "timestamp 'zoned'"},
           {"timestamp-millis", "timestamp"},
           {"date", "date"},
           {"time(3)", "time precision 3"},
           {"time with time zone", "time 'zoned'"},
           {"interval", "interval"},
           {"interval day(2) to second(6)", "interval"},
           {"json", "json"},
           {"JSONB", "json"},
           {"VARIANT", "json"},
           {"bytea", "bytes"},
           {"varbinary(16)", "bytes length 16"},
           {"VARBINARY(MAX)", "bytes"},
           {"BINARY(8388608)", "bytes"},
           {"raw(16)", "bytes length 16"},
           {"uuid", "uuid"},
           {"UNIQUEIDENTIFIER", "uuid"},
           {"array", "array"},
           {"int[]", "array 'int'"},
           {"varchar(10)[]", "array 'varchar(10)'"},
           {"int[3]", "array 'int'"},
           {"int[][]", "array 'int[]'"},
           {"integer ARRAY", "array 'integer'"},
           {"ARRAY<INT64>", "array 'int64'"},
           {"array( varchar( 10 ) )", "array 'varchar(10)'"},
           {"LIST<STRING>", "array 'string'"},
           {"repeated string", "array 'string'"},
           {"ARRAY<STRUCT<a INT64, b ARRAY<STRING>>>", "array 'struct<a int64,b array<string>>'"},
           {"STRUCT<a INT64, b STRING>", "object 'a int64,b string'"},
           {"struct<a: int>", "object 'a:int'"},
           {"ROW(a integer)", "object 'a integer'"},
           {"RECORD", "object"},
           {"MAP<STRING, INT>", "map 'string,int'"},
           {"", "unknown"},
           {"   ", "unknown"},
           {"Order_Status", "unknown 'order_status'"},
           {"geography ( Point , 4326 )", "unknown 'geography(point,4326)'"},
           {"varchar(10", "unknown 'varchar(10'"},
           {"varchar(10))", "unknown 'varchar(10))'"},
           {"[]", "unknown '[]'"},
           {"varchar(99999999999999999999)", "string"},
           {"varchar(-1)", "string"},
       })) {
    CAPTURE(c.text);
    CHECK(shown(parse_physical_type(c.text)) == c.expected);
  }
}
