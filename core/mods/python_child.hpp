// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/mods/conversation.hpp"
#include "core/mods/plan.hpp"
#include "core/mods/run_log.hpp"

#include <nlohmann/json_fwd.hpp>

#include <chrono>
#include <functional>
#include <memory>
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

/// How long a program may take to end when it is asked to.
inline constexpr std::chrono::milliseconds grace{3000};

/// A Python that runs mods one after the other.
class PythonChild {
 public:
  /// Errors: those of starting a program.
  static Result<std::unique_ptr<PythonChild>> start(const PythonPlan& plan,
                                                    const process::SignalWatch& signals,
                                                    RunLog& log, Answer answer);

  PythonChild(Conversation conversation, RunLog& log, Answer answer)
      : conversation_(std::move(conversation)), log_(log), answer_(std::move(answer)) {}

  /// Runs one mod; whatever it does, a result follows. `keep` names the artifacts that later mods
  /// are handed as they are.
  nlohmann::ordered_json run(const Prepared& prepared, const std::vector<std::string>& keep,
                             const Deadline& deadline);
  /// Runs a script to its end.
  ///
  /// Units: the exit code as a shell has it.
  int run_script(const nlohmann::ordered_json& script, const Deadline& deadline);

  [[nodiscard]] bool is_alive() const { return alive_; }
  void finish();

 private:
  struct Watched;
  Watched watch(const Deadline& deadline);
  void handle(const nlohmann::ordered_json& message);
  void say(const nlohmann::ordered_json& message);

  Conversation conversation_;
  RunLog& log_;
  Answer answer_;
  bool alive_ = true;
  bool cancelled_ = false;
};

}  // namespace dcr::mods
