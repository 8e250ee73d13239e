// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/change.hpp"
#include "core/compat/common_terms.hpp"
#include "core/model/component.hpp"
#include "core/model/contract.hpp"
#include "core/model/model_schema.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// The parts of diff(): each appends the changes of one area.
namespace dcr::diff_parts {

/// The lines of the new document that a removed thing may be accepted in.
struct Block {
  Span at;
  int first_line = 0;
  int last_line = 0;
};

void diff_fields(const FieldList& before, const FieldList& after, const std::string& path,
                 const Block& block, Sides sides, std::vector<Change>& changes);

void diff_constraints(const Field& before, const Field& after, const std::string& path, Sides sides,
                      std::vector<Change>& changes);

void diff_service_levels(const Contract& before, const Contract& after, const Block& block,
                         Sides sides, std::vector<Change>& changes);

void diff_quality(const std::vector<QualityRule>& before, const std::vector<QualityRule>& after,
                  const std::string& path, const Block& block, Sides sides,
                  std::vector<Change>& changes);

/// What a contract says about itself and not about its data: name, status, deprecation, consumers,
/// mode. None of it is content.
void diff_lifecycle(const Contract& before, const Contract& after, const Block& block,
                    std::vector<Change>& changes);

/// What differs between two versions of a mod: its parameters, ports, globals and dependencies.
void diff_component(const Component& before, const Component& after, const Block& block,
                    std::vector<Change>& changes);

/// The part of it that is about `config_schema`: whether every configuration that was valid still
/// is. Dotted paths name nested parameters, `[]` items, `*` further properties.
void diff_parameters(const Component& before, const Component& after, const Block& block,
                     std::vector<Change>& changes);

/// What differs between the schemas of two versions of a model, and whom it stops. Dotted paths as
/// diff_parameters has them. The base's own policy judges, else the new document's, else `policy`.
void diff_model(const ModelSchema& before, const ModelSchema& after, ModelPolicy policy,
                const Block& block, std::vector<Change>& changes);

/// One other_changed for each key whose value differs.
void diff_other(const std::map<std::string, std::string>& before,
                const std::map<std::string, std::string>& after, const std::string& path,
                Span before_at, Span after_at, std::vector<Change>& changes);

/// The number a canonical text is; empty when it is none.
[[nodiscard]] std::optional<double> as_number(const std::string& text);

/// The change of something that is gone and may be accepted anywhere in `block`.
[[nodiscard]] Change removed(ChangeKind kind, std::string path, std::string before, Span before_at,
                             const Block& block);

/// A change of a value that both sides have.
[[nodiscard]] Change changed(ChangeKind kind, std::string path, std::string before,
                             std::string after, Span before_at, Span after_at);

}  // namespace dcr::diff_parts
