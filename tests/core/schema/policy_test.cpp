// SPDX-License-Identifier: Apache-2.0
#include "core/schema/policy.hpp"

#include "tests/core/schema/schemas.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

namespace dcr::schema {

namespace {

Schema compiled(std::string_view text) {
  const Compilation compiled = Schema::compile(test::node(text));
  REQUIRE_MESSAGE(compiled.ok(), text);
  return *compiled.schema;
}

std::string verdict(std::string_view writer, std::string_view reader, Policy policy) {
  switch (containment(compiled(writer), compiled(reader), policy).answer) {
    case Answer::contained: return "ok";
    case Answer::not_contained: return "breaks";
    case Answer::undecidable: break;
  }
  return "undecidable";
}

struct Change {
  std::string name;
  std::string before;
  std::string after;
  std::string backward;
  std::string forward;
};

}  // namespace

TEST_CASE("a closed writer's changes break whom they break") {
  constexpr const char* a = "{type: object, properties: {a: {type: string}}, required: [a]}";
  constexpr const char* both =
      "{type: object, properties: {a: {type: string}, b: {type: integer}}, required: [a]}";
  constexpr const char* both_required =
      "{type: object, properties: {a: {type: string}, b: {type: integer}}, required: [a, b]}";
  constexpr const char* only_a =
      "{type: object, properties: {a: {type: string}}, required: [a], additionalProperties: false}";
  for (const Change& change : std::to_array<Change>({
           {"add optional", a, both, "ok", "ok"},
           {"remove optional", both, a, "ok", "ok"},
           {"remove optional, the reader is closed", both, only_a, "breaks", "ok"},
           {"add required", a, both_required, "breaks", "ok"},
           {"remove required", both_required, a, "ok", "breaks"},
           {"optional to required", both, both_required, "breaks", "ok"},
           {"required to optional", both_required, both, "ok", "breaks"},
       })) {
    CAPTURE(change.name);
    CHECK(verdict(change.before, change.after, Policy::closed_writer) == change.backward);
    CHECK(verdict(change.after, change.before, Policy::closed_writer) == change.forward);
    CHECK(verdict(change.before, change.after, Policy::lenient) == change.backward);
  }
}

TEST_CASE("what a writer that is not closed may write depends on the policy") {
  struct Case {
    std::string writer;
    std::string reader;
    std::string strict;
    std::string closed;
    std::string lenient;
  };
  for (const Case& c : std::to_array<Case>({
           // Silence about other members.
           {"{properties: {a: {}}}", "{properties: {a: {}, b: {type: string}}}", "breaks", "ok",
            "ok"},
           // Others are allowed in so many words.
           {"{properties: {a: {}}, additionalProperties: true}",
            "{properties: {a: {}, b: {type: string}}}", "breaks", "breaks", "ok"},
           {"{properties: {a: {}}, additionalProperties: {type: integer}}",
            "{properties: {a: {}, b: {type: string}}}", "breaks", "breaks", "breaks"},
           {"{properties: {a: {}}, additionalProperties: true}",
            "{properties: {a: {}}, additionalProperties: false}", "breaks", "breaks", "breaks"},
           // A writer that lists nothing is open.
           {"{type: object}", "{properties: {b: {type: string}}}", "breaks", "breaks", "ok"},
           // Members of members.
           {"{type: object, properties: {x: {type: object, properties: {a: {}}}}}",
            "{properties: {x: {properties: {a: {}, b: {type: string}}}}}", "breaks", "ok", "ok"},
           {"{type: array, items: {type: object, properties: {a: {}}}}",
            "{items: {properties: {a: {}, b: {type: string}}}}", "breaks", "ok", "ok"},
           // What stands beside is listed too.
           {"{type: object, allOf: [{properties: {a: {}}}, {properties: {b: {type: string}}}]}",
            "{additionalProperties: false, properties: {a: {}, b: {}}}", "breaks", "ok", "ok"},
           {"{type: object, properties: {a: {}}, patternProperties: {^x: {}}}",
            "{properties: {xy: {type: string}}}", "breaks", "breaks", "breaks"},
           {"{type: object, properties: {a: {}}, patternProperties: {^x: {}}}",
            "{properties: {b: {type: string}}}", "breaks", "ok", "ok"},
           // A reader that allows only what it names.
           {"{type: object, properties: {a: {type: string}}}",
            "{properties: {a: {}}, additionalProperties: false}", "breaks", "ok", "ok"},
       })) {
    CAPTURE(c.writer);
    CAPTURE(c.reader);
    CHECK(verdict(c.writer, c.reader, Policy::strict) == c.strict);
    CHECK(verdict(c.writer, c.reader, Policy::closed_writer) == c.closed);
    CHECK(verdict(c.writer, c.reader, Policy::lenient) == c.lenient);
  }
}

TEST_CASE("a schema of Pydantic's is known by its titles") {
  struct Case {
    std::string schema;
    Policy expected;
  };
  for (const Case& c : std::to_array<Case>({
           {"{title: User, type: object, properties: {id: {title: Id, type: integer}}}",
            Policy::closed_writer},
           {"{title: User, type: object, properties: {id: {title: Id}, at: {$ref: '#/$defs/A'}}}",
            Policy::closed_writer},
           {"{title: User, properties: {id: {title: Id}, n: {anyOf: [{type: string}]}}}",
            Policy::closed_writer},
           {"{$ref: '#/$defs/N', $defs: {N: {title: N, properties: {v: {title: V}}}}}",
            Policy::closed_writer},
           {"{$ref: '#/definitions/N', definitions: {N: {title: N, properties: {v: {title: V}}}}}",
            Policy::closed_writer},
           {"{title: User, properties: {id: {title: Id}, name: {type: string}}}", Policy::strict},
           {"{title: User, properties: {id: {type: integer}}}", Policy::strict},
           {"{title: User, type: object}", Policy::strict},
           {"{properties: {id: {title: Id}}}", Policy::strict},
           {"{title: User, type: object, properties: {}}", Policy::strict},
           {"true", Policy::strict},
       })) {
    CAPTURE(c.schema);
    CHECK(detect_policy(*test::node(c.schema)) == c.expected);
  }
}

TEST_CASE("a policy has a name") {
  for (const Policy policy : {Policy::strict, Policy::closed_writer, Policy::lenient}) {
    CHECK(policy_of(to_string(policy)) == policy);
  }
  CHECK_FALSE(policy_of("open"));
}

}  // namespace dcr::schema
