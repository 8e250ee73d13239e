// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/descriptor.hpp"
#include "core/mods/result.hpp"
#include "core/mods/secrets.hpp"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::mods {

/// Shows a line to a person.
using ShowLine = std::function<void(std::string_view)>;

/// Where the prints and log records of mods go: to a person as they come, each tagged with its
/// instance, and into a file as JSON lines, with what dcr has to say of each run: that it started,
/// its warnings and errors, and how it ended.
class RunLog {
 public:
  /// `job` is the file that names the log.
  RunLog(ShowLine show, std::string job) : show_(std::move(show)), job_(std::move(job)) {}

  /// The folder of the log: FOLDER/JOB_20240812_143022_PID.log is made when it is first needed.
  /// Another folder than before begins another log; an empty one changes nothing. Where the file
  /// cannot be made a person is told, once: no job should fail for its log.
  void place(const std::string& folder);
  /// Empty when there is none.
  const std::string& file();

  /// What nobody may read, from now on: not only in the run whose secret it is.
  void learn(const Secrets& secrets) { secrets_.learn(secrets); }
  [[nodiscard]] const Secrets& secrets() const { return secrets_; }

  /// From now on lines are of this run; records below `level` ("INFO" where it is empty) are
  /// dropped, prints never.
  void begin(const RunIdentity& identity, const std::string& level);
  /// Tells of its result. From now on lines are of the run around it again: a mod may run others.
  void end(const nlohmann::ordered_json& result);
  /// What the run printed.
  void print(std::string_view line);
  /// A record of its logger.
  void record(std::string_view level, std::string_view message);

 private:
  struct Run {
    RunIdentity identity;
    int least = 0;  // the rank of the least record that is wanted
  };

  [[nodiscard]] bool is_wanted(std::string_view level) const;
  void show(std::string_view label, std::string_view text);
  void write(std::string_view level, std::string_view text);

  ShowLine show_;
  std::string job_;
  Secrets secrets_;
  std::string folder_;
  bool is_placed_ = false;  // the file for folder_ was made, or could not be
  std::string file_;
  Descriptor descriptor_;
  std::set<std::string> strange_levels_;  // that a person was told of
  std::vector<Run> runs_;                 // each within the one before
};

}  // namespace dcr::mods
