// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"

#include <span>
#include <string>
#include <string_view>

namespace dcr::mods {

/// A file of the Python package that dcr carries.
struct PackageFile {
  std::string_view path;  ///< "datapy/mod_manager/sdk.py"
  std::string_view content;
};

[[nodiscard]] std::span<const PackageFile> package_files();

/// The package on disk.
class Package {
 public:
  /// Finds the package in a folder below `cache_folder` that is named by its content, and writes
  /// what is missing there or was changed. Where nothing can be written, a temporary folder serves
  /// this process alone; an empty `cache_folder` asks for that.
  ///
  /// Errors: io when neither can be written.
  static Result<Package> unpack(const std::string& cache_folder);

  Package(Package&& other) noexcept;
  Package& operator=(Package&&) = delete;
  Package(const Package&) = delete;
  Package& operator=(const Package&) = delete;
  ~Package();

  /// The folder that holds `datapy`; absolute.
  [[nodiscard]] const std::string& folder() const { return folder_; }
  /// Whether the folder goes with this process.
  [[nodiscard]] bool is_temporary() const { return temporary_; }

 private:
  Package(std::string folder, bool temporary) : folder_(std::move(folder)), temporary_(temporary) {}

  std::string folder_;
  bool temporary_;
};

}  // namespace dcr::mods
