// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/semver/version.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace dcr::formats {

/// What the path of a JSON Schema says about the model in it.
///
///     models/user-service/User_v2_0_0.json     User 2.0.0 of user-service
///     models/user-service/User/1.0.0.json      User 1.0.0 of user-service
///     models/User.json                         User, of no version and no namespace
struct ModelPath {
  std::string name;
  std::optional<Version> version;
  std::optional<std::string> name_space;
};

/// The namespace is the nearest folder that does not just say what lies in it ("models",
/// "schemas"); a single folder at the root says no more either.
[[nodiscard]] ModelPath read_model_path(std::string_view path);

}  // namespace dcr::formats
