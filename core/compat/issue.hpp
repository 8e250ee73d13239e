// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/problem.hpp"
#include "core/base/source_span.hpp"
#include "core/semver/version.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace dcr {

/// A place with what stands there, so that reports need no file access.
struct Location {
  std::string path;
  Span at;                    ///< unknown when only the file is known
  std::string source_line{};  ///< the line of `at` as SourceText quotes it; empty when unknown
  int source_column = 1;      ///< where source_line begins in the line, in code points
  bool line_goes_on = false;  ///< source_line is not all of the rest of it
  std::string revision{};     ///< short commit id where it is not the base the report names
  Span mark{};                ///< what to underline, on the line of `at`; unknown = `at` itself
};

struct Affected {
  std::string consumer;
  std::string contact;  ///< empty when not given
};

/// What a rule holds against a change, judged: what reports list and count.
struct Issue {
  Severity severity = Severity::error;
  std::string rule;     ///< "field_removed"; JSON calls it `kind`
  std::string field;    ///< dotted path; empty when it concerns the contract
  std::string message;  ///< lower case, no full stop
  std::string why;      ///< who is hit and how; may be empty
  std::string help;     ///< the way out; may be empty
  Bump bump = Bump::none;
  std::string fingerprint;  ///< of rule, contract, field, old and new value
  std::string before;       ///< what the fingerprint was made of
  std::string after;
  std::string detail;  ///< what they are values of, as Change::detail: "max_length"; may be empty
  bool removed_thing = false;  ///< nothing in the new document stands for it
  int block_first_line =
      0;  ///< of the new document: where an acceptance that names the field holds
  int block_last_line = 0;
  bool breaking = false;  ///< a rule of the mode calls it breaking, whatever became of it
  bool accepted = false;
  std::string accepted_because;       ///< the reason of the acceptance
  bool accepted_in_document = false;  ///< by a comment in it, not by dcr.yaml
  std::string pointer;                ///< JSON pointer into the document; only of models
  std::string previous_pointer;       ///< into the base's
  std::string witness;                ///< a document, as JSON, that shows what breaks; may be empty
  bool is_of_schema = false;   ///< of a model's schema: the pointers say where, empty = its root
  std::optional<Location> at;  ///< on the new side; empty when nothing is left to point at
  std::optional<Location> previous;  ///< on the base side
  std::vector<Affected> affects;     ///< the first of them, where there are many
  std::size_t affects_more = 0;      ///< and the number of the others
};

}  // namespace dcr
