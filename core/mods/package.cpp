// SPDX-License-Identifier: Apache-2.0
#include "core/mods/package.hpp"

#include "core/base/atomic_file.hpp"
#include "core/base/sha256.hpp"

#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

namespace dcr::mods {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_file = std::size_t{1} << 20;

/// One name for each content of the package, so that two versions of dcr have a folder each.
std::string content_name() {
  std::string all;
  for (const PackageFile& file : package_files()) {
    all += file.path;
    all += '\0';
    all += file.content;
    all += '\0';
  }
  return "python-" + sha256_hex(all).substr(0, 16);
}

/// Makes every file what it must be. Each is replaced as a whole, and whoever uses the package
/// looks first: so several processes may do this at once.
Result<void> write_into(const fs::path& folder) {
  for (const PackageFile& file : package_files()) {
    const fs::path path = folder / file.path;
    if (read_whole_file(path.string(), largest_file) == file.content) continue;
    std::error_code failure;
    fs::create_directories(path.parent_path(), failure);
    const auto written = write_atomically(path.string(), file.content, Durability::cache);
    if (!written) return written.error();
  }
  return {};
}

Result<std::string> temporary_folder() {
  std::error_code failure;
  const fs::path above = fs::temp_directory_path(failure);
  std::string made = ((failure ? fs::path("/tmp") : above) / "dcr-python-XXXXXX").string();
  if (mkdtemp(made.data()) != nullptr) return made;
  return Error{ErrorKind::io, "cannot make a temporary folder for the Python package of dcr"};
}

/// A folder that others may write into could hand us their code.
bool is_ours_alone(const fs::path& folder) {
  std::error_code failure;
  fs::create_directories(folder, failure);
  fs::permissions(folder, fs::perms::owner_all, failure);
  return !failure;
}

}  // namespace

Result<Package> Package::unpack(const std::string& cache_folder) {
  if (!cache_folder.empty()) {
    std::error_code failure;
    const fs::path folder = fs::absolute(cache_folder, failure) / content_name();
    if (is_ours_alone(folder) && write_into(folder)) return Package(folder.string(), false);
  }
  auto temporary = temporary_folder();
  if (!temporary) return temporary.error();
  Package package(std::move(*temporary), true);
  if (auto written = write_into(package.folder()); !written) return written.error();
  return package;
}

Package::Package(Package&& other) noexcept
    : folder_(std::move(other.folder_)), temporary_(std::exchange(other.temporary_, false)) {}

Package::~Package() {
  std::error_code ignored;
  if (temporary_) fs::remove_all(folder_, ignored);
}

}  // namespace dcr::mods
