// SPDX-License-Identifier: Apache-2.0
// A registry of mods, a job, the defaults of its project and lines of `--set`: whatever they say,
// every run is prepared or refused with reasons.
#include "core/mods/plan.hpp"
#include "core/mods/setting.hpp"
#include "tests/fuzz/support/expect.hpp"
#include "tests/fuzz/support/parts.hpp"
#include "tests/fuzz/targets.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace dcr::fuzz {
namespace {

constexpr std::size_t longest = 1U << 15U;
constexpr std::size_t most_instances = 6;

void expect_faults(const std::vector<mods::Fault>& faults) {
  for (const mods::Fault& fault : faults) {
    expect(!fault.message.empty(), "a fault says nothing");
    expect(mods::to_line(fault).find('\n') == std::string::npos, "a fault has two lines",
           fault.message);
  }
}

mods::Plan plan_of(std::string_view input) {
  const auto parts = parts_of(input, 4);
  mods::Plan plan;
  plan.registry_file = "mod_registry.json";
  plan.registry = formats::read_mod_registry(parts[0], plan.registry_file);
  plan.job = mods::read_job(parts[1], "job.yaml");
  if (!parts[2].empty()) plan.defaults = mods::read_project_defaults(parts[2], "defaults.yaml");
  for (const std::string_view line : lines_of(parts[3], 4)) {
    if (auto setting = mods::parse_setting(line)) {
      plan.global_settings.push_back(*setting);
      plan.settings["a"].push_back(*std::move(setting));
    }
  }
  plan.environment = [](const char* name) -> std::optional<std::string> {
    if (std::string_view(name) == "STAGE") return "test";
    return std::nullopt;
  };
  return plan;
}

}  // namespace

void fuzz_job(std::string_view input) {
  if (input.size() > longest) return;
  const mods::Plan plan = plan_of(input);
  expect_faults(mods::common_faults(plan));
  expect_faults(mods::resolved_globals(plan).faults);
  mods::Schemas schemas;
  std::size_t seen = 0;
  for (const mods::Instance& instance : plan.job.instances) {
    if (++seen > most_instances) break;
    const mods::Prepared prepared = mods::prepare(plan, schemas, instance, {});
    expect_faults(prepared.faults);
    if (!prepared.faults.empty()) continue;
    expect(prepared.component != nullptr, "a run of no mod is ready");
    expect(prepared.handed() != nullptr, "a mod is handed nothing");
    static_cast<void>(mods::to_json(*prepared.handed()));
  }
}

}  // namespace dcr::fuzz
