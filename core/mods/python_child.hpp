// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/mods/conversation.hpp"
#include "core/mods/plan.hpp"
#include "core/mods/run_log.hpp"

#include <nlohmann/json_fwd.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dcr::mods {

/// What a Python may ask while it runs something. An empty answer is sent to nobody.
using Answer = std::function<nlohmann::ordered_json(const nlohmann::ordered_json& question)>;

/// Which Python, and what it finds.
struct PythonPlan {
  std::string interpreter;           ///< absolute
  std::string package;               ///< the folder of the carried package; absolute
  std::vector<std::string> folders;  ///< first in its search path; absolute
  process::EnvironmentChanges environment;
  process::Prints prints = process::Prints::captured;
};

/// The packages that a mod declares, for the message that one of them is missing.
[[nodiscard]] nlohmann::ordered_json packages_json(const Component& component);

/// How long a program may take to end when it is asked to.
inline constexpr std::chrono::milliseconds grace{3000};

/// A Python that runs mods one after the other.
class PythonChild {
 public:
  /// Errors: those of starting a program.
  static Result<std::unique_ptr<PythonChild>> start(const PythonPlan& plan,
                                                    const process::SignalWatch& signals,
                                                    RunLog& log, Answer answer);

  PythonChild(std::string interpreter, Conversation conversation, RunLog& log, Answer answer);
  PythonChild(const PythonChild&) = delete;
  PythonChild& operator=(const PythonChild&) = delete;
  ~PythonChild();

  /// Waits until it says which Python it is: "3.11.2". Nothing of the user's has been imported
  /// then. Empty when it does not come to that, or is older than those that dcr can run mods with;
  /// every run tells why.
  const std::string& version(const Deadline& deadline);

  /// Runs one mod; whatever it does, a result follows. `keep` names the artifacts that later mods
  /// are handed as they are.
  nlohmann::ordered_json run(const Prepared& prepared, const std::vector<std::string>& keep,
                             const Deadline& deadline);
  /// Runs a script to its end.
  ///
  /// Units: the exit code as a shell has it.
  int run_script(const nlohmann::ordered_json& script, const Deadline& deadline);

  /// Whether it can run more, or would tell again why it did not start.
  [[nodiscard]] bool is_of_use() const { return alive_ || failed_start_ != nullptr; }
  void finish();

 private:
  struct Watched;
  enum class Until { hello, result };
  Watched watch(Until until, const Deadline& deadline);
  Watched stopped(RunCode code, const char* message, const char* error_code);
  std::optional<Watched> take_hello(const nlohmann::ordered_json& message);
  const Watched* start_failure(const Deadline& deadline);
  void handle(const nlohmann::ordered_json& message);
  void say(const nlohmann::ordered_json& message);

  std::string interpreter_;
  Conversation conversation_;
  RunLog& log_;
  Answer answer_;
  std::string version_;                    // empty before its hello
  std::unique_ptr<Watched> failed_start_;  // why there is none
  bool alive_ = true;
  bool cancelled_ = false;
};

}  // namespace dcr::mods
