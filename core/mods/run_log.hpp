// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/descriptor.hpp"
#include "core/mods/result.hpp"
#include "core/mods/secrets.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::mods {

/// Shows a line to a person.
using ShowLine = std::function<void(std::string_view)>;

/// Where the prints and log records of mods go: to a person as they come, each tagged with its
/// instance, and into a file as JSON lines.
class RunLog {
 public:
  explicit RunLog(ShowLine show) : show_(std::move(show)) {}

  /// Opens FOLDER/JOB_20240812_143022_PID.log, unless one is open or `folder` is empty. Where that
  /// fails a person is told, once: no job should fail for its log.
  void open(const std::string& folder, const std::string& job);
  /// Empty when there is none.
  [[nodiscard]] const std::string& file() const { return file_; }

  /// From now on lines are of this run; `secrets` are masked in them.
  void begin(const RunIdentity& identity, const Secrets& secrets);
  /// From now on lines are of the run around it again: a mod may run others.
  void end();
  /// What the run printed.
  void print(std::string_view line);
  /// A record of its logger, or of dcr about it.
  void record(std::string_view level, std::string_view message);

 private:
  void write(std::string_view level, std::string_view message);

  ShowLine show_;
  std::string file_;
  bool failed_ = false;
  Descriptor descriptor_;

  struct Run {
    RunIdentity identity;
    Secrets secrets;
  };
  std::vector<Run> runs_;  // each within the one before
};

}  // namespace dcr::mods
