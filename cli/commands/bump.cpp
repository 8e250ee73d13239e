// SPDX-License-Identifier: Apache-2.0
#include "core/check/bump.hpp"

#include "cli/command.hpp"
#include "cli/commands/json_output.hpp"
#include "cli/commands/working_contract.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"
#include "core/check/run.hpp"
#include "core/formats/contract_edit.hpp"
#include "core/git/working_file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>

namespace dcr::cli {
namespace {

using check::BumpAdvice;
using Answer = BumpAdvice::Answer;

struct BumpOptions {
  std::vector<std::string> names;
  bool write = false;
  std::string format = "text";

  [[nodiscard]] bool json() const { return format == "json"; }
};

bool needs_nothing(const BumpAdvice& advice) { return advice.answer == Answer::enough; }
bool is_refused(const BumpAdvice& advice) {
  return advice.answer == Answer::refuse || advice.answer == Answer::unread;
}

/// Of everything, or of the contract that is named; a contract that did not change has none.
Result<std::vector<BumpAdvice>> advice_for(const BumpOptions& options, const Session& session,
                                           const OpenRegistry& open, const report::Report& report) {
  std::vector<BumpAdvice> advice = check::advise_bumps(report);
  if (options.names.empty()) return advice;
  const auto reference = read_reference(session, options.names.front());
  if (!reference) return reference.error();
  if (!reference->selector.text.empty()) {
    return Error{ErrorKind::usage, "bump takes a name, without a version", {}, ""};
  }
  const std::string name = reference->full_name();
  const auto is_other = [&](const report::ContractVerdict& verdict) {
    return verdict.name != name && verdict.title != name;
  };
  const bool known =
      std::ranges::any_of(report.comparisons, [&](const report::Comparison& comparison) {
        return !std::ranges::all_of(comparison.contracts, is_other);
      });
  if (!known) return open.registry.unknown(name);
  std::erase_if(advice, [&](const BumpAdvice& one) { return is_other(*one.verdict); });
  return advice;
}

Result<void> write(const git::Repository& repository, const BumpAdvice& advice) {
  const report::ContractVerdict& verdict = *advice.verdict;
  LoadedDocument document;
  document.path = verdict.path;
  document.contract.name = verdict.dataset_id;
  document.contract.name_space = verdict.name_space;
  document.contract.version_text = verdict.version;
  const auto working = read_working_contract(repository, document);
  if (!working) return working.error();
  const auto edited = formats::with_version(working->text, verdict.path, working->contract,
                                            Version::parse_loose(advice.wanted).value());
  if (!edited) return edited.error();
  return git::write_working_file(repository, verdict.path, *edited);
}

std::string to_text(const BumpAdvice& advice) {
  const report::ContractVerdict& verdict = *advice.verdict;
  const std::string name = printable(verdict.name);
  const std::string path = printable(verdict.path);
  std::string out;
  switch (advice.answer) {
    case Answer::enough: return {};
    case Answer::raise:
      return fmt::format("{} {} -> {} ({}) {}\n", name, printable(verdict.version), advice.wanted,
                         to_string(advice.bump), path);
    case Answer::refuse:
      out = fmt::format("{} {}: no version lets this pass  {}\n", name, printable(verdict.version),
                        path);
      break;
    case Answer::unread: out = fmt::format("{}: cannot be read  {}\n", name, path); break;
  }
  for (const std::string& reason : advice.reasons) out += "  " + printable(reason) + "\n";
  return out;
}

std::string_view word_for(const BumpAdvice& advice, bool written) {
  switch (advice.answer) {
    case Answer::enough: return "enough";
    case Answer::raise: return written ? "raised" : "to_raise";
    case Answer::refuse: return "refused";
    case Answer::unread: return "unreadable";
  }
  unreachable();
}

std::string to_json(const std::vector<BumpAdvice>& advice, bool written) {
  nlohmann::ordered_json out;
  out["contracts"] = nlohmann::ordered_json::array();
  for (const BumpAdvice& one : advice) {
    const report::ContractVerdict& verdict = *one.verdict;
    nlohmann::ordered_json entry;
    entry["name"] = verdict.name;
    entry["dataset_id"] = verdict.dataset_id;
    entry["namespace"] = verdict.name_space ? nlohmann::ordered_json(*verdict.name_space)
                                            : nlohmann::ordered_json(nullptr);
    entry["kind"] = to_string(verdict.kind);
    entry["path"] = verdict.path;
    entry["previous_version"] = text_or_null(verdict.previous_version);
    entry["version"] = text_or_null(verdict.version);
    entry["suggested_version"] = text_or_null(one.wanted);
    entry["bump"] = to_string(one.bump);
    entry["answer"] = word_for(one, written);
    entry["reasons"] = one.reasons;
    out["contracts"].push_back(std::move(entry));
  }
  return json_text(out);
}

Result<ExitCode> answer(const BumpOptions& options, const Session& session,
                        const std::vector<BumpAdvice>& advice) {
  std::string text;
  for (const BumpAdvice& one : advice) text += to_text(one);
  if (text.empty()) text = "nothing to bump\n";
  const auto printed = session.print(options.json() ? to_json(advice, options.write) : text);
  if (!printed) return printed.error();
  if (std::ranges::none_of(advice, is_refused)) return ExitCode::yes;
  if (std::ranges::any_of(advice,
                          [](const BumpAdvice& one) { return one.answer == Answer::refuse; })) {
    session.note(
        "restore what breaks, publish a new major version beside the old one, or accept it; dcr "
        "check says more");
  }
  return ExitCode::no;
}

Result<ExitCode> run(const BumpOptions& options, const Session& session) {
  const auto open = open_for_change(session);
  if (!open) return open.error();
  const git::Repository& repository = *open->registry.source().repository;
  check::Request request;
  request.all = true;
  request.today = session.today();
  request.environment = session.environment();
  const auto judged = check::run(repository, request);
  if (!judged) return judged.error();
  auto advice = advice_for(options, session, *open, judged->report);
  if (!advice) return advice.error();
  if (options.names.empty()) std::erase_if(*advice, needs_nothing);
  for (const BumpAdvice& one : *advice) {
    if (!options.write || one.answer != Answer::raise) continue;
    if (auto written = write(repository, one); !written) return written.error();
  }
  return answer(options, session, *advice);
}

Invocation set_up() {
  auto options = std::make_shared<BumpOptions>();
  return {.options = {{.name = "--write",
                       .help = "Write the version into the file; nothing else of it changes",
                       .target = &options->write},
                      {.name = "--format",
                       .value_name = "FORMAT",
                       .help = "How to answer (default: text)",
                       .choices = {"text", "json"},
                       .target = &options->format}},
          .positionals = {.value_name = "NAME",
                          .help = "Only this contract (default: all that changed)",
                          .at_most = 1,
                          .completes = Completes::contract_name,
                          .target = &options->names},
          .run = [options](Session& session) { return run(*options, session); }};
}

}  // namespace

extern const Command bump_command;
const Command bump_command{
    .name = "bump",
    .group = Group::change,
    .summary = "Say which version the changes demand, or write it",
    .description =
        "Compares the working tree as dcr check does and names the lowest version that each "
        "changed contract needs. With --write that version goes into the document in place: "
        "comments, quotes and line ends stay.\n\n"
        "Exits with 1 when a contract breaks its readers and no version lets that pass.",
    .examples = {{"dcr bump", "what is due"},
                 {"dcr bump users.daily_active --write", "do it for one contract"}},
    .setup = set_up,
};

}  // namespace dcr::cli
