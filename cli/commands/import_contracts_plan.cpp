// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/import_contracts.hpp"
#include "cli/commands/import_files.hpp"
#include "cli/paths.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"
#include "core/compat/diff.hpp"
#include "core/exports/native.hpp"
#include "core/exports/odcs.hpp"
#include "core/formats/model_document.hpp"
#include "core/formats/names.hpp"
#include "core/formats/read.hpp"
#include "core/git/working_file.hpp"
#include "core/imports/build.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace dcr::cli {
namespace {

using DocumentPtr = std::shared_ptr<const LoadedDocument>;

/// Completes one contract after the other, and makes their documents.
class ContractPlanner {
 public:
  ContractPlanner(const ImportOptions& options, const Session& session, const OpenRegistry* open)
      : options_(options), session_(session), open_(open) {}

  Result<void> prepare() {
    name_space_ = options_.name_space ? options_.name_space : session_.environment("DCR_NAMESPACE");
    if (name_space_ && name_space_->empty()) name_space_.reset();
    for (const std::string& text : options_.owners) {
      const std::size_t cut = text.find('=');
      Owner owner{text.substr(0, cut), cut == std::string::npos ? "" : text.substr(cut + 1), {}};
      if (owner.team.empty()) return wrong_usage("--owner names no team", "--owner shop=#shop");
      owners_.push_back(std::move(owner));
    }
    if (options_.set_version) {
      const auto version = Version::parse(*options_.set_version);
      if (!version) {
        return wrong_usage(fmt::format("'{}' is no version", printable(*options_.set_version)),
                           "a version is MAJOR.MINOR.PATCH: 1.2.0");
      }
      set_version_ = *version;
    }
    if (open_ == nullptr) return {};
    if (options_.out) {
      auto folder = repository_path(repository(), *options_.out);
      if (!folder) return folder.error();
      while (folder->ends_with('/')) folder->pop_back();
      folder_ = folder->empty() ? std::string(".") : *folder;
    }
    auto here = open_->registry.documents();
    if (!here) return here.error();
    for (const DocumentPtr& each : *here) {  // They ascend by version: the last is the newest.
      if (each->contract.kind == ContractKind::contract) here_[each->full_name()] = each;
      ++documents_in_[each->path];
    }
    return {};
  }

  Result<PlannedContract> plan(SourcedContract& sourced) {
    imports::ImportedContract& imported = sourced.imported;
    Contract& contract = imported.contract;
    if (auto named = name(contract, sourced.source); !named) return named.error();
    const LoadedDocument* old = document_of(contract.full_name());
    if (auto owned = own(contract, old); !owned) return owned.error();
    complete(imported, old);
    PlannedContract out;
    out.name = contract.full_name();
    out.dataset_id = contract.name;
    out.source = sourced.source;
    out.at = contract.at;
    out.losses = std::move(imported.losses);
    out.inferred = std::move(imported.inferred);
    if (auto placed = place(out, old); !placed) return placed.error();
    if (auto made = make(out, contract, old, imported.has_version); !made) return made.error();
    out.version = contract.version.value.text();
    if (out.before && out.changed() && !options_.overwrite) {
      return wrong_usage(fmt::format("'{}' is there already and differs", printable(out.path)),
                         "replace it with --overwrite, or look first: --out -");
    }
    return out;
  }

 private:
  [[nodiscard]] const git::Repository& repository() const {
    return *open_->registry.source().repository;
  }

  [[nodiscard]] const LoadedDocument* document_of(const std::string& full_name) const {
    const auto found = here_.find(full_name);
    return found == here_.end() ? nullptr : found->second.get();
  }

  Result<void> name(Contract& contract, const std::string& source) {
    const std::string said = options_.name.value_or(contract.name);
    if (name_space_) contract.name_space = *name_space_;
    contract.name = options_.name ? said : imports::legal_identifier(said);
    for (const std::string& identifier : {contract.name, contract.name_space.value_or("global")}) {
      const std::string wrong = formats::identifier_fault(identifier);
      if (wrong.empty()) continue;
      return wrong_usage(
          fmt::format("the name '{}' {}", printable(identifier.substr(0, 200)), wrong),
          "name it yourself: --name area.thing");
    }
    if (contract.name != said) {
      session_.note(fmt::format("warning: {}: '{}' is called '{}': no name may be as it was",
                                printable(source), printable(said), printable(contract.name)));
    }
    return {};
  }

  /// Who answers for it: the source, the command line, the document that is there, or you.
  Result<void> own(Contract& contract, const LoadedDocument* old) {
    if (!contract.owners.empty()) return {};
    if (owners_.empty() && old != nullptr && !old->contract.owners.empty()) {
      contract.owners = old->contract.owners;
      return {};
    }
    if (owners_.empty()) {
      auto user = git_user();
      if (!user) return user.error();
      owners_.push_back(*std::move(user));
      session_.note(fmt::format("owner: {} as git knows you; name a team with --owner",
                                printable(owners_.front().team)));
    }
    contract.owners = owners_;
    return {};
  }

  [[nodiscard]] Result<Owner> git_user() const {
    // As git has it: what the environment says counts before the configuration.
    std::string name = session_.environment("GIT_AUTHOR_NAME").value_or("");
    std::string mail = session_.environment("GIT_AUTHOR_EMAIL").value_or("");
    if (const auto found = session_.open_repository()) {
      const auto configured = [&](std::string& out, const char* key) {
        const auto value = (*found)->configuration(key);
        if (out.empty() && value && *value) out = **value;
      };
      configured(name, "user.name");
      configured(mail, "user.email");
    }
    if (name.empty()) std::swap(name, mail);
    if (name.empty() || formats::has_control_character(name + mail)) {
      return wrong_usage("nobody is named who owns these contracts", "--owner TEAM[=CONTACT]");
    }
    return Owner{name, mail, {}};
  }

  void complete(imports::ImportedContract& imported, const LoadedDocument* old) const {
    Contract& contract = imported.contract;
    if (!imported.has_version) {
      contract.version.value = set_version_     ? *set_version_
                               : old != nullptr ? old->contract.version.value
                                                : *Version::parse("1.0.0");
    }
    contract.version_text = contract.version.value.text();
    const bool drafts = !imported.inferred.empty();
    if (!contract.status && old != nullptr) {
      contract.status = old->contract.status;
      contract.deprecation_uri = old->contract.deprecation_uri;
      contract.deprecation_message = old->contract.deprecation_message;
    } else if (!contract.status && drafts) {
      contract.status = {Status::draft, {}};
    }
    if (old != nullptr) keep_what_people_said(contract, old->contract);
  }

  /// What the source says nothing of stays as the document that is there has it.
  static void keep_what_people_said(Contract& contract, const Contract& old) {
    if (contract.consumers.empty()) contract.consumers = old.consumers;
    if (contract.metadata.empty()) contract.metadata = old.metadata;
    if (contract.service_levels.empty()) contract.service_levels = old.service_levels;
    if (!contract.freshness_sla) contract.freshness_sla = old.freshness_sla;
    if (!contract.compatibility) contract.compatibility = old.compatibility;
    if (contract.description->empty()) contract.description = old.description;
  }

  Result<void> place(PlannedContract& out, const LoadedDocument* old) {
    if (open_ == nullptr) return {};
    out.path = old != nullptr
                   ? old->path
                   : formats::contract_file_path(open_->config.contracts, out.dataset_id);
    if (old == nullptr && !folder_.empty()) {
      out.path = (folder_ == "." ? "" : folder_ + "/") + out.path.substr(out.path.rfind('/') + 1);
    }
    const auto [taken, fresh] = taken_.emplace(out.path, out.name);
    if (!fresh) {
      return wrong_usage(fmt::format("'{}' would hold both {} and {}", printable(out.path),
                                     printable(taken->second), printable(out.name)),
                         "import one of them with --only, or to another --out");
    }
    auto before = git::read_working_file(repository(), out.path);
    if (!before) return before.error();
    out.before = *std::move(before);
    if (old == nullptr) return {};
    out.previous_version = old->contract.version.value.text();
    const auto documents = documents_in_.find(out.path);
    if (documents != documents_in_.end() && documents->second > 1) {
      return wrong_usage(fmt::format("'{}' holds several contracts", printable(out.path)),
                         "import by hand: --out - prints the document");
    }
    return {};
  }

  /// Its text, which must read back as a contract.
  Result<void> make(PlannedContract& out, Contract& contract, const LoadedDocument* old,
                    bool has_version) {
    auto read = write(out, contract);
    if (!read) return read.error();
    if (old == nullptr) return {};
    // However it is laid out, and whatever comments people wrote.
    const bool same_version = read->version.value == old->contract.version.value;
    const bool same_format = read->format == old->contract.format;
    if (same_version && same_format && diff(old->contract, *read).empty()) {
      out.text = *out.before;
      return {};
    }
    if (options_.version_from != "dcr" || has_version || set_version_) return {};
    const Version enough = version_of_change(session_, open_->config, *old, *read, out.text);
    if (enough == contract.version.value) return {};
    contract.version.value = enough;
    contract.version_text = enough.text();
    out.losses.resize(own_losses_);
    auto again = write(out, contract);
    if (!again) return again.error();
    return {};
  }

  Result<Contract> write(PlannedContract& out, const Contract& contract) {
    own_losses_ = out.losses.size();
    exports::Exported exported =
        options_.to == "odcs" ? exports::write_odcs(contract) : exports::write_native(contract);
    std::ranges::move(exported.losses, std::back_inserter(out.losses));
    out.text = comment(out) + exported.text;
    formats::ReadFile read = formats::read_contracts(out.text, out.path);
    std::string wrong;
    if (read.documents.size() != 1 || !read.documents.front().usable)
      wrong = "it cannot be read back";
    std::vector<Problem> problems = read.problems;
    for (const formats::ReadDocument& each : read.documents) {
      std::ranges::copy(each.problems, std::back_inserter(problems));
    }
    for (const Problem& problem : problems) {
      if (problem.severity != Severity::error) continue;
      wrong = problem.message;
      break;
    }
    if (wrong.empty()) return std::move(read.documents.front().contract);
    Error error = wrong_usage(fmt::format("{} makes no contract: {}", printable(out.name), wrong));
    if (out.at.known()) error.where = SourceSpan{out.source, out.at};
    return error;
  }

  /// What was inferred, for whoever reads the document.
  [[nodiscard]] static std::string comment(const PlannedContract& out) {
    if (out.inferred.empty()) return {};
    std::string text = fmt::format("# Inferred from {}, which does not say it:\n",
                                   out.source == "-" ? "a stream" : printable(out.source));
    for (const imports::Inference& each : out.inferred) {
      text += fmt::format("# - {}: {}\n", printable(each.field), each.what);
    }
    return text;
  }

  const ImportOptions& options_;
  const Session& session_;
  const OpenRegistry* open_;
  std::optional<std::string> name_space_;
  std::vector<Owner> owners_;
  std::optional<Version> set_version_;
  std::string folder_;
  std::size_t own_losses_ = 0;                       // of the source, before those of the target
  std::map<std::string, DocumentPtr> here_;          // the newest of each full name
  std::map<std::string, std::size_t> documents_in_;  // how many, by path
  std::map<std::string, std::string> taken_;         // path to the contract it is for
};

/// A native contract has no name for its one object.
void forget_object_names(const ImportOptions& options, ImportSources& sources) {
  const bool documents = options.words.front() == "odcs" || options.words.front() == "dcs";
  for (SourcedContract& each : sources.contracts) {
    Contract& contract = each.imported.contract;
    if (options.to == "odcs" || documents || contract.objects.size() != 1) continue;
    contract.objects.front().name.value.clear();
  }
}

}  // namespace

Result<std::vector<PlannedContract>> plan_contracts(const ImportOptions& options,
                                                    const Session& session,
                                                    const OpenRegistry* open,
                                                    ImportSources sources) {
  if (options.name && sources.contracts.size() > 1) {
    return wrong_usage(
        fmt::format("--name names one contract, and there are {}", sources.contracts.size()),
        "import one of them with --only");
  }
  forget_object_names(options, sources);
  ContractPlanner planner(options, session, open);
  if (auto ready = planner.prepare(); !ready) return ready.error();
  std::vector<PlannedContract> plan;
  for (SourcedContract& each : sources.contracts) {
    auto planned = planner.plan(each);
    if (!planned) return planned.error();
    plan.push_back(*std::move(planned));
  }
  return plan;
}

}  // namespace dcr::cli
