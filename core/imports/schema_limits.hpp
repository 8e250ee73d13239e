// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/imports/build.hpp"
#include "core/imports/schema_view.hpp"
#include "core/model/contract.hpp"

#include <string>
#include <string_view>

namespace dcr::imports {

/// Takes the limits of a schema that its type can have, and names every keyword that is left.
class SchemaLimits {
 public:
  SchemaLimits(const SchemaView& view, const std::string& path, LossList& losses)
      : view_(view), path_(path), losses_(losses) {}

  void set(Field& field);

 private:
  void set_bound(Field& field, std::string_view key, std::string_view exclusive_key,
                 const std::string& constraint);
  void set_text(Field& field, std::string_view key, const std::string& constraint);
  void set_number(Field& field, std::string_view key, const std::string& constraint);
  void name_what_is_left(const Field& field);

  const SchemaView& view_;
  const std::string& path_;
  LossList& losses_;
};

}  // namespace dcr::imports
