// SPDX-License-Identifier: Apache-2.0
#include "tests/core/formats/described.hpp"

#include <doctest/doctest.h>

#include <array>
#include <map>
#include <utility>

namespace {

using dcr::formats::Strictness;
using dcr::test::problems_of;
using Files = std::map<std::string, std::string>;

std::string contract(const std::string& rest) {
  return "dataContractSpecification: 1.2.0\nid: a\ninfo: {title: A, version: 1.0.0, owner: b}\n" +
         rest;
}

/// The problems of a contract in `sales/a.yaml` of a repository that has `files` as well.
std::string problems_among(const std::string& text, const Files& files) {
  const auto load = [&](const std::string& path) -> std::optional<std::string> {
    const auto found = files.find(path);
    return found == files.end() ? std::nullopt : std::optional(found->second);
  };
  const auto read = dcr::formats::read_contracts(text, "sales/a.yaml", Strictness::lenient, load);
  std::string out;
  for (const dcr::Problem& problem : read.documents.at(0).problems) {
    out += dcr::test::described(problem) + "\n";
  }
  for (const dcr::Object& object : read.documents[0].contract.objects) {
    for (const dcr::Field& field : object.fields.fields) {
      out += field.name.value + " is " + field.type.value.spelled + "\n";
    }
  }
  return out;
}

}  // namespace

TEST_CASE("loose files of the specification are read, and told of where they are loose") {
  CHECK(problems_of("dataContractSpecification: 0.9\nid: a\ninfo:\n  version: 1.0\n"
                    "  contract: {name: x}\nflavour: sweet\n"
                    "models:\n  m:\n    fields:\n      f: {type: strng, size: 3}\n"
                    "      g: {enum: [1, 1.5]}\n      h:\n      i: {enum: []}\n") ==
        "1:28+3 warning[contract_invalid] 'dataContractSpecification' must be a string, not a "
        "number | quote it: dataContractSpecification: \"0.9\"\n"
        "4:3+7 warning[contract_invalid] the contract has no 'info.title'\n"
        "4:3+7 warning[owner_missing] the contract has no owner | add who answers for it: owner: "
        "data-platform\n"
        "4:12+3 warning[contract_invalid] 'info.version' is the number 1.0; it is read as 1.0.0 | "
        "write version: 1.0.0\n"
        "6:1+7 warning[contract_invalid] unknown key 'flavour'\n"
        "10:17+5 warning[contract_invalid] f: unknown type 'strng'; did you mean 'string'? | see "
        "the data types of the Data Contract Specification\n"
        "10:24+4 warning[contract_invalid] f: unknown key 'size'\n"
        "11:18+1 warning[contract_invalid] g: an 'enum' value must be a string, not an integer | "
        "quote it: \"1\"\n"
        "11:21+3 warning[contract_invalid] g: an 'enum' value must be a string, not a number | "
        "quote it: \"1.5\"\n"
        "12:7+1 warning[contract_invalid] h: a field must be a mapping with a type, not nothing\n"
        "13:17+2 warning[contract_invalid] i: 'enum' lists no value; it limits nothing\n");
}

TEST_CASE("what cannot be read is an error, each with its place") {
  CHECK(problems_of("dataContractSpecification: 1.2.0\n") ==
        "1:1+25 error[contract_invalid] the contract has no 'info' with its title and version | "
        "add it: info: {title: Orders, version: 1.0.0, owner: data-platform}\n"
        "1:1+25 error[contract_invalid] the contract has no id | add one that never changes: id: "
        "orders\n");
  CHECK(problems_of("dataContractSpecification: 1.2.0\ninfo: {title: A, owner: b}\n") ==
        "1:1+25 warning[contract_invalid] the contract has no id; it is known by its title 'A'\n"
        "2:7+20 error[contract_invalid] the contract has no info.version | add one: info.version: "
        "1.0.0\n");
  CHECK(
      problems_of(contract("models: {m: [], n: {fields: {f: 3, g: {required: x}}}}\n")) ==
      "4:13+2 error[contract_invalid] m: a model must be a mapping with fields, not a list\n"
      "4:33+1 error[contract_invalid] n.f: a field must be a mapping with a type, not an integer\n"
      "4:50+1 error[contract_invalid] n.g: 'required' must be true or false, not a string\n");
}

TEST_CASE("an unknown status, version or key field is told of under any strictness") {
  CHECK(problems_of("dataContractSpecification: 2.0.0\nid: a\n"
                    "info: {title: A, version: 1.0.0, owner: b, status: sleeping}\n"
                    "models: {m: {fields: {f: {type: int}}, primaryKey: [g]}}\n") ==
        "1:28+5 warning[contract_invalid] version '2.0.0' of the Data Contract Specification is "
        "not known; it is read as 1.2.1\n"
        "3:52+8 warning[contract_invalid] unknown status 'sleeping'; the contract counts as "
        "active | a status is proposed, in development, active, deprecated or retired\n"
        "4:53+1 warning[contract_invalid] 'primaryKey' names 'g', which is no field of the "
        "model\n");
}

TEST_CASE("references that lead nowhere are told of where they are written") {
  CHECK(problems_of(contract("models: {m: {fields: {\n  f: {$ref: '#/definitions/skv'},\n"
                             "  g: {$ref: [1]},\n  h: {$ref: '#/definitions/text'},\n"
                             "  i: {$ref: 'https://example.com/d.yaml#/x'}}}}\n"
                             "definitions: {sku: {type: text}, text: abc}\n")) ==
        "5:13+19 error[contract_invalid] f: '#/definitions/skv' names no definition; did you mean "
        "'sku'?\n"
        "6:13+3 error[contract_invalid] g: '$ref' must be a string, not a list\n"
        "7:13+20 error[contract_invalid] h: '#/definitions/text' must be a definition, not a "
        "string\n"
        "8:13+31 warning[contract_invalid] i: 'https://example.com/d.yaml' is not fetched: what it "
        "says of this field is not read | copy the definition into 'definitions' of the contract\n"
        "9:40+3 error[contract_invalid] definitions.text: a field must be a mapping with a type, "
        "not a string\n");
}

TEST_CASE("a circle of definitions is an error that names it") {
  CHECK(problems_of(contract("models: {m: {fields: {f: {$ref: '#/definitions/a'}}}}\n"
                             "definitions:\n  a: {$ref: '#/definitions/b'}\n"
                             "  b: {type: object, fields: {x: {$ref: '#/definitions/a'}}}\n")) ==
        "6:13+17 error[contract_invalid] definitions.a.x: definitions refer to each other in a "
        "circle: #/definitions/b -> #/definitions/a -> #/definitions/b\n"
        "7:40+17 error[contract_invalid] f.x: definitions refer to each other in a circle: "
        "#/definitions/a -> #/definitions/b -> #/definitions/a\n");
}

TEST_CASE("a problem of a definition is told of once, at the definition") {
  CHECK(problems_of(contract("models: {m: {fields: {f: {$ref: '#/definitions/a'},"
                             " g: {$ref: '#/definitions/a'}}}}\n"
                             "definitions:\n  a: {type: txt, domain: x, name: y}\n"
                             "  b: {colour: red}\n")) ==
        "6:13+3 warning[contract_invalid] f: unknown type 'txt'; did you mean 'text'? | see the "
        "data types of the Data Contract Specification\n"
        "7:7+6 warning[contract_invalid] definitions.b: unknown key 'colour'\n");
}

TEST_CASE("a reference to another file is relative to the contract") {
  const std::string text = contract(
      "models:\n  m:\n    fields:\n      f: {$ref: '../common/types.yaml#/definitions/sku'}\n"
      "      g: {$ref: id.yaml}\n      h: {$ref: '../../x.yaml'}\n      i: {$ref: none.yaml}\n"
      "      j: {$ref: '../common/types.yaml#/definitions/bad'}\n");
  CHECK(problems_among(
            text, {{"common/types.yaml",
                    "definitions:\n  sku: {$ref: '#/definitions/code'}\n  code: {type: varchar}\n"
                    "  bad: {type: txt}\n"},
                   {"sales/id.yaml", "type: uuid_text\n"}}) ==
        "8:17+7 warning[contract_invalid] g: unknown type 'uuid_text' | see the data types of the "
        "Data Contract Specification\n"
        "9:17+14 error[contract_invalid] h: '../../x.yaml' is outside of the repository\n"
        "10:17+9 error[contract_invalid] i: '$ref' names the file 'sales/none.yaml', which is not "
        "there or is not one sound document\n"
        "11:17+39 warning[contract_invalid] j: unknown type 'txt'; did you mean 'text'? | see the "
        "data types of the Data Contract Specification\n"
        "f is varchar\ng is uuid_text\nh is \ni is \nj is txt\n");
  CHECK(problems_of(contract("models: {m: {fields: {f: {$ref: b.yaml}}}}\n")) ==
        "4:33+6 warning[contract_invalid] f: 'b.yaml' is not read here, where only one file is "
        "looked at\n");
}

TEST_CASE("definitions that multiply end in an error, not in a long wait") {
  std::string text = contract(
      "models: {m: {fields: {f: {$ref: '#/definitions/d0'}}}}\n"
      "definitions:\n");
  constexpr int levels = 60;
  for (int i = 0; i < levels; ++i) {
    const std::string next = fmt::format("{{$ref: '#/definitions/d{}'}}", i + 1);
    text += fmt::format("  d{}: {{type: object, fields: {{a: {}, b: {}}}}}\n", i, next, next);
  }
  text += fmt::format("  d{}: {{type: text}}\n", levels);
  CHECK(problems_of(text).find("larger than 32 MiB once its definitions are written out") !=
        std::string::npos);
}

TEST_CASE("a long chain of definitions is refused, not followed to the end") {
  std::string text = contract(
      "models: {m: {fields: {f: {$ref: '#/definitions/d0'}}}}\n"
      "definitions:\n");
  for (int i = 0; i < 3000; ++i)
    text += fmt::format("  d{}: {{$ref: '#/definitions/d{}'}}\n", i, i + 1);
  text += "  d3000: {type: text}\n";
  CHECK(problems_of(text).find("definitions refer to each other more than 64 deep") !=
        std::string::npos);
}
