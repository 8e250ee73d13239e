// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/import_files.hpp"

#include "cli/session.hpp"
#include "core/check/policy.hpp"
#include "core/compat/diff.hpp"
#include "core/compat/judge.hpp"
#include "core/git/working_file.hpp"

namespace dcr::cli {

Result<void> write_all(const git::Repository& repository, const std::vector<FileChange>& changes) {
  std::vector<const FileChange*> written;
  for (const FileChange& change : changes) {
    if (change.before == change.text) continue;
    const auto done = git::write_working_file(repository, change.path, change.text);
    if (done) {
      written.push_back(&change);
      continue;
    }
    for (const FileChange* back : written) {
      static_cast<void>(back->before
                            ? git::write_working_file(repository, back->path, *back->before)
                            : git::delete_working_file(repository, back->path));
    }
    return done.error();
  }
  return {};
}

Version version_of_change(const Session& session, const Config& config, const LoadedDocument& base,
                          const Contract& after, const std::string& text) {
  const Version& was = base.contract.version.value;
  const Policy policy = check::policy_for(config, {}, {}, base.full_name(), base.path);
  bool content = false;
  bool breaks = false;
  for (const Change& change : diff(base.contract, after, policy.model_policy)) {
    content = content || is_content(change.kind);
    breaks = breaks || (change.breaks && change.breaks->backward);
  }
  if (!content) return was;
  const SourceText after_text(text);
  const Judgement judgement =
      judge({&base.contract, base.path, base.text.get()}, {&after, base.path, &after_text}, policy,
            {&config.acceptances, session.today()});
  if (const auto enough = Version::parse(judgement.suggested_version)) return *enough;
  return raised(was, breaks || judgement.breaking ? required_bump(was, Bump::major)
                                                  : judgement.required_bump);
}

}  // namespace dcr::cli
