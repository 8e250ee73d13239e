// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.hpp"
#include "core/git/repository.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dcr::cli {

/// `register --schema FILE`: a model made of a JSON Schema and what the options say.
struct SchemaOptions {
  std::optional<std::string> schema;  ///< the file; `-` is standard input
  std::optional<std::string> name;
  std::optional<std::string> version;
  std::optional<std::string> name_space;  ///< empty text = global
  std::vector<std::string> metadata;      ///< `k=v`
  std::optional<std::string> registered_by;

  [[nodiscard]] bool any() const;
};

[[nodiscard]] std::vector<Option> schema_option_list(SchemaOptions& options);

/// A file of the working tree that was written to be judged. Unless it is kept, the destructor puts
/// back what was there.
class WrittenModel {
 public:
  WrittenModel(const git::Repository& repository, std::string path,
               std::optional<std::string> before);
  ~WrittenModel();
  WrittenModel(WrittenModel&& other) noexcept;
  WrittenModel& operator=(WrittenModel&&) = delete;
  WrittenModel(const WrittenModel&) = delete;
  WrittenModel& operator=(const WrittenModel&) = delete;

  void keep() { kept_ = true; }
  [[nodiscard]] const std::string& path() const { return path_; }  ///< from the repository's root

 private:
  const git::Repository* repository_;
  std::string path_;
  std::optional<std::string> before_;  // what stood there; empty = nothing
  std::vector<std::string> made_folders_;
  bool kept_ = false;
};

/// Writes the envelope of the model to where the configuration keeps models: over the file that has
/// this version of it, else to a file of its own.
///
/// Errors: usage for options that are missing or make no model; those of reading and writing.
Result<WrittenModel> write_model(const Session& session, const git::Repository& repository,
                                 const SchemaOptions& options);

}  // namespace dcr::cli
