// SPDX-License-Identifier: Apache-2.0
#include "core/git/ci.hpp"

#include "core/git/ci_event.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

namespace dcr::git {

namespace {

using Variables = std::map<std::string, std::string>;

const std::string head_id(40, 'a');
const std::string first_id(40, 'b');
const std::string second_id(40, 'c');
const std::string other_id(40, 'd');

Commit commit_with(const std::vector<std::string>& parents) {
  Commit commit;
  commit.id = test::object_id(head_id);
  for (const std::string& parent : parents) commit.parents.push_back(test::object_id(parent));
  return commit;
}

std::optional<CiRun> run_of(const Variables& variables,
                            const std::vector<std::string>& parents = {first_id}) {
  const Environment environment = [&variables](const char* name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
  return find_ci_run(environment, commit_with(parents), "/builds/project");
}

const std::vector<std::string> two_parents = {first_id, second_id};

}  // namespace

TEST_CASE("without a CI system's variables there is no run") {
  CHECK_FALSE(run_of({}));
  CHECK_FALSE(run_of({{"CI", "true"}, {"GITHUB_SHA", head_id}}));
}

TEST_CASE("variables that name another commit are about another checkout") {
  const std::vector<Variables> systems = {
      {{"GITHUB_ACTIONS", "true"}, {"GITHUB_SHA", other_id}, {"GITHUB_EVENT_NAME", "push"}},
      {{"GITLAB_CI", "true"}, {"CI_COMMIT_SHA", other_id}},
      {{"BITBUCKET_BUILD_NUMBER", "7"}, {"BITBUCKET_COMMIT", other_id}},
      {{"TF_BUILD", "True"}, {"BUILD_SOURCEVERSION", other_id}},
      {{"BUILDKITE", "true"}, {"BUILDKITE_COMMIT", other_id}},
      {{"BUILDKITE", "true"},
       {"BUILDKITE_COMMIT", "HEAD"},
       {"BUILDKITE_BUILD_CHECKOUT_PATH", "/builds/other"}},
      {{"JENKINS_URL", "http://ci/"}, {"GIT_COMMIT", other_id}},
      {{"JENKINS_URL", "http://ci/"}, {"WORKSPACE", "/builds/other"}},
      {{"CIRCLECI", "true"}, {"CIRCLE_SHA1", other_id}},
  };
  for (const Variables& variables : systems) {
    CAPTURE(variables.begin()->first);
    CHECK_FALSE(run_of(variables));
    CHECK_FALSE(run_of(variables, two_parents));
  }
}

TEST_CASE("GitHub Actions: a pull request's test merge has the target as first parent") {
  const Variables variables = {{"GITHUB_ACTIONS", "true"},
                               {"GITHUB_SHA", head_id},
                               {"GITHUB_EVENT_NAME", "pull_request"},
                               {"GITHUB_REF", "refs/pull/12/merge"},
                               {"GITHUB_BASE_REF", "main"}};
  const std::optional<CiRun> run = run_of(variables, two_parents);
  REQUIRE(run);
  CHECK(run->system == "GitHub Actions");
  CHECK(run->event == CiEvent::request);
  CHECK(run->is_test_merge);
  CHECK(run->target == "main");
  CHECK(run->branch.empty());
}

TEST_CASE("GitHub Actions: the event file tells a checked out pull request from its test merge") {
  const test::TempFolder folder;
  const std::string path = folder.path() + "/event.json";
  Variables variables = {{"GITHUB_ACTIONS", "true"},
                         {"GITHUB_SHA", other_id},
                         {"GITHUB_EVENT_NAME", "pull_request"},
                         {"GITHUB_REF", "refs/pull/12/merge"},
                         {"GITHUB_BASE_REF", "main"},
                         {"GITHUB_EVENT_PATH", path}};
  const auto event = [&](const std::string& head) {
    return R"({"pull_request": {"head": {"sha": ")" + head + R"("}, "base": {"sha": ")" + first_id +
           R"(", "ref": "main"}}})";
  };

  // `ref: ${{ github.event.pull_request.head.sha }}`, and its last commit merged main.
  test::write_file(path, event(head_id));
  std::optional<CiRun> run = run_of(variables, two_parents);
  REQUIRE(run);
  CHECK(run->event == CiEvent::request);
  CHECK_FALSE(run->is_test_merge);
  CHECK(run->base_id == first_id);

  variables["GITHUB_SHA"] = head_id;
  test::write_file(path, event(second_id));
  run = run_of(variables, two_parents);
  REQUIRE(run);
  CHECK(run->is_test_merge);

  // pull_request_target checks out the target unless told otherwise.
  variables["GITHUB_EVENT_NAME"] = "pull_request_target";
  variables["GITHUB_REF"] = "refs/heads/main";
  run = run_of(variables);
  REQUIRE(run);
  CHECK(run->event == CiEvent::other);
  CHECK(run->branch == "main");
}

TEST_CASE("GitHub Actions: merge groups and pushes name their base in the event file") {
  const test::TempFolder folder;
  const std::string path = folder.path() + "/event.json";
  Variables variables = {{"GITHUB_ACTIONS", "true"},
                         {"GITHUB_SHA", head_id},
                         {"GITHUB_EVENT_NAME", "merge_group"},
                         {"GITHUB_REF", "refs/heads/gh-readonly-queue/main/pr-3"},
                         {"GITHUB_EVENT_PATH", path}};
  test::write_file(path, R"({"merge_group": {"base_sha": ")" + other_id +
                             R"(", "base_ref": "refs/heads/main"},
                              "repository": {"default_branch": "trunk"}})");
  std::optional<CiRun> run = run_of(variables);
  REQUIRE(run);
  CHECK(run->event == CiEvent::merge_group);
  CHECK(run->base_id == other_id);
  CHECK(run->target == "main");
  CHECK(run->default_branch == "trunk");

  variables["GITHUB_EVENT_NAME"] = "push";
  variables["GITHUB_REF"] = "refs/heads/main";
  test::write_file(path, R"({"before": ")" + other_id + R"("})");
  run = run_of(variables);
  REQUIRE(run);
  CHECK(run->event == CiEvent::push);
  CHECK(run->base_id == other_id);
  CHECK(run->branch == "main");

  variables["GITHUB_REF"] = "refs/tags/v1";
  run = run_of(variables);
  REQUIRE(run);
  CHECK(run->event == CiEvent::other);
  CHECK(run->branch.empty());
}

TEST_CASE("a broken event file says nothing and does no harm") {
  const test::TempFolder folder;
  const std::string path = folder.path() + "/event.json";
  CHECK(read_github_event(path).before.empty());
  CHECK(read_github_event("").before.empty());
  CHECK(read_github_event(folder.path()).before.empty());
  for (const std::string& text :
       {std::string(), std::string("{"), std::string("[]"), std::string("{\"before\": 7}"),
        std::string("{\"before\": {\"before\": \"x\"}}"), std::string("\xff\xfe"),
        std::string(100000, '[')}) {
    test::write_file(path, text);
    CHECK(read_github_event(path).before.empty());
  }
  test::write_file(path, R"({"pull_request": null, "before": "1234567"})");
  CHECK(read_github_event(path).before == "1234567");
}

TEST_CASE("GitLab: merge requests name target and base, merged results are test merges") {
  Variables variables = {{"GITLAB_CI", "true"},
                         {"CI_COMMIT_SHA", head_id},
                         {"CI_PIPELINE_SOURCE", "merge_request_event"},
                         {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"},
                         {"CI_MERGE_REQUEST_EVENT_TYPE", "detached"},
                         {"CI_MERGE_REQUEST_DIFF_BASE_SHA", other_id},
                         {"CI_DEFAULT_BRANCH", "main"}};
  std::optional<CiRun> run = run_of(variables, two_parents);
  REQUIRE(run);
  CHECK(run->system == "GitLab CI/CD");
  CHECK(run->event == CiEvent::request);
  CHECK_FALSE(run->is_test_merge);
  CHECK(run->target == "main");
  CHECK(run->base_id == other_id);
  CHECK(run->default_branch == "main");

  variables["CI_MERGE_REQUEST_EVENT_TYPE"] = "merged_result";
  variables["CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"] = second_id;
  CHECK(run_of(variables, two_parents)->is_test_merge);
  variables["CI_MERGE_REQUEST_EVENT_TYPE"] = "merge_train";
  CHECK(run_of(variables, two_parents)->is_test_merge);
  CHECK_FALSE(run_of(variables)->is_test_merge);
}

TEST_CASE("GitLab: a push names the commit before it, a schedule does not") {
  Variables variables = {{"GITLAB_CI", "true"},
                         {"CI_COMMIT_SHA", head_id},
                         {"CI_PIPELINE_SOURCE", "push"},
                         {"CI_COMMIT_BRANCH", "main"},
                         {"CI_COMMIT_BEFORE_SHA", other_id}};
  std::optional<CiRun> run = run_of(variables);
  REQUIRE(run);
  CHECK(run->event == CiEvent::push);
  CHECK(run->base_id == other_id);
  CHECK(run->branch == "main");
  variables["CI_PIPELINE_SOURCE"] = "schedule";
  run = run_of(variables);
  REQUIRE(run);
  CHECK(run->event == CiEvent::other);
  CHECK(run->base_id.empty());
}

TEST_CASE("Bitbucket merges the target into the request: its first parent is the request") {
  const Variables variables = {{"BITBUCKET_BUILD_NUMBER", "7"},
                               {"BITBUCKET_COMMIT", first_id},
                               {"BITBUCKET_BRANCH", "topic"},
                               {"BITBUCKET_PR_DESTINATION_BRANCH", "main"},
                               {"BITBUCKET_PR_DESTINATION_COMMIT", "dddddddddddd"}};
  const std::optional<CiRun> run = run_of(variables, two_parents);
  REQUIRE(run);
  CHECK(run->event == CiEvent::request);
  CHECK_FALSE(run->is_test_merge);
  CHECK(run->target == "main");
  CHECK(run->base_id == "dddddddddddd");
}

TEST_CASE("Azure: a pull request builds a test merge and names its target as a reference") {
  Variables variables = {{"TF_BUILD", "True"},
                         {"BUILD_SOURCEVERSION", head_id},
                         {"BUILD_SOURCEBRANCH", "refs/pull/3/merge"},
                         {"BUILD_REASON", "PullRequest"},
                         {"SYSTEM_PULLREQUEST_SOURCECOMMITID", second_id},
                         {"SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/main"}};
  std::optional<CiRun> run = run_of(variables, two_parents);
  REQUIRE(run);
  CHECK(run->event == CiEvent::request);
  CHECK(run->is_test_merge);
  CHECK(run->target == "main");
  variables["SYSTEM_PULLREQUEST_TARGETBRANCH"] = "main";  // of a repository on GitHub
  CHECK(run_of(variables, two_parents)->target == "main");

  variables["BUILD_REASON"] = "IndividualCI";
  variables["BUILD_SOURCEBRANCH"] = "refs/heads/main";
  run = run_of(variables);
  REQUIRE(run);
  CHECK(run->event == CiEvent::push);
  CHECK(run->branch == "main");
  variables["BUILD_REASON"] = "Schedule";
  CHECK(run_of(variables)->event == CiEvent::other);
}

TEST_CASE("Buildkite: a request, a merge queue, and a build of the newest commit") {
  Variables variables = {{"BUILDKITE", "true"},
                         {"BUILDKITE_COMMIT", head_id},
                         {"BUILDKITE_BRANCH", "topic"},
                         {"BUILDKITE_PIPELINE_DEFAULT_BRANCH", "trunk"},
                         {"BUILDKITE_PULL_REQUEST", "false"}};
  CHECK(run_of(variables)->event == CiEvent::other);
  CHECK(run_of(variables)->default_branch == "trunk");

  variables["BUILDKITE_PULL_REQUEST"] = "12";
  variables["BUILDKITE_PULL_REQUEST_BASE_BRANCH"] = "main";
  CHECK(run_of(variables)->event == CiEvent::request);
  CHECK(run_of(variables)->target == "main");
  CHECK_FALSE(run_of(variables, two_parents)->is_test_merge);
  variables["BUILDKITE_PULL_REQUEST_USING_MERGE_REFSPEC"] = "true";
  CHECK(run_of(variables, two_parents)->is_test_merge);

  variables["BUILDKITE_MERGE_QUEUE_BASE_COMMIT"] = other_id;
  CHECK(run_of(variables)->event == CiEvent::merge_group);
  CHECK(run_of(variables)->base_id == other_id);

  variables["BUILDKITE_COMMIT"] = "HEAD";
  variables["BUILDKITE_BUILD_CHECKOUT_PATH"] = "/builds/project";
  CHECK(run_of(variables));
}

TEST_CASE("Jenkins merges the target into the request, and names the commit built before") {
  Variables variables = {{"JENKINS_URL", "http://ci/"},
                         {"GIT_COMMIT", first_id},
                         {"BRANCH_NAME", "PR-4"},
                         {"CHANGE_TARGET", "main"}};
  std::optional<CiRun> run = run_of(variables, two_parents);
  REQUIRE(run);
  CHECK(run->event == CiEvent::request);
  CHECK_FALSE(run->is_test_merge);
  CHECK(run->target == "main");

  variables = {{"JENKINS_HOME", "/var/jenkins"},
               {"WORKSPACE", "/builds/project"},
               {"GIT_BRANCH", "origin/main"},
               {"GIT_PREVIOUS_COMMIT", other_id}};
  run = run_of(variables);
  REQUIRE(run);
  CHECK(run->event == CiEvent::push);
  CHECK(run->branch == "main");
  CHECK(run->base_id == other_id);
}

TEST_CASE("CircleCI documents no base: only the branch is known") {
  const std::optional<CiRun> run =
      run_of({{"CIRCLECI", "true"}, {"CIRCLE_SHA1", head_id}, {"CIRCLE_BRANCH", "topic"}});
  REQUIRE(run);
  CHECK(run->event == CiEvent::other);
  CHECK(run->branch == "topic");
}

}  // namespace dcr::git
