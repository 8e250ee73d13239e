// SPDX-License-Identifier: Apache-2.0
#include "tests/core/schema/second_opinion.hpp"

#include "core/process/child.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <sstream>

namespace dcr::schema::test {

std::string Question::line() const {
  return fmt::format(R"({{"draft": "{}", "schema": {}, "value": {}}})", to_string(draft), schema,
                     value);
}

std::vector<std::string> second_opinions(const std::vector<Question>& questions) {
  std::string input;
  for (const Question& question : questions) input += question.line() + "\n";
  const Result<process::Outcome> outcome =
      process::run({.arguments = {"/usr/bin/python3",
                                  DCR_SOURCE_DIR "/tests/core/schema/jsonschema_verdicts.py"},
                    .input = input});
  REQUIRE(outcome);
  REQUIRE_MESSAGE(outcome->succeeded(), outcome->errors);
  std::istringstream lines(outcome->output);
  std::vector<std::string> verdicts;
  for (std::string line; std::getline(lines, line);) verdicts.push_back(line);
  REQUIRE(verdicts.size() == questions.size());
  return verdicts;
}

std::size_t confirm(const std::vector<Witness>& witnesses) {
  std::vector<Question> questions;
  for (const Witness& one : witnesses) {
    questions.push_back({one.writer_draft, one.writer, one.value});
    questions.push_back({one.reader_draft, one.reader, one.value});
  }
  const std::vector<std::string> verdicts = second_opinions(questions);
  std::size_t confirmed = 0;
  for (std::size_t i = 0; i < witnesses.size(); ++i) {
    const std::string& of_writer = verdicts[2 * i];
    const std::string& of_reader = verdicts[2 * i + 1];
    const auto fits = [](const std::string& verdict, std::string_view wanted) {
      return verdict == wanted || verdict.starts_with("error: ");
    };
    CHECK_MESSAGE((fits(of_writer, "valid") && fits(of_reader, "invalid")),
                  witnesses[i].name << "\nwriter " << witnesses[i].writer << ": " << of_writer
                                    << "\nreader " << witnesses[i].reader << ": " << of_reader
                                    << "\nvalue  " << witnesses[i].value);
    confirmed += of_writer == "valid" && of_reader == "invalid" ? 1U : 0U;
  }
  return confirmed;
}

}  // namespace dcr::schema::test
