// SPDX-License-Identifier: Apache-2.0
//
// One function a system; each answers only when its variables are about the judged commit.
//
// A test merge is the merge of a request and its target that a system makes to try them together.
// GitHub, GitLab and Azure merge the request into the target, so the first parent is the target.
// Bitbucket and Jenkins merge the target into the request: there only the merge base tells the
// target's commit, and `is_test_merge` stays false.
#include "core/git/ci.hpp"

#include "core/git/ci_event.hpp"

#include <array>

namespace dcr::git {

namespace {

/// The environment and the commit that the systems are asked about.
class Question {
 public:
  Question(const Environment& environment, const Commit& head, std::string_view worktree)
      : environment_(environment), head_(head), worktree_(worktree) {}

  [[nodiscard]] std::string text(const char* name) const {
    return environment_(name).value_or(std::string());
  }
  [[nodiscard]] bool is_set(const char* name) const { return !text(name).empty(); }
  [[nodiscard]] bool is_head(std::string_view id) const { return id == head_.id.hex(); }
  [[nodiscard]] bool is_merge() const { return head_.parents.size() == 2; }
  [[nodiscard]] bool is_parent(std::size_t index, std::string_view id) const {
    return is_merge() && id == head_.parents[index].hex();
  }
  [[nodiscard]] bool is_worktree(const char* name) const {
    return !worktree_.empty() && text(name) == worktree_;
  }

 private:
  const Environment& environment_;
  const Commit& head_;
  std::string_view worktree_;
};

/// "main" of "refs/heads/main"; a name without `refs/` is a branch already.
std::string branch_of(const std::string& reference) {
  constexpr std::string_view heads = "refs/heads/";
  if (reference.starts_with(heads)) return reference.substr(heads.size());
  return reference.starts_with("refs/") ? "" : reference;
}

bool is_merge_ref(std::string_view reference) {
  return reference.starts_with("refs/pull/") && reference.ends_with("/merge");
}

std::string first_set(std::initializer_list<std::string> texts) {
  for (const std::string& text : texts) {
    if (!text.empty()) return text;
  }
  return "";
}

/// Which event of GitHub's it is, and what it compares with.
void describe_github_event(const Question& ask, const GithubEvent& event, CiRun& run) {
  const std::string name = ask.text("GITHUB_EVENT_NAME");
  const std::string reference = ask.text("GITHUB_REF");
  const bool is_request_head = ask.is_head(event.request_head);
  // On pull_request_target the checkout is the target itself unless the workflow asks for another.
  const bool is_target = name == "pull_request_target" && !is_request_head;
  run.target = first_set({ask.text("GITHUB_BASE_REF"), event.request_target});
  if (!run.target.empty() && !is_target) {
    run.event = CiEvent::request;
    run.base_id = event.request_base;
    run.is_test_merge = ask.is_merge() && !is_request_head &&
                        (ask.is_parent(1, event.request_head) || is_merge_ref(reference));
  } else if (name == "merge_group") {
    run.event = CiEvent::merge_group;
    run.base_id = event.group_base;
    run.target = branch_of(event.group_target);
  } else {
    run.event = name == "push" && !run.branch.empty() ? CiEvent::push : CiEvent::other;
    run.base_id = event.before;
  }
}

std::optional<CiRun> github_actions(const Question& ask) {
  if (ask.text("GITHUB_ACTIONS") != "true") return std::nullopt;
  const GithubEvent event = read_github_event(ask.text("GITHUB_EVENT_PATH"));
  const std::string commit = ask.text("GITHUB_SHA");
  if (!ask.is_head(commit) && !ask.is_parent(1, commit) && !ask.is_head(event.request_head) &&
      !ask.is_parent(1, event.request_head)) {
    return std::nullopt;
  }
  CiRun run{.system = "GitHub Actions",
            .branch = branch_of(ask.text("GITHUB_REF")),
            .default_branch = event.default_branch,
            .full_history = "'fetch-depth: 0' of actions/checkout"};
  describe_github_event(ask, event, run);
  return run;
}

std::optional<CiRun> gitlab(const Question& ask) {
  const std::string source = ask.text("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA");
  const std::string commit = ask.text("CI_COMMIT_SHA");
  if (!ask.is_set("GITLAB_CI") ||
      (!ask.is_head(commit) && !ask.is_parent(1, commit) && !ask.is_head(source))) {
    return std::nullopt;
  }
  CiRun run{.system = "GitLab CI/CD",
            .target = first_set({ask.text("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"),
                                 ask.text("CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME")}),
            .branch = ask.text("CI_COMMIT_BRANCH"),
            .default_branch = ask.text("CI_DEFAULT_BRANCH"),
            .full_history = "'GIT_DEPTH: 0'"};
  if (!run.target.empty()) {
    const std::string kind = ask.text("CI_MERGE_REQUEST_EVENT_TYPE");
    run.event = CiEvent::request;
    run.base_id = first_set({ask.text("CI_MERGE_REQUEST_DIFF_BASE_SHA"),
                             ask.text("CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA")});
    run.is_test_merge = ask.is_merge() && (kind == "merged_result" || kind == "merge_train") &&
                        (source.empty() || ask.is_parent(1, source));
  } else if (ask.text("CI_PIPELINE_SOURCE") == "push" && !run.branch.empty()) {
    run.event = CiEvent::push;
    run.base_id = ask.text("CI_COMMIT_BEFORE_SHA");
  }
  return run;
}

std::optional<CiRun> bitbucket(const Question& ask) {
  const std::string commit = ask.text("BITBUCKET_COMMIT");
  if (!ask.is_set("BITBUCKET_BUILD_NUMBER") ||
      (!ask.is_head(commit) && !ask.is_parent(0, commit) && !ask.is_parent(1, commit))) {
    return std::nullopt;
  }
  CiRun run{.system = "Bitbucket Pipelines",
            .target = ask.text("BITBUCKET_PR_DESTINATION_BRANCH"),
            .base_id = ask.text("BITBUCKET_PR_DESTINATION_COMMIT"),
            .branch = ask.text("BITBUCKET_BRANCH"),
            .full_history = "'clone: depth: full'"};
  if (!run.target.empty()) run.event = CiEvent::request;
  return run;
}

std::optional<CiRun> azure(const Question& ask) {
  const std::string commit = ask.text("BUILD_SOURCEVERSION");
  const std::string source = ask.text("SYSTEM_PULLREQUEST_SOURCECOMMITID");
  if (!ask.is_set("TF_BUILD") || (!ask.is_head(commit) && !ask.is_parent(1, commit) &&
                                  !ask.is_head(source) && !ask.is_parent(1, source))) {
    return std::nullopt;
  }
  const std::string reference = ask.text("BUILD_SOURCEBRANCH");
  CiRun run{.system = "Azure Pipelines",
            .branch = branch_of(reference),
            .full_history = "'fetchDepth: 0' of the checkout step"};
  if (ask.text("BUILD_REASON") == "PullRequest") {
    run.event = CiEvent::request;
    run.target = branch_of(ask.text("SYSTEM_PULLREQUEST_TARGETBRANCH"));
    run.is_test_merge = ask.is_merge() && !ask.is_head(source) &&
                        (ask.is_parent(1, source) || (source.empty() && is_merge_ref(reference)));
  } else if (ask.text("BUILD_REASON") == "IndividualCI" && !run.branch.empty()) {
    run.event = CiEvent::push;
  }
  return run;
}

std::optional<CiRun> buildkite(const Question& ask) {
  const std::string commit = ask.text("BUILDKITE_COMMIT");
  // A build of "the newest commit" says HEAD instead of an id; then the folder must agree.
  const bool by_folder = commit == "HEAD" && ask.is_worktree("BUILDKITE_BUILD_CHECKOUT_PATH");
  if (!ask.is_set("BUILDKITE") ||
      (!by_folder && !ask.is_head(commit) && !ask.is_parent(1, commit))) {
    return std::nullopt;
  }
  CiRun run{.system = "Buildkite",
            .branch = ask.text("BUILDKITE_BRANCH"),
            .default_branch = ask.text("BUILDKITE_PIPELINE_DEFAULT_BRANCH"),
            .full_history = "BUILDKITE_GIT_CLONE_FLAGS without --depth"};
  const std::string request = ask.text("BUILDKITE_PULL_REQUEST");
  if (ask.is_set("BUILDKITE_MERGE_QUEUE_BASE_COMMIT")) {
    run.event = CiEvent::merge_group;
    run.base_id = ask.text("BUILDKITE_MERGE_QUEUE_BASE_COMMIT");
    run.target = ask.text("BUILDKITE_MERGE_QUEUE_BASE_BRANCH");
  } else if (!request.empty() && request != "false") {
    run.event = CiEvent::request;
    run.target = ask.text("BUILDKITE_PULL_REQUEST_BASE_BRANCH");
    run.is_test_merge =
        ask.is_merge() && ask.text("BUILDKITE_PULL_REQUEST_USING_MERGE_REFSPEC") == "true";
  }
  return run;
}

std::optional<CiRun> jenkins(const Question& ask) {
  if (!ask.is_set("JENKINS_URL") && !ask.is_set("JENKINS_HOME")) return std::nullopt;
  const std::string commit = ask.text("GIT_COMMIT");
  // A pipeline sets GIT_COMMIT only where its script asks for it; then the folder must agree.
  const bool by_folder = commit.empty() && ask.is_worktree("WORKSPACE");
  if (!by_folder && !ask.is_head(commit) && !ask.is_parent(0, commit)) return std::nullopt;
  std::string branch = first_set({ask.text("BRANCH_NAME"), ask.text("GIT_BRANCH")});
  constexpr std::string_view remote = "origin/";
  if (branch.starts_with(remote)) branch.erase(0, remote.size());
  CiRun run{.system = "Jenkins",
            .target = ask.text("CHANGE_TARGET"),
            .branch = branch,
            .full_history = "a clone without 'Shallow clone'"};
  if (!run.target.empty()) {
    run.event = CiEvent::request;
  } else {
    run.event = CiEvent::push;
    run.base_id = ask.text("GIT_PREVIOUS_COMMIT");
  }
  return run;
}

std::optional<CiRun> circleci(const Question& ask) {
  if (!ask.is_set("CIRCLECI") || !ask.is_head(ask.text("CIRCLE_SHA1"))) return std::nullopt;
  return CiRun{.system = "CircleCI", .branch = ask.text("CIRCLE_BRANCH")};
}

}  // namespace

std::optional<CiRun> find_ci_run(const Environment& environment, const Commit& head,
                                 std::string_view worktree) {
  const Question ask(environment, head, worktree);
  for (const auto system :
       std::to_array({github_actions, gitlab, bitbucket, azure, buildkite, jenkins, circleci})) {
    if (std::optional<CiRun> run = system(ask)) return run;
  }
  return std::nullopt;
}

}  // namespace dcr::git
