// SPDX-License-Identifier: Apache-2.0
#include "core/git/baseline.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace dcr::git {

namespace {

/// A remote with A, B, C on main and D on topic, which left at B, and a clone as a CI system makes
/// it: detached, with remote-tracking branches only.
struct Build {
  test::TempRepo remote;
  std::string a = remote.commit_file("a", "1");
  std::string b = remote.commit_file("b", "1");
  std::string d = topic_commit();
  std::string c = main_commit();
  std::string clone = remote.around() + "/build";

  std::string topic_commit() {
    remote.git({"checkout", "-q", "-b", "topic"});
    return remote.commit_file("d", "1");
  }
  std::string main_commit() {
    remote.git({"checkout", "-q", "main"});
    return remote.commit_file("c", "1");
  }
  /// The merge of topic into main that a system makes for trial.
  std::string test_merge() {
    remote.git({"checkout", "-q", "--detach", "main"});
    remote.git({"merge", "-q", "--no-ff", "-m", "trial", "topic"});
    const std::string merge = remote.git({"rev-parse", "HEAD"});
    remote.git({"update-ref", "refs/pull/1/merge", merge});
    remote.git({"checkout", "-q", "main"});
    return merge;
  }

  void check_out(const std::string& commit, const std::vector<std::string>& options = {}) {
    std::vector<std::string> arguments = {"clone", "-q", "--no-local", "--no-checkout"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    arguments.insert(arguments.end(), {"file://" + remote.path(), clone});
    remote.git_in(remote.around(), arguments);
    in_clone({"fetch", "-q", "origin", commit});
    in_clone({"checkout", "-q", "--detach", commit});
    if (options.empty()) in_clone({"branch", "-q", "-D", "main"});
  }
  /// What actions/checkout does: one commit, no branch.
  void check_out_shallow(const std::string& commit) {
    remote.git_in(remote.around(), {"init", "-q", clone});
    in_clone({"remote", "add", "origin", "file://" + remote.path()});
    in_clone({"fetch", "-q", "--no-tags", "--depth=1", "origin", commit});
    in_clone({"checkout", "-q", "--detach", commit});
  }
  std::string in_clone(const std::vector<std::string>& arguments) const {
    return remote.git_in(clone, arguments);
  }
  /// Runs the first command of a help text, as a person would paste it.
  void run_help(const std::string& help) const {
    const std::string command = help.substr(0, help.find(';'));
    REQUIRE(command.starts_with("git fetch "));
    std::vector<std::string> arguments;
    std::string word;
    for (const char letter : command.substr(4) + " ") {
      if (letter == '\'') continue;
      if (letter != ' ') {
        word += letter;
      } else {
        arguments.push_back(word);
        word.clear();
      }
    }
    in_clone(arguments);
  }

  Result<Baseline> find(BaselineRequest request = {}) const {
    request.environment = remote.environment();
    return find_baseline(*remote.open(clone), request);
  }
  std::string base(BaselineRequest request = {}) const {
    const Result<Baseline> found = find(std::move(request));
    if (!found) return "error: " + found.error().message + " | " + found.error().help;
    return (found->commit ? found->commit->hex() : "none") + " " + found->reason;
  }
  void set(const std::vector<std::pair<std::string, std::string>>& variables) {
    for (const auto& [name, value] : variables) remote.set_environment(name, value);
  }
  void set_github(const std::string& event, const std::string& commit, const std::string& ref) {
    set({{"GITHUB_ACTIONS", "true"},
         {"GITHUB_EVENT_NAME", event},
         {"GITHUB_SHA", commit},
         {"GITHUB_REF", ref}});
  }
  void set_github_event(const std::string& json) {
    const std::string path = remote.around() + "/event.json";
    test::write_file(path, json);
    set({{"GITHUB_EVENT_PATH", path}});
  }
};

}  // namespace

TEST_CASE("CI: a test merge is compared with its first parent, the target") {
  Build build;
  const std::string merge = build.test_merge();
  build.check_out(merge);
  build.set_github("pull_request", merge, "refs/pull/1/merge");
  build.set({{"GITHUB_BASE_REF", "main"}});
  CHECK(build.base() == build.c + " first parent of the merge");
  const Result<Baseline> found = build.find();
  REQUIRE(found);
  CHECK(found->is_ci);
  CHECK(found->mainline_name == "origin/main");
  CHECK(found->mainline_tip->hex() == build.c);
}

TEST_CASE("CI: a request that is not merged for trial is compared with its merge base") {
  Build build;
  build.check_out(build.d);
  build.set({{"GITLAB_CI", "true"},
             {"CI_COMMIT_SHA", build.d},
             {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"}});
  CHECK(build.base() == build.b + " merge base with origin/main");
}

TEST_CASE("CI: a target merged into the request blames it for nothing") {
  Build build;
  build.remote.git({"checkout", "-q", "--detach", "topic"});
  build.remote.git({"merge", "-q", "--no-ff", "-m", "trial", "main"});
  const std::string merge = build.remote.git({"rev-parse", "HEAD"});
  build.remote.git({"update-ref", "refs/trial", merge});
  build.remote.git({"checkout", "-q", "main"});
  build.check_out(merge);
  build.set({{"BITBUCKET_BUILD_NUMBER", "1"},
             {"BITBUCKET_COMMIT", build.d},
             {"BITBUCKET_PR_DESTINATION_BRANCH", "main"}});
  CHECK(build.base() == build.c + " merge base with origin/main");
}

TEST_CASE(
    "CI: where the clone lacks the target's branch, the commit that the system names will do") {
  Build build;
  build.check_out(build.d, {"--single-branch", "--branch", "topic"});
  build.set({{"GITLAB_CI", "true"},
             {"CI_COMMIT_SHA", build.d},
             {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"},
             {"CI_MERGE_REQUEST_DIFF_BASE_SHA", build.b}});
  CHECK(build.base() == build.b + " merge base with main");
}

TEST_CASE("CI: a target that the clone lacks is fetched by the command of the error") {
  Build build;
  build.check_out(build.d, {"--single-branch", "--branch", "topic"});
  build.set({{"TF_BUILD", "True"},
             {"BUILD_SOURCEVERSION", build.d},
             {"BUILD_REASON", "PullRequest"},
             {"SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/main"}});
  const Result<Baseline> found = build.find();
  REQUIRE_FALSE(found);
  CHECK(found.error().kind == ErrorKind::unavailable);
  CHECK(found.error().message == "the target branch 'main' is not in this clone");
  CHECK(found.error().help ==
        "git fetch origin main:refs/remotes/origin/main; or set 'fetchDepth: 0' of the checkout "
        "step");
  build.run_help(found.error().help);
  CHECK(build.base() == build.b + " merge base with origin/main");
}

TEST_CASE("CI: a target's name cannot smuggle a command into the help") {
  Build build;
  build.check_out(build.d, {"--single-branch", "--branch", "topic"});
  build.set({{"TF_BUILD", "True"},
             {"BUILD_SOURCEVERSION", build.d},
             {"BUILD_REASON", "PullRequest"},
             {"SYSTEM_PULLREQUEST_TARGETBRANCH", "a;$(reboot)'\x1b[m"}});
  CHECK(build.base() ==
        "error: the target branch 'a;$(reboot)'\\x1b[m' is not in this clone | "
        "git fetch origin 'a;$(reboot)'\\''\\x1b[m:refs/remotes/origin/a;$(reboot)'\\''\\x1b[m'; "
        "or set 'fetchDepth: 0' of the checkout step");
}

TEST_CASE("CI: a merge group is compared with its base") {
  Build build;
  build.check_out(build.d);
  build.set_github("merge_group", build.d, "refs/heads/gh-readonly-queue/main/pr-1");
  build.set_github_event(R"({"merge_group": {"base_sha": ")" + build.a +
                         R"(", "base_ref": "refs/heads/main"}})");
  CHECK(build.base() == build.a + " base of the merge group");
}

TEST_CASE("CI: a push to the mainline is compared with what was there before it") {
  Build build;
  build.check_out(build.c);
  build.set_github("push", build.c, "refs/heads/main");
  build.set_github_event(R"({"before": ")" + build.a + R"("})");
  CHECK(build.base() == build.a + " before the push");
}

TEST_CASE("CI: a push whose before is all zeros, gone, HEAD or no id falls back to the parent") {
  Build build;
  build.check_out(build.c);
  build.set({{"GITLAB_CI", "true"},
             {"CI_COMMIT_SHA", build.c},
             {"CI_PIPELINE_SOURCE", "push"},
             {"CI_COMMIT_BRANCH", "main"},
             {"CI_DEFAULT_BRANCH", "main"}});
  for (const std::string& before : {std::string(40, '0'), std::string(40, 'e'), build.c,
                                    std::string(), std::string("main"), std::string("--help")}) {
    CAPTURE(before);
    build.set({{"CI_COMMIT_BEFORE_SHA", before}});
    CHECK(build.base() == build.b + " first parent");
  }
}

TEST_CASE("CI: other runs compare with the merge base, on the mainline with the first parent") {
  Build build;
  build.check_out(build.d);
  build.set({{"CIRCLECI", "true"}, {"CIRCLE_SHA1", build.d}, {"CIRCLE_BRANCH", "topic"}});
  CHECK(build.base() == build.b + " merge base with origin/main");
  build.in_clone({"checkout", "-q", "--detach", build.c});
  build.set({{"CIRCLE_SHA1", build.c}, {"CIRCLE_BRANCH", "main"}});
  CHECK(build.base() == build.b + " first parent");
}

TEST_CASE("CI: a commit that the mainline holds already is compared with its parent, not itself") {
  Build build;
  build.check_out(build.b);
  build.set({{"CIRCLECI", "true"}, {"CIRCLE_SHA1", build.b}, {"CIRCLE_BRANCH", "release"}});
  CHECK(build.base() == build.a + " first parent");
  CHECK(build.base({.against = "origin/main"}) == build.a + " first parent");
  build.in_clone({"checkout", "-q", "--detach", build.a});
  build.set({{"CIRCLE_SHA1", build.a}});
  CHECK(build.base() == "none the first commit");
}

TEST_CASE("CI: variables of another checkout change nothing") {
  Build build;
  build.check_out(build.c);
  build.set({{"CIRCLECI", "true"}, {"CIRCLE_SHA1", build.d}, {"CIRCLE_BRANCH", "main"}});
  const Result<Baseline> found = build.find();
  REQUIRE(found);
  CHECK_FALSE(found->is_ci);
  CHECK(found->reason == "merge base with origin/main");
}

TEST_CASE("CI: a clone without any mainline says how to get one") {
  Build build;
  build.check_out(build.d, {"--single-branch", "--branch", "topic"});
  build.set({{"CIRCLECI", "true"}, {"CIRCLE_SHA1", build.d}, {"CIRCLE_BRANCH", "topic"}});
  CHECK(build.base() ==
        "error: no mainline is known in this clone | name it in dcr.yaml (mainline: [main]), and "
        "git fetch origin '+refs/heads/*:refs/remotes/origin/*'");
  CHECK(build.base({.mainline = {"main"}}) ==
        "error: the mainline 'main' is not in this clone | "
        "git fetch origin main:refs/remotes/origin/main");
  CHECK(build.base({.mainline = {"release/*"}}) ==
        "error: the mainline 'release/*' is not in this clone | "
        "git fetch origin '+refs/heads/*:refs/remotes/origin/*'");
}

TEST_CASE("CI: a shallow test merge is deepened by the command of the error") {
  Build build;
  const std::string merge = build.test_merge();
  build.check_out_shallow(merge);
  build.set_github("pull_request", merge, "refs/pull/1/merge");
  build.set({{"GITHUB_BASE_REF", "main"}});
  const Result<Baseline> found = build.find();
  REQUIRE_FALSE(found);
  CHECK(found.error().kind == ErrorKind::unavailable);
  CHECK(found.error().message == "the first parent " + build.c.substr(0, 7) + " of " +
                                     merge.substr(0, 7) + " is not in this clone");
  CHECK(found.error().help ==
        "git fetch --depth=2 origin " + merge + "; or set 'fetch-depth: 0' of actions/checkout");
  build.run_help(found.error().help);
  CHECK(build.base() == build.c + " first parent of the merge");
}

TEST_CASE("CI: the commit before a push is fetched by the command of the error") {
  Build build;
  build.check_out_shallow(build.c);
  build.set_github("push", build.c, "refs/heads/main");
  build.set_github_event(R"({"before": ")" + build.a +
                         R"(", "repository": {"default_branch": "main"}})");
  const Result<Baseline> found = build.find();
  REQUIRE_FALSE(found);
  CHECK(found.error().message ==
        "the commit before the push, " + build.a.substr(0, 7) + ", is not in this clone");
  CHECK(found.error().help ==
        "git fetch --depth=1 origin " + build.a + "; or set 'fetch-depth: 0' of actions/checkout");
  build.run_help(found.error().help);
  CHECK(build.base() == build.a + " before the push");
}

TEST_CASE("CI: a shallow branch is unshallowed by the command of the error") {
  Build build;
  build.check_out_shallow(build.d);
  build.in_clone({"fetch", "-q", "--depth=1", "origin", "main:refs/remotes/origin/main"});
  build.set_github("push", build.d, "refs/heads/topic");
  const Result<Baseline> found = build.find();
  REQUIRE_FALSE(found);
  CHECK(found.error().kind == ErrorKind::unavailable);
  CHECK(found.error().help ==
        "git fetch --unshallow origin; or set 'fetch-depth: 0' of actions/checkout");
  build.run_help(found.error().help);
  CHECK(build.base() == build.b + " merge base with origin/main");
}

}  // namespace dcr::git
