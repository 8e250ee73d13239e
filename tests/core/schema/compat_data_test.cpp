// SPDX-License-Identifier: Apache-2.0
// Pairs of schemas from public projects with what is known of them, where they lie beside the
// repository: no "false" may be judged compatible, of the "true" nine in ten are to be, and
// python3-jsonschema must agree with each witness.
#include "core/schema/containment.hpp"
#include "core/schema/dialect.hpp"
#include "core/yaml/parse.hpp"
#include "core/yaml/render.hpp"
#include "tests/core/schema/second_opinion.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace dcr::schema {

namespace {

std::string folder() {
  const char* named = std::getenv("DCR_COMPAT_DATA");
  return named != nullptr ? named : DCR_SOURCE_DIR "/../shared/data/jsonschema-compat";
}

struct Counts {
  int right_true = 0, undecided_true = 0, refused_true = 0;
  int right_false = 0, undecided_false = 0, accepted_false = 0;
  std::vector<test::Witness> witnesses;
};

Compilation compiled(const std::shared_ptr<const yaml::Node>& node) {
  CompileOptions options;
  options.default_draft = likely_draft(*node, Draft::draft7);
  options.unknown_keywords = std::nullopt;
  return Schema::compile(node, options);
}

/// tests/schema_pairs.sh asks for the table; among the unit tests it would be in the way.
void say(const std::string& line) {
  if (std::getenv("DCR_COMPAT_TABLE") != nullptr) std::cout << line;
}

std::string json(const yaml::Node& value) { return yaml::flow_text(value, {true, true}); }
std::string json(const Schema& schema) { return json(*schema.root().source); }

void judge_one(const std::string& name, const Compilation& writer, const Compilation& reader,
               const yaml::Node& label, Counts& counts) {
  if (label.is_null()) return;
  const bool expected = label.as_boolean().value();
  Containment found;
  if (writer.ok() && reader.ok()) {
    found = containment(*writer.schema, *reader.schema, Policy::strict);
  } else {
    found.keyword = "does not compile";
  }
  switch (found.answer) {
    case Answer::contained: ++(expected ? counts.right_true : counts.accepted_false); break;
    case Answer::not_contained: ++(expected ? counts.refused_true : counts.right_false); break;
    case Answer::undecidable: ++(expected ? counts.undecided_true : counts.undecided_false); break;
  }
  if (found.witness != nullptr) {
    counts.witnesses.push_back({name, writer.schema->root().draft(), json(*writer.schema),
                                reader.schema->root().draft(), json(*reader.schema),
                                json(*found.witness)});
  }
  if (expected == (found.answer == Answer::contained)) return;
  if (found.answer == Answer::not_contained && !expected) return;
  std::string why =
      found.answer == Answer::contained ? "called compatible" : "undecidable: " + found.keyword;
  if (found.witness != nullptr) why = "witness " + json(*found.witness);
  say(fmt::format("  {} {}: {}\n", name, expected, why));
}

}  // namespace

TEST_CASE("schemas of public projects are judged as they are known to be") {
  for (const std::string file : {"apicurio", "atlassian", "ibm"}) {
    const std::string path = folder() + "/" + file + ".json";
    if (!std::filesystem::exists(path)) continue;
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    const yaml::Stream read = yaml::parse(text.str(), path);
    REQUIRE(read.ok());
    Counts counts;
    for (const auto& each : read.documents.front().root->items) {
      const Compilation before = compiled(each->find_entry("old")->value);
      const Compilation after = compiled(each->find_entry("new")->value);
      const std::string id = each->find("id")->text;
      judge_one(id + " backward", before, after, *each->find("backward"), counts);
      judge_one(id + " forward", after, before, *each->find("forward"), counts);
    }
    const int trues = counts.right_true + counts.undecided_true + counts.refused_true;
    say(fmt::format(
        "{:10} true: {} compatible, {} undecidable, {} not   false: {} not, {} undecidable, {} "
        "compatible\n",
        file, counts.right_true, counts.undecided_true, counts.refused_true, counts.right_false,
        counts.undecided_false, counts.accepted_false));
    say(fmt::format("{:10} witnesses: {}, confirmed by python3-jsonschema: {}\n", "",
                    counts.witnesses.size(), test::confirm(counts.witnesses)));
    CHECK(counts.accepted_false == 0);
    CHECK(counts.right_true * 10 >= trues * 9);
  }
}

}  // namespace dcr::schema
