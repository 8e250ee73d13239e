// SPDX-License-Identifier: Apache-2.0
// Random pairs of schemas: what is called contained is held against sampled documents, and what
// must be contained by how it is made is never called anything else.
//
//   DCR_CONTAINMENT_SECONDS=600 DCR_CONTAINMENT_SEED=7 dcr_tests -tc="*random pairs*"
#include "core/schema/containment.hpp"
#include "core/yaml/render.hpp"
#include "tests/core/schema/random_json.hpp"
#include "tests/core/schema/schemas.hpp"
#include "tests/core/schema/second_opinion.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <chrono>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

namespace dcr::schema {

namespace {

using Json = nlohmann::ordered_json;

constexpr auto drafts = std::to_array(
    {Draft::draft4, Draft::draft6, Draft::draft7, Draft::draft2019_09, Draft::draft2020_12});

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::stoull(text);
}

/// All places of a document where something can be changed.
void gather(Json& value, std::vector<Json*>& places) {
  places.push_back(&value);
  if (value.is_structured()) {
    for (auto& [key, inner] : value.items()) gather(inner, places);
  }
}

/// JSON for Modern C++ holds 2^64 as a double, and Python would read that back as one.
std::string exact(std::string text) {
  const std::string rounded = "1.8446744073709552e+19";
  for (std::size_t at = text.find(rounded); at != std::string::npos; at = text.find(rounded)) {
    text.replace(at, rounded.size(), "18446744073709551616");
  }
  return text;
}

/// A schema that differs from `schema` in one place.
std::string changed(const std::string& schema, std::mt19937_64& random) {
  Json document = Json::parse(schema);
  for (int i = 0; i < 20; ++i) {
    std::vector<Json*> places;
    gather(document, places);
    Json& place = *places[random() % places.size()];
    if (place.is_number_integer() && &place != &document) {
      place = std::max<long long>(0, place.get<long long>() + (random() % 2 == 0 ? 1 : -1));
      return exact(document.dump());
    }
    if (place.is_object() && place.size() > 1 && !place.contains("if") &&
        !place.contains("exclusiveMinimum") && !place.contains("x")) {
      place.erase(std::next(place.begin(), static_cast<long>(random() % place.size())));
      return exact(document.dump());
    }
  }
  return exact(document.dump());
}

struct Tally {
  std::size_t contained = 0;
  std::size_t not_contained = 0;
  std::size_t undecidable = 0;
  std::vector<test::Witness> witnesses;
};

std::optional<Schema> compiled(const std::string& text, Draft draft) {
  CompileOptions options;
  options.default_draft = draft;
  options.unknown_keywords = std::nullopt;
  return Schema::compile(test::node(text), options).schema;
}

void check(const std::string& writer_text, const std::string& reader_text, Draft draft,
           test::RandomJson& values, Tally& tally) {
  const std::optional<Schema> writer = compiled(writer_text, draft);
  const std::optional<Schema> reader = compiled(reader_text, draft);
  if (!writer || !reader) return;
  const Containment found = containment(*writer, *reader, Policy::strict);
  switch (found.answer) {
    case Answer::undecidable: ++tally.undecidable; return;
    case Answer::not_contained:
      ++tally.not_contained;
      tally.witnesses.push_back({std::string(to_string(draft)), draft, writer_text, draft,
                                 reader_text, yaml::flow_text(*found.witness, {true, true})});
      CHECK(judge(writer->root(), *found.witness) == Validity::valid);
      CHECK(judge(reader->root(), *found.witness) == Validity::invalid);
      return;
    case Answer::contained: ++tally.contained; break;
  }
  for (int i = 0; i < 40; ++i) {
    const std::string text = values.value(3);
    const std::shared_ptr<const yaml::Node> value = test::node("[" + text + "]")->items.front();
    const bool is_wrong = judge(writer->root(), *value) == Validity::valid &&
                          judge(reader->root(), *value) == Validity::invalid;
    CHECK_MESSAGE(!is_wrong, to_string(draft) << "\nwriter " << writer_text << "\nreader "
                                              << reader_text << "\nvalue  " << text);
  }
}

}  // namespace

TEST_CASE("random pairs of schemas are judged as sampled documents say") {
  const std::uint64_t seed = number_from("DCR_CONTAINMENT_SEED", 20'000);
  const std::uint64_t seconds = number_from("DCR_CONTAINMENT_SECONDS", 0);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  Tally tally;
  std::uint64_t done = 0;
  for (; done < 150 || std::chrono::steady_clock::now() < end; ++done) {
    const Draft draft = drafts[done % drafts.size()];
    test::RandomJson random(seed + done, draft);
    std::mt19937_64 dice(seed + done);
    const std::string first = random.schema();
    const std::string second = random.schema();
    CAPTURE(seed + done);
    check(first, second, draft, random, tally);
    check(first, changed(first, dice), draft, random, tally);
    check(changed(first, dice), first, draft, random, tally);
    check(changed(first, dice), changed(first, dice), draft, random, tally);
  }
  MESSAGE("seeds from " << seed << ", " << done << " of them: " << tally.contained << " contained, "
                        << tally.not_contained << " not contained, " << tally.undecidable
                        << " undecidable");
  // Which draft and keywords are made is random, whether Python can judge them is not.
  tally.witnesses.resize(std::min<std::size_t>(tally.witnesses.size(), 2'000));
  CHECK(test::confirm(tally.witnesses) == tally.witnesses.size());
  CHECK(tally.contained > done / 4);
  CHECK(tally.not_contained > done / 4);
  CHECK(tally.undecidable < done);
}

}  // namespace dcr::schema
