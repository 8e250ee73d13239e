// SPDX-License-Identifier: Apache-2.0
#include "core/formats/observations.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>

namespace dcr::formats {
namespace {

/// "users 2026-11-20T10:00:00Z" lines, or the error with its place.
std::string read(std::string_view text) {
  const auto observations = read_observations(text, "f");
  if (!observations) {
    const Error& error = observations.error();
    CHECK(error.kind == ErrorKind::usage);
    if (!error.where) return error.message;
    const Position at = error.where->at.begin;
    return fmt::format("{}:{} {}", at.line, at.column, error.message);
  }
  std::string out;
  for (const Observation& each : *observations) {
    out += each.dataset + " " + utc_text(each.at.seconds) + "\n";
  }
  return out;
}

TEST_CASE("observations are read from every shape of JSON and from CSV") {
  const std::string wanted = "users 2026-11-20T10:00:00Z\n";
  for (const char* text : std::to_array<const char*>({
           R"([{"dataset": "users", "timestamp": "2026-11-20T10:00:00Z", "rows": 3}])",
           R"([{"timestamp": "2026-11-20T11:00:00+01:00", "dataset_id": "users"}])",
           R"({"dataset": "users", "timestamp": "2026-11-20T10:00:00Z"})",
           " \n {\"users\": \"2026-11-20 10:00:00\"}\n",
           "\xef\xbb\xbf[{\"dataset\": \"users\", \"timestamp\": \"2026-11-20T10:00Z\"}]",
           "dataset,timestamp\nusers,2026-11-20T10:00:00Z\n",
           "rows,timestamp,table,dataset\r\n3,2026-11-20 10:00:00,t,users\r\n",
           "dataset_id , timestamp\n users , 2026-11-20T10:00:00Z\n",
           "\"dataset\",\"timestamp\"\n\"users\",\"2026-11-20T10:00:00Z\"",
       })) {
    CAPTURE(text);
    CHECK(read(text) == wanted);
  }
  CHECK(read("dataset,timestamp\na,2026-01-01\nb,2026-01-02\na,2026-01-03\n") ==
        "a 2026-01-01T00:00:00Z\nb 2026-01-02T00:00:00Z\na 2026-01-03T00:00:00Z\n");
}

TEST_CASE("what is no observation is refused at its place") {
  CHECK(read("") == "'f' holds no observation");
  CHECK(read("[]") == "'f' holds no observation");
  CHECK(read("{}") == "'f' holds no observation");
  CHECK(read("dataset,timestamp\n\n") == "'f' holds no observation");
  CHECK(read("[3]") == "1:2 an observation is an object, not an integer");
  CHECK(read(R"([{"dataset": "a"}])") == "1:2 this observation has no 'timestamp'");
  CHECK(read(R"([{"timestamp": "2026-01-01"}])") == "1:2 this observation has no 'dataset'");
  CHECK(read(R"([{"dataset": 3, "timestamp": "2026-01-01"}])") ==
        "1:14 the name of a dataset is a string, not an integer");
  CHECK(read(R"({"a": null})") == "1:7 'a' must be a timestamp in a string, not nothing");
  CHECK(read(R"({"a": 1700000000})") == "1:7 'a' must be a timestamp in a string, not an integer");
  CHECK(read("dataset,timestamp\n,2026-01-01\n") == "2:1 the dataset has no name");
  CHECK(read("dataset,timestamp\na\n") == "2:1 this line has 1 field, and the header 2");
  CHECK(read("dataset,timestamp\na,\n") == "2:3 there is no timestamp");
  CHECK(read("dataset,timestamp\na,2026-02-30\nb,x\n") ==
        "2:3 '2026-02-30' is no timestamp: there is no day 30 in 2026-02 (1 of 2 problems)\n"
        "f:3:3: 'x' is no timestamp: its year is not 4 digits");
  CHECK(read("dataset,time_stamp\na,2026-01-01\n") ==
        "1:1 the header names no column 'timestamp'; 'time_stamp' looks like it");
  CHECK(read("dataset,timestamp,dataset\na,b,c\n").starts_with("1:19 a second column 'dataset'"));
  CHECK(read("[{]").find("1:3") == 0);
  CHECK(read(R"({"a": "2026-01-01", "a": "2026-01-02"})").find("1:21") == 0);
}

}  // namespace
}  // namespace dcr::formats
