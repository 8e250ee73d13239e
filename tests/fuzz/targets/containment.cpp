// SPDX-License-Identifier: Apache-2.0
// Two JSON Schemas, and then values: every schema is contained in itself; what is contained in
// another has no value the other refuses; a witness is one; and the verdict alone is that of the
// reasons. Values are those of the input and every value that stands in one of the schemas.
#include "core/schema/containment.hpp"

#include "core/formats/canonical.hpp"
#include "core/schema/validate.hpp"
#include "core/yaml/parse.hpp"
#include "tests/fuzz/support/expect.hpp"
#include "tests/fuzz/support/parts.hpp"
#include "tests/fuzz/targets.hpp"

#include <optional>
#include <string>

namespace dcr::fuzz {
namespace {

using NodePtr = std::shared_ptr<const yaml::Node>;

constexpr schema::ContainmentLimits limits{.steps = 20'000, .depth = 60, .witness_size = 2000};
const schema::ValidationLimits few{.steps = 50'000, .depth = 300, .violations = 20};
constexpr std::size_t most_values = 60;

NodePtr document(std::string_view text) {
  const yaml::Stream stream =
      yaml::parse(text, "x.yaml", {.bytes = 1U << 20U, .depth = 60, .expanded = 4000});
  return stream.ok() && stream.documents.size() == 1 ? stream.documents.front().root : nullptr;
}

void gather(const NodePtr& node, std::vector<NodePtr>& values) {
  if (values.size() >= most_values) return;
  values.push_back(node);
  for (const NodePtr& item : node->items) gather(item, values);
  for (const yaml::Entry& entry : node->entries) gather(entry.value, values);
}

std::optional<schema::Schema> compiled(const NodePtr& root) {
  if (root == nullptr) return std::nullopt;
  schema::CompileOptions options;
  options.unknown_keywords.reset();
  options.depth = 60;
  options.subschemas = 5000;
  const schema::Compilation compilation = schema::Schema::compile(root, options);
  for (const schema::SchemaProblem& problem : compilation.problems) {
    expect(!problem.message.empty(), "a problem says nothing");
  }
  return compilation.schema;
}

schema::Validity verdict(const schema::Schema& schema, const yaml::Node& value) {
  const schema::Validity found = schema::judge(schema.root(), value, few);
  const auto reasons = schema::validate(schema, value, few);
  expect(reasons.empty() == (found == schema::Validity::valid), "a verdict without its reasons",
         formats::json_text(value));
  return found;
}

void expect_witness(const schema::Schema& writer, const schema::Schema& reader,
                    const schema::Containment& found) {
  if (found.witness == nullptr) return;
  const std::string seen = formats::json_text(*found.witness);
  expect(verdict(writer, *found.witness) != schema::Validity::invalid,
         "the writer does not write the witness", seen);
  expect(verdict(reader, *found.witness) != schema::Validity::valid, "the reader takes the witness",
         seen);
}

void compare(const schema::Schema& writer, const schema::Schema& reader,
             const std::vector<NodePtr>& values) {
  for (const schema::Policy policy :
       {schema::Policy::strict, schema::Policy::closed_writer, schema::Policy::lenient}) {
    const schema::Containment found = containment(writer, reader, policy, limits);
    if (found.answer == schema::Answer::not_contained) expect_witness(writer, reader, found);
    if (found.answer != schema::Answer::contained || policy != schema::Policy::strict) continue;
    for (const NodePtr& value : values) {
      if (verdict(writer, *value) != schema::Validity::valid) continue;
      expect(verdict(reader, *value) != schema::Validity::invalid,
             "a value of what is contained is refused", formats::json_text(*value));
    }
  }
}

void expect_reflexive(const schema::Schema& schema) {
  for (const schema::Policy policy :
       {schema::Policy::strict, schema::Policy::closed_writer, schema::Policy::lenient}) {
    const schema::Containment found = containment(schema, schema, policy, limits);
    expect(found.answer != schema::Answer::not_contained, "a schema is not contained in itself",
           found.witness == nullptr ? "" : formats::json_text(*found.witness));
  }
}

}  // namespace

void fuzz_containment(std::string_view input) {
  const auto parts = parts_of(input, 3);
  const NodePtr left = document(parts[0]);
  const NodePtr right = document(parts[1]);
  const auto a = compiled(left);
  const auto b = compiled(right);
  if (a) expect_reflexive(*a);
  if (b) expect_reflexive(*b);
  if (!a || !b) return;
  std::vector<NodePtr> values;
  for (const std::string_view line : lines_of(parts[2], most_values / 3)) {
    if (NodePtr value = document(line)) values.push_back(std::move(value));
  }
  gather(left, values);
  gather(right, values);
  compare(*a, *b, values);
  compare(*b, *a, values);
}

}  // namespace dcr::fuzz
