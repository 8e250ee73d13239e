// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/import_plan.hpp"

#include "cli/commands/import_files.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"
#include "core/formats/model_document.hpp"
#include "core/git/working_file.hpp"
#include "core/model/model_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace dcr::cli {
namespace {

using imports::PydanticModel;
using DocumentPtr = std::shared_ptr<const LoadedDocument>;

Error fault_in(const PydanticModel& model, std::string message, std::string help) {
  Error error{ErrorKind::usage, std::move(message), {}, std::move(help)};
  if (!model.file.empty()) error.where = SourceSpan{model.file, {{model.line, 1}, 1}};
  return error;
}

/// Plans one model after the other.
class Planner {
 public:
  Planner(const Session& session, const OpenRegistry& open, const ImportTarget& target)
      : session_(session), open_(open), target_(target) {}

  Result<void> open() {
    auto here = open_.registry.documents();
    if (!here) return here.error();
    here_ = *std::move(here);
    const auto committed = open_registry(session_, {.at = "HEAD", .registry = {}, .kind = "model"},
                                         Reads::working_tree);
    // Before the first commit there is nothing to compare with.
    if (!committed) return {};
    auto base = committed->registry.documents();
    if (!base) return base.error();
    base_ = *std::move(base);
    return {};
  }

  Result<ImportedModel> plan(const PydanticModel& model) {
    formats::ModelDraft draft{.name = model.name,
                              .name_space = target_.name_space,
                              .version = {},
                              .registered_by = target_.registered_by,
                              .metadata = {},
                              .schema = model.schema};
    const std::string full_name =
        draft.name_space ? *draft.name_space + "::" + draft.name : draft.name;
    const auto version = version_of(model, full_name, draft);
    if (!version) return version.error();
    draft.version = *version;
    return write(model, full_name, draft);
  }

 private:
  static const LoadedDocument* newest(const std::vector<DocumentPtr>& all,
                                      const std::string& full_name) {
    const LoadedDocument* found = nullptr;
    for (const DocumentPtr& each : all) {  // They ascend by version.
      if (each->full_name() == full_name) found = each.get();
    }
    return found;
  }

  /// The document the model replaces; null when it has a file of its own.
  [[nodiscard]] const LoadedDocument* replaced(const PydanticModel& model,
                                               const std::string& full_name,
                                               const Version& version) const {
    const auto same = std::ranges::find_if(here_, [&](const DocumentPtr& each) {
      return each->full_name() == full_name && each->contract.version.value == version;
    });
    if (same != here_.end()) return same->get();
    return model.managed ? nullptr : newest(here_, full_name);
  }

  Result<Version> version_of(const PydanticModel& model, const std::string& full_name,
                             formats::ModelDraft draft) const {
    if (!model.version.empty()) {
      if (auto version = Version::parse(model.version)) return *version;
      return fault_in(
          model,
          fmt::format("'{}' of {} is no version", printable(model.version), printable(model.name)),
          "a version is MAJOR.MINOR.PATCH: 1.2.0");
    }
    if (!target_.computes_versions) {
      return fault_in(model, fmt::format("{} has no version", printable(model.name)),
                      "give the class __contract_version__ = \"1.0.0\", or let dcr compute it: "
                      "--version-from dcr");
    }
    const LoadedDocument* base = newest(base_, full_name);
    if (base == nullptr) {
      const LoadedDocument* proposal = newest(here_, full_name);
      return proposal == nullptr ? *Version::parse("1.0.0") : proposal->contract.version.value;
    }
    draft.version = base->contract.version.value;
    return version_after(*base, draft);
  }

  /// The version that a change of the committed document asks for.
  [[nodiscard]] Version version_after(const LoadedDocument& base,
                                      const formats::ModelDraft& draft) const {
    const Version& was = base.contract.version.value;
    const std::string text = formats::model_document(draft);
    formats::ReadFile read = formats::read_contracts(text, base.path);
    if (read.documents.empty()) return was;
    Contract& after = read.documents.front().contract;
    // What the document says beside its schema stays.
    after.description = base.contract.description;
    after.other = base.contract.other;
    after.owners = base.contract.owners;
    return version_of_change(session_, open_.config, base, after, text);
  }

  Result<ImportedModel> write(const PydanticModel& model, const std::string& full_name,
                              const formats::ModelDraft& draft) {
    ImportedModel out;
    out.name = full_name;
    out.version = draft.version.text();
    out.module = model.module;
    out.line = model.line;
    const LoadedDocument* old = replaced(model, full_name, draft.version);
    out.path = old != nullptr ? old->path : new_path(model, draft);
    const auto taken = taken_.emplace(out.path, full_name + "@" + out.version);
    if (!taken.second) {
      return fault_in(
          model,
          fmt::format("'{}' would hold both {} and {}", printable(out.path),
                      printable(taken.first->second), printable(full_name + "@" + out.version)),
          "import one of them with --only, or to another --out");
    }
    auto before = git::read_working_file(*open_.registry.source().repository, out.path);
    if (!before) return before.error();
    out.before = *std::move(before);
    if (old != nullptr) out.previous_version = old->contract.version.value.text();
    auto text = text_of(model, draft, out, old);
    if (!text) return text.error();
    out.text = *std::move(text);
    return out;
  }

  /// The document that is there with another schema and version, or a new one.
  Result<std::string> text_of(const PydanticModel& model, const formats::ModelDraft& draft,
                              const ImportedModel& out, const LoadedDocument* old) const {
    const std::string fresh = formats::model_document(draft);
    const formats::ReadFile read = formats::read_contracts(fresh, out.path);
    if (read.documents.empty() || !read.documents.front().usable) {
      const bool said = !read.documents.empty() && !read.documents.front().problems.empty();
      return fault_in(model,
                      fmt::format("{} makes no model: {}", printable(model.name),
                                  said ? read.documents.front().problems.front().message
                                       : "its schema cannot be read"),
                      "");
    }
    if (!out.before) return fresh;
    if (old == nullptr || old->contract.format != Format::model) {
      return fault_in(
          model, fmt::format("'{}' is there already and holds something else", printable(out.path)),
          "move it, or import to another --out");
    }
    const formats::ReadFile present = formats::read_contracts(*out.before, out.path);
    for (std::size_t i = 0; i < present.documents.size(); ++i) {
      const Contract& contract = present.documents[i].contract;
      if (!contract.model || contract.full_name() != out.name ||
          contract.version_text != old->contract.version_text) {
        continue;
      }
      const Contract& wanted = read.documents.front().contract;
      const bool same_version = contract.version.value == draft.version;
      if (same_version && formats::same_value(*contract.model->schema, *wanted.model->schema))
        return *out.before;
      return formats::with_schema(*out.before, out.path, i, *draft.schema, draft.version);
    }
    return fault_in(model, fmt::format("'{}' cannot be edited", printable(out.path)), "");
  }

  [[nodiscard]] std::string new_path(const PydanticModel& model,
                                     const formats::ModelDraft& draft) const {
    const std::string path = formats::model_file_path(open_.config.models, draft, model.managed);
    if (target_.folder.empty()) return path;
    return target_.folder + path.substr(path.rfind('/'));
  }

  const Session& session_;
  const OpenRegistry& open_;
  const ImportTarget& target_;
  std::vector<DocumentPtr> here_;
  std::vector<DocumentPtr> base_;
  std::map<std::string, std::string> taken_;  // path to the model it is for
};

}  // namespace

Result<std::vector<ImportedModel>> plan_import(const Session& session, const OpenRegistry& open,
                                               const std::vector<PydanticModel>& models,
                                               const ImportTarget& target) {
  Planner planner(session, open, target);
  if (auto opened = planner.open(); !opened) return opened.error();
  std::vector<ImportedModel> plan;
  for (const PydanticModel& model : models) {
    auto planned = planner.plan(model);
    if (!planned) return planned.error();
    plan.push_back(*std::move(planned));
  }
  std::ranges::sort(plan, {}, &ImportedModel::path);
  return plan;
}

Result<void> write_import(const git::Repository& repository,
                          const std::vector<ImportedModel>& models) {
  std::vector<FileChange> changes;
  for (const ImportedModel& model : models) {
    changes.push_back({model.path, model.before, model.text});
  }
  return write_all(repository, changes);
}

}  // namespace dcr::cli
