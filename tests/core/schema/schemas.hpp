// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/validate.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace dcr::schema::test {

/// The one document of a text that has one.
std::shared_ptr<const yaml::Node> node(std::string_view text);

/// Each problem as "severity line:column pointer keyword: message", one a line.
std::string problems(std::string_view schema, const CompileOptions& options = {});

/// Each violation as "pointer keyword: message", one a line; empty when the value is valid.
std::string violations(std::string_view schema, std::string_view value,
                       const CompileOptions& options = {}, const ValidationLimits& limits = {});

}  // namespace dcr::schema::test
