// SPDX-License-Identifier: Apache-2.0
#include "core/check/register_mod.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace dcr::check {
namespace {

std::string registry(std::string_view version, std::string_view ports) {
  return fmt::format(
      R"({{"_metadata": {{}}, "mods": {{"m": {{"module_path": "a.m", "version": "{}",
          "output_ports": [{}]}}}}}})",
      version, ports);
}

ModStep step(const std::string& before, const std::string& after) {
  return judge_mod(before, after, "mod_registry.json", "m", default_config(), Date{});
}

TEST_CASE("a mod that is new has nothing to break") {
  const ModStep first = step(R"({"_metadata": {}, "mods": {}})", registry("1.0.0", ""));
  CHECK_FALSE(first.was_registered);
  CHECK_FALSE(first.refused());
}

TEST_CASE("a step of a mod is judged as check judges it") {
  const ModStep broken = step(registry("1.0.0", R"("out")"), registry("1.1.0", ""));
  CHECK(broken.was_registered);
  CHECK(broken.previous_version == "1.0.0");
  CHECK(broken.refused());
  REQUIRE(broken.judgement.issues.size() == 1);
  CHECK(broken.judgement.issues[0].rule == "output_port_removed");
  REQUIRE(broken.judgement.issues[0].at);
  CHECK(broken.judgement.issues[0].at->at.begin == Position{2, 11});

  CHECK_FALSE(step(registry("1.0.0", ""), registry("1.1.0", R"("out")")).refused());
  CHECK(step(registry("1.0.0", ""), registry("1.0.1", R"("out")")).refused());
  CHECK(step(registry("1.0.0", ""), registry("1.0.0", R"("out")")).refused());
}

TEST_CASE("what cannot be read is not judged") {
  CHECK_FALSE(step("{", registry("1.0.0", "")).was_registered);
  CHECK_FALSE(step(registry("1.0.0", ""), "[]").was_registered);
}

}  // namespace
}  // namespace dcr::check
