// SPDX-License-Identifier: Apache-2.0
//
// A copy is made below a name of its own and then renamed, so that there is never half of one; a
// lock beside it lets one run at a time write. Readers need no lock: git replaces references one by
// one, and objects that a reader holds on to stay for weeks.
#include "core/git/mirror.hpp"

#include "core/base/duration.hpp"
#include "core/base/text.hpp"
#include "core/git/mirror_address.hpp"
#include "core/git/mirror_copy.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <utility>

namespace dcr::git {
namespace {

namespace fs = std::filesystem;

Error io_error(const std::string& what, int number) {
  return {ErrorKind::io, fmt::format("{}: {}", what, std::strerror(number)), {}, {}};
}

/// One writer of a copy; the system lifts the lock with its process.
class Lock {
 public:
  static Result<Lock> take(const std::string& path) {
    Lock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (lock.number_ < 0) return io_error("cannot write '" + path + "'", errno);
    while (::flock(lock.number_, LOCK_EX) != 0) {
      if (errno != EINTR) return io_error("cannot lock '" + path + "'", errno);
    }
    return lock;
  }
  Lock(Lock&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Lock& operator=(Lock&&) = delete;
  ~Lock() {
    if (number_ >= 0) ::close(number_);
  }

 private:
  explicit Lock(int number) : number_(number) {}

  int number_;
};

/// As XDG has it: folders that are missing are made for the user alone.
Result<void> make_private_folders(const std::string& folder) {
  for (std::size_t end = folder.find('/', 1);; end = folder.find('/', end + 1)) {
    const std::string part = folder.substr(0, end);
    if (::mkdir(part.c_str(), 0700) != 0 && errno != EEXIST) {
      return io_error("cannot make '" + part + "'", errno);
    }
    if (end == std::string::npos) return {};
  }
}

/// Updates the copy, or makes it.
Result<void> refresh(const std::string& folder, const MirrorAddress& address,
                     const Environment& environment) {
  const MirrorCopy copy(folder, address, environment);
  if (copy.exists()) return copy.update();
  std::error_code failure;
  fs::remove_all(folder, failure);  // what is there is no copy
  const std::string draft = folder + ".new";
  fs::remove_all(draft, failure);  // of a run that was ended
  const MirrorCopy fresh(draft, address, environment);
  Result<void> made = fresh.create();
  if (made) made = fresh.update();
  if (made && ::rename(draft.c_str(), folder.c_str()) != 0) {
    made = io_error("cannot make '" + folder + "'", errno);
  }
  if (!made) fs::remove_all(draft, failure);
  return made;
}

/// Whether another run refreshed the copy while this one waited for the lock.
bool is_newer(std::int64_t fetched_at, std::int64_t start) {
  return fetched_at > start && fetched_at <= std::time(nullptr);
}

Result<void> refresh_alone(const std::string& folder, const MirrorAddress& address,
                           const Environment& environment) {
  const std::int64_t start = std::time(nullptr);
  const std::string parent = folder.substr(0, folder.rfind('/'));
  if (Result<void> made = make_private_folders(parent); !made) return made;
  Result<Lock> lock = Lock::take(folder + ".lock");
  if (!lock) return lock.error();
  if (is_newer(MirrorCopy(folder, address, environment).fetched_at(), start)) return {};
  return refresh(folder, address, environment);
}

Error out_of_reach(const MirrorAddress& address, const Error& why) {
  if (why.kind != ErrorKind::unavailable) return why;
  return {ErrorKind::unavailable,
          fmt::format("cannot reach '{}': {}", address.shown, why.message),
          {},
          "there is no copy of it to use instead"};
}

Result<Mirror> find_copy(const MirrorAddress& address, const MirrorRequest& request) {
  const Result<std::string> parent = registries_folder(request.environment);
  if (!parent) return parent.error();
  Mirror mirror;
  mirror.folder = *parent + "/" + address.folder_name;
  mirror.revision = address.revision;
  mirror.is_remote = true;
  const MirrorCopy copy(mirror.folder, address, request.environment);
  Result<void> refreshed;
  if (request.contact == Contact::fetch) {
    refreshed = refresh_alone(mirror.folder, address, request.environment);
  } else if (!copy.exists()) {
    return Error{ErrorKind::unavailable,
                 fmt::format("there is no copy of '{}' yet", address.shown),
                 {},
                 "a command with --registry fetches one"};
  }
  if (!refreshed && !copy.exists()) return out_of_reach(address, refreshed.error());
  mirror.fetched_at = copy.fetched_at();
  if (!refreshed) {
    mirror.warning =
        fmt::format("cannot reach '{}': {}; using the copy of {}", address.shown,
                    refreshed.error().message, age_text(std::time(nullptr) - mirror.fetched_at));
  }
  return mirror;
}

}  // namespace

Result<std::string> registries_folder(const Environment& environment) {
  // A relative value counts as none: it would mean another folder from each place.
  const std::optional<std::string> cache = environment("XDG_CACHE_HOME");
  if (cache && cache->starts_with('/')) return *cache + "/dcr/registries";
  const std::optional<std::string> home = environment("HOME");
  if (home && home->starts_with('/')) return *home + "/.cache/dcr/registries";
  return Error{ErrorKind::io,
               "there is no folder for copies of registries: neither XDG_CACHE_HOME nor HOME names "
               "an absolute one",
               {},
               "export XDG_CACHE_HOME=FOLDER"};
}

Result<Mirror> find_registry(const MirrorRequest& request) {
  Result<MirrorAddress> address = parse_mirror_address(request.location);
  if (!address) return address.error();
  if (address->is_url) return find_copy(*address, request);
  Mirror mirror;
  mirror.folder = address->location;
  mirror.revision = address->revision;
  return mirror;
}

}  // namespace dcr::git
