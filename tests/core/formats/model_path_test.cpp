// SPDX-License-Identifier: Apache-2.0
#include "core/formats/model_path.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

namespace {

std::string described(std::string_view path) {
  const dcr::formats::ModelPath read = dcr::formats::read_model_path(path);
  return read.name_space.value_or("(global)") + " " + read.name + " " +
         (read.version ? read.version->text() : "-");
}

struct Case {
  std::string_view path;
  std::string_view says;
};

}  // namespace

TEST_CASE("the path of a JSON Schema names a model, its version and its namespace") {
  for (const Case& c : std::to_array<Case>({
           {"models/user-service/User_v2_0_0.json", "user-service User 2.0.0"},
           {"models/user-service/User/1.0.0.json", "user-service User 1.0.0"},
           {"models/user-service/User/v1.2.json", "user-service User 1.2.0"},
           {"models/User_v2.schema.json", "(global) User 2.0.0"},
           {"models/User.json", "(global) User -"},
           {"User.json", "(global) User -"},
           {"schemas/User.yaml", "(global) User -"},
           {"anything/User.json", "(global) User -"},
           {"services/user-service/models/User-v1.0.0.json", "user-service User 1.0.0"},
           {"user-service/models/User@1.0.0-rc.1.json", "user-service User 1.0.0-rc.1"},
           {"models/a/b/User_v1_0_0.json", "b User 1.0.0"},
           {"models/user_values.json", "(global) user_values -"},
           {"models/a/User_v1_0_0_0.json", "a User_v1_0_0_0 -"},
           {"1.0.0.json", "(global) 1.0.0 -"},
           {"", "(global)  -"},
       })) {
    CAPTURE(c.path);
    CHECK(described(c.path) == c.says);
  }
}
