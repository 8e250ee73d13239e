// SPDX-License-Identifier: Apache-2.0
#include "core/mods/conversation.hpp"

#include "core/mods/python_child.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include <array>
#include <csignal>
#include <fstream>

namespace dcr::mods {
namespace {

using namespace std::chrono_literals;

/// A shell script with a channel, and what it printed so far.
struct Talk {
  explicit Talk(const std::string& script) {
    process::StreamPlan plan;
    plan.arguments = {"sh", "-c", script};
    plan.channel = true;
    auto child = process::StreamChild::start(plan);
    REQUIRE(child.has_value());
    conversation.emplace(std::move(*child), signals,
                         [this](std::string_view line) { lines.emplace_back(line); });
  }

  process::SignalWatch signals;
  std::vector<std::string> lines;
  std::optional<Conversation> conversation;
};

// A function: the tests before may take longer than that.
Deadline patient() { return Clock::now() + 60s; }

TEST_CASE("messages are lines, and what was printed before one is handed out before it") {
  Talk talk(
      "echo printed; printf 'one\\ntwo\\n' >&3; echo after; read -r line <&3; echo \"$line\"");
  Event event = talk.conversation->next(patient());
  CHECK(event.kind == EventKind::message);
  CHECK(event.line == "one");
  REQUIRE_FALSE(talk.lines.empty());
  CHECK(talk.lines[0] == "printed");
  CHECK(talk.conversation->next(patient()).line == "two");
  CHECK(talk.conversation->say("heard\n"));
  CHECK(talk.conversation->next(patient()).kind == EventKind::ended);
  CHECK(talk.lines == std::vector<std::string>{"printed", "after", "heard"});
  CHECK(talk.conversation->finish(10s).exit_code == 0);
}

TEST_CASE("half a line on either way is no message, and a print") {
  Talk talk("printf 'half' >&3; printf 'no end'; exit 3");
  CHECK(talk.conversation->next(patient()).kind == EventKind::ended);
  CHECK(talk.lines == std::vector<std::string>{"no end"});
  CHECK(talk.conversation->finish(10s).exit_code == 3);
}

TEST_CASE("a line without an end is handed out in pieces, and as a message it is refused") {
  Talk talk("head -c 1000000 /dev/zero | tr '\\0' x; head -c 70000000 /dev/zero | tr '\\0' y >&3");
  CHECK(talk.conversation->next(patient()).kind == EventKind::broken);
  talk.conversation->stop(10s);
  std::size_t printed = 0;
  for (const std::string& line : talk.lines) {
    CHECK(line.size() < 300'000);
    printed += line.size();
  }
  CHECK(printed == 1'000'000);
}

TEST_CASE("whoever else holds the pipes is not waited for") {
  Talk talk("sleep 60 & echo started");
  const auto begin = Clock::now();
  CHECK(talk.conversation->next(patient()).kind == EventKind::ended);
  CHECK(talk.lines == std::vector<std::string>{"started"});
  talk.conversation->finish(10s);
  CHECK(Clock::now() - begin < 30s);
}

TEST_CASE("a program that ignores being asked is made to end") {
  Talk talk("trap '' TERM; echo ready; while :; do sleep 1; done");
  while (talk.lines.empty()) talk.conversation->next(Clock::now() + 10ms);
  CHECK(talk.conversation->next(Clock::now() + 10ms).kind == EventKind::deadline);
  CHECK(talk.conversation->stop(100ms).signal == SIGKILL);
}

TEST_CASE("a program that no longer listens is told so") {
  Talk talk("exec 3>&-; read -r line <&0; exit 0");
  CHECK(talk.conversation->next(patient()).kind == EventKind::ended);
  CHECK_FALSE(talk.conversation->say(std::string(10'000'000, 'x') + "\n"));
  talk.conversation->finish(10s);
}

/// A Python child whose interpreter is a script of the test: `sh HOST 3`.
struct Impostor {
  explicit Impostor(const std::string& script) : log([](std::string_view) {}, "job.yaml") {
    std::ofstream(folder.path() + "/python") << "#!/bin/sh\n" << script << "\n";
    chmod((folder.path() + "/python").c_str(), 0755);
    PythonPlan plan;
    plan.interpreter = folder.path() + "/python";
    plan.package = folder.path();
    auto started = PythonChild::start(plan, signals, log, [](const auto&) { return nullptr; });
    REQUIRE(started.has_value());
    child = std::move(*started);
    component.module_path = {"reader", {}};
    prepared.component = &component;
    prepared.globals = mapping_node({});
    prepared.identity = {"reader", "one", "reader_00000000", ""};
  }

  nlohmann::ordered_json run(std::chrono::milliseconds timeout = 60s) {
    return child->run(prepared, {}, Clock::now() + timeout);
  }

  test::TempFolder folder;
  process::SignalWatch signals;
  RunLog log;
  Component component;
  Prepared prepared;
  std::unique_ptr<PythonChild> child;
};

const std::string hello =
    R"(printf '{"hello": "dcr mods", "version": 1, "python": "3.11.2"}\n' >&3)";

TEST_CASE("a Python that is none, or none of ours, gives a whole result that says so") {
  struct Case {
    std::string script;
    const char* message;  // its end
    int code;
  };
  for (const Case& c : std::to_array<Case>({
           {"exit 3", "did not start: it ended with exit code 3", 30},
           {"kill -s KILL $$", "did not start: it was ended by SIGKILL", 30},
           {"printf '{\"hello\": \"dcr mods\", \"version\": 2}\\n' >&3; read -r line <&3",
            "the Python of the mods speaks another protocol than this dcr", 30},
           {"printf '{\"hello\": 5}\\n' >&3; read -r line <&3",
            "the Python of the mods speaks another protocol than this dcr", 30},
           {"printf '{\"hello\": \"dcr mods\", \"version\": 1, \"python\": \"3.7.9\"}\\n' >&3; "
            "read -r l <&3",
            "is 3.7.9", 20},
           {"printf '{\"hello\": \"dcr mods\", \"version\": 1}\\n' >&3; read -r line <&3", "is ",
            20},
           {hello + "; read -r line <&3; exit 4", "the mod's process ended with exit code 4", 30},
           {hello + "; read -r line <&3; printf '{\"result\": {' >&3",
            "the mod's process ended with exit code 0", 30},
           {hello + "; read -r line <&3; printf '\\n\\nnoise\\n[1]\\n{\"result\": 5}\\n' >&3; read "
                    "-r l <&3",
            "", 30},
       })) {
    CAPTURE(c.script);
    Impostor impostor(c.script);
    const nlohmann::ordered_json result = impostor.run();
    CHECK(result["exit_code"] == c.code);
    CHECK(result["status"] == "error");
    CHECK(result["logs"]["run_id"] == "reader_00000000");
    CHECK(result.size() == 9);
    const std::string message =
        result["errors"].empty() ? "" : result["errors"][0]["message"].get<std::string>();
    CHECK_MESSAGE(message.ends_with(c.message), message);
    CHECK(impostor.run()["exit_code"] != 0);
    impostor.child->finish();
  }
}

TEST_CASE("garbage, records and unknown questions go before a result and change nothing") {
  Impostor impostor("printf 'garbage\\n' >&3; " + hello + R"(
read -r line <&3
printf '{"hello": "again", "version": 9}\n{"log": 5}\n{"log": {"level": 7}}\n{"what": null}\n' >&3
printf '{"result": {"status": "success", "metrics": {"rows": 5}}}\n' >&3
read -r line <&3)");
  const nlohmann::ordered_json result = impostor.run();
  CHECK(result["status"] == "success");
  CHECK(result["metrics"]["rows"] == 5);
  CHECK(impostor.child->version(patient()) == "3.11.2");
  impostor.child->finish();
}

TEST_CASE("a Python that says nothing runs out of time, and is not asked again") {
  Impostor impostor("exec sleep 60");
  CHECK(impostor.run(100ms)["exit_code"] == 40);
  CHECK(impostor.child->is_of_use());
  CHECK(impostor.run()["exit_code"] == 40);
}

}  // namespace
}  // namespace dcr::mods
