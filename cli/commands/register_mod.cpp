// SPDX-License-Identifier: Apache-2.0
#include "core/check/register_mod.hpp"

#include "cli/command.hpp"
#include "cli/commands/json_output.hpp"
#include "cli/commands/mod_draft_options.hpp"
#include "cli/commands/mod_problems.hpp"
#include "cli/commands/mod_registry_file.hpp"
#include "cli/session.hpp"
#include "core/base/atomic_file.hpp"
#include "core/base/text.hpp"
#include "core/formats/mod_registry.hpp"
#include "core/formats/mod_registry_edit.hpp"
#include "core/formats/mod_schema.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iterator>
#include <memory>

namespace dcr::cli {
namespace {

struct RegisterModOptions {
  DraftOptions draft;
  bool without_dependencies = false;
  bool dry_run = false;
  std::string format = "text";
};

/// What became of a registration.
struct Outcome {
  std::string name;
  std::string version;
  std::string described_by;  ///< the file beside the module; may be empty
  std::string text;          ///< of the registry, with the mod
  bool changed = false;
  check::ModStep step;
  std::vector<ModProblem> problems;

  [[nodiscard]] bool refused() const { return count_errors(problems) > 0 || step.refused(); }
};

/// The text to begin with.
std::string present_text(const Session& session, const ModRegistryFile& file) {
  if (file.exists) return file.text;
  return formats::empty_registry(session.today().text());
}

Result<Outcome> outcome_of(const Session& session, const ModRegistryFile& file,
                           const RegisterModOptions& options) {
  const std::string present = present_text(session, file);
  const auto made = make_draft(session, file, options.draft, options.without_dependencies);
  if (!made) return made.error();
  const formats::ReadComponent mod = made->draft.read();
  Outcome out;
  out.name = made->draft.name();
  out.version = mod.component->version_text;
  out.described_by = made->described_by;
  std::vector<Problem> problems = made->problems;
  std::ranges::copy(mod.problems, std::back_inserter(problems));
  std::ranges::move(formats::schema_problems(*mod.component), std::back_inserter(problems));
  const mods::Module* module = made->module ? &*made->module : nullptr;
  std::ranges::move(mods::check_mod(*mod.component, module, made->surroundings),
                    std::back_inserter(problems));
  for (Problem& problem : problems) {
    problem.at = {};  // The entry is not in the file yet.
    out.problems.push_back({out.name, std::move(problem)});
  }
  if (!mod.usable) return out;
  auto text = formats::with_component(present, file.path, *mod.component);
  if (!text) return text.error();
  out.text = *std::move(text);
  out.changed = !file.exists || out.text != file.text;
  const std::string& registered = file.committed ? *file.committed : present;
  out.step =
      check::judge_mod(registered, out.text, file.path, out.name, file.config, session.today());
  return out;
}

std::string outcome_text(const Outcome& out, const ModRegistryFile& file, bool written) {
  std::string text = problems_text(out.problems, file.path);
  for (const Issue& issue : out.step.judgement.issues) {
    const std::string note = issue.accepted ? " (accepted)" : "";
    text += fmt::format("{}: {}[{}]: {}{}\n", printable(file.path), to_string(issue.severity),
                        issue.rule, printable(issue.message), note);
    if (!issue.help.empty()) text += fmt::format("  help: {}\n", printable(issue.help));
  }
  if (!out.described_by.empty()) text += fmt::format("as {} says\n", printable(out.described_by));
  const std::string mod = fmt::format("{} {}", printable(out.name), printable(out.version));
  const std::string_view verb = out.refused()  ? "refused"
                                : !out.changed ? "unchanged"
                                : written      ? "registered"
                                               : "would be registered";
  return text + fmt::format("{} in {}: {}\n", mod, printable(file.path), verb);
}

std::string outcome_json(const Outcome& out, const ModRegistryFile& file, bool written) {
  nlohmann::ordered_json answer;
  answer["name"] = out.name;
  answer["version"] = text_or_null(out.version);
  answer["previous_version"] = text_or_null(out.step.previous_version);
  answer["path"] = file.path;
  answer["described_by"] = text_or_null(out.described_by);
  answer["accepted"] = !out.refused();
  answer["changed"] = out.changed;
  answer["written"] = written;
  answer["problems"] = problems_json(out.problems, file.path);
  answer["issues"] = nlohmann::ordered_json::array();
  for (const Issue& issue : out.step.judgement.issues) {
    answer["issues"].push_back({{"severity", to_string(issue.severity)},
                                {"kind", issue.rule},
                                {"field", text_or_null(issue.field)},
                                {"message", issue.message},
                                {"bump", to_string(issue.bump)},
                                {"accepted", issue.accepted}});
  }
  return json_text(answer);
}

Result<ExitCode> run(const RegisterModOptions& options, const Session& session) {
  const auto file = find_mod_registry(session);
  if (!file) return file.error();
  const auto out = outcome_of(session, *file, options);
  if (!out) return out.error();
  const bool write = !out->refused() && out->changed && !options.dry_run;
  if (write) {
    if (auto written = write_atomically(file->absolute(), out->text); !written) {
      return written.error();
    }
  }
  const std::string text = options.format == "json" ? outcome_json(*out, *file, write)
                                                    : outcome_text(*out, *file, write);
  if (auto printed = session.print(text); !printed) return printed.error();
  return out->refused() ? ExitCode::no : ExitCode::yes;
}

Invocation set_up() {
  auto options = std::make_shared<RegisterModOptions>();
  Invocation invocation;
  invocation.options = draft_option_list(options->draft);
  invocation.options.push_back(
      {.name = "--without-dependencies",
       .help = "Do not ask whether packages and Python are those of this machine",
       .target = &options->without_dependencies});
  invocation.options.push_back(
      {.name = "--dry-run", .help = "Say what would be done", .target = &options->dry_run});
  invocation.options.push_back({.name = "--format",
                                .value_name = "FORMAT",
                                .help = "How to answer",
                                .choices = {"text", "json"},
                                .target = &options->format});
  invocation.positionals = {.value_name = "MODULE",
                            .help = "A dotted module name, or the path of a Python file",
                            .at_most = 1,
                            .target = &options->draft.modules};
  invocation.run = [options](Session& session) { return run(*options, session); };
  return invocation;
}

}  // namespace

extern const Command register_mod_command;
const Command register_mod_command{
    .name = "register-mod",
    .group = Group::change,
    .summary = "Check a mod, then write it into mod_registry.json",
    .description =
        "Reads METADATA and CONFIG_SCHEMA of a Python module, which is parsed and never imported, "
        "or takes a program with --command. A file beside the module with the same keys "
        "(reader.yaml for reader.py, mod.yaml in a package) says it too, and options win over "
        "both. What nobody says comes from the registered entry, or from the module's name, folder "
        "and docstring. A change that breaks jobs of "
        "the committed version is refused, as dcr check refuses it.\n\n"
        "The rest of the file stays as it is. The change is not committed.",
    .examples = {{"dcr register-mod etl.mods.sources.csv_reader", "a module"},
                 {"dcr register-mod etl/mods/clean.py --schema clean.json", "by its file"},
                 {"dcr register-mod etl.mods.load --param table:str --param rows:int=1000",
                  "its parameters, where it does not say them"},
                 {"dcr register-mod --command ./bin/clean --command=--fast --category sinks "
                  "--description 'Writes rows'",
                  "any program"}},
    .setup = set_up,
};

}  // namespace dcr::cli
