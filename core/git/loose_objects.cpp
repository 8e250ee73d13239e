// SPDX-License-Identifier: Apache-2.0
//
// A loose object is a zlib stream of "TYPE SIZE", a NUL and the content, in a file named by its id:
// objects/3f/2c1ab...
#include "core/git/loose_objects.hpp"

#include "core/base/descriptor.hpp"
#include "core/git/content_open.hpp"
#include "core/git/owned.hpp"

#include <fcntl.h>
#include <git2/sys/odb_backend.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace dcr::git {
namespace {

/// What libgit2 is told, with the folder it is about.
struct Backend : git_odb_backend {
  std::string folder;
};

int fail(const char* words) {
  git_error_set_str(GIT_ERROR_ODB, words);
  return -1;
}

std::string path_of(const std::string& folder, const git_oid& id) {
  std::string hex(GIT_OID_HEXSZ, '\0');
  git_oid_fmt(hex.data(), &id);
  return folder + '/' + hex.substr(0, 2) + '/' + hex.substr(2);
}

struct Inflater {
  z_stream stream{};
  bool ready = false;

  Inflater() { ready = inflateInit(&stream) == Z_OK; }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() {
    if (ready) inflateEnd(&stream);
  }

  /// Fills `size` bytes at most; how many, or none when the stream is damaged or too short for one.
  std::size_t fill(char* to, std::size_t size) {
    stream.next_out = reinterpret_cast<Bytef*>(to);  // NOLINT: bytes
    stream.avail_out = static_cast<uInt>(size);
    while (stream.avail_out > 0) {
      const int code = inflate(&stream, Z_NO_FLUSH);
      if (code == Z_STREAM_END) break;
      if (code != Z_OK) return 0;
    }
    return size - stream.avail_out;
  }

  /// Whether all of it was taken, and its sum is right.
  bool ends_here() {
    char more = 0;
    stream.next_out = reinterpret_cast<Bytef*>(&more);  // NOLINT: bytes
    stream.avail_out = 1;
    return inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_out == 1 &&
           stream.avail_in == 0;
  }
};

struct Header {
  git_object_t type = GIT_OBJECT_INVALID;
  std::size_t size = 0;
  std::size_t length = 0;  // of the header itself, its NUL included
};

std::optional<Header> parse_header(std::string_view text) {
  const std::size_t end = text.find('\0');
  const std::size_t blank = text.find(' ');
  if (end == std::string_view::npos || blank >= end) return std::nullopt;
  Header header;
  header.type = git_object_string2type(std::string(text.substr(0, blank)).c_str());
  const auto read = std::from_chars(text.data() + blank + 1, text.data() + end, header.size);
  if (read.ec != std::errc{} || read.ptr != text.data() + end) return std::nullopt;
  header.length = end + 1;
  return header;
}

/// The object in `bytes`, in memory of libgit2.
int unpack(std::string_view bytes, void** out, std::size_t* size, git_object_t* type,
           git_odb_backend* backend) {
  Inflater inflater;
  if (!inflater.ready) return fail("cannot inflate a loose object");
  std::string in(bytes);
  inflater.stream.next_in = reinterpret_cast<Bytef*>(in.data());  // NOLINT: bytes
  inflater.stream.avail_in = static_cast<uInt>(in.size());
  std::string begin(64, '\0');
  // A whole header comes at once, for the shortest object is longer than what zlib holds back.
  begin.resize(inflater.fill(begin.data(), begin.size()));
  const auto header = parse_header(begin);
  // zlib never makes more than 1032 bytes of one.
  if (!header || header->size / 1032 > bytes.size()) return fail("a loose object is damaged");
  const std::string_view first = std::string_view(begin).substr(header->length);
  if (first.size() > header->size) return fail("a loose object is damaged");
  char* data = static_cast<char*>(git_odb_backend_data_alloc(backend, header->size + 1));
  if (data == nullptr) return -1;
  std::memcpy(data, first.data(), first.size());
  data[header->size] = '\0';
  const std::size_t rest = header->size - first.size();
  if (inflater.fill(data + first.size(), rest) != rest || !inflater.ends_here()) {
    git_odb_backend_data_free(backend, data);
    return fail("a loose object is damaged");
  }
  *out = data;
  *size = header->size;
  *type = header->type;
  return 0;
}

int read(void** out, std::size_t* size, git_object_t* type, git_odb_backend* backend,
         const git_oid* id) {
  constexpr std::size_t most = std::size_t{2} << 30U;
  const std::string path = path_of(static_cast<Backend*>(backend)->folder, *id);
  OpenFile file;
  file.descriptor = Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.descriptor.is_open()) {
    if (errno == ENOENT || errno == ENOTDIR) return GIT_ENOTFOUND;
    return fail("a loose object cannot be opened");
  }
  struct stat status {};
  if (::fstat(file.descriptor.number(), &status) != 0) return fail("a loose object cannot be read");
  file.size = static_cast<std::size_t>(status.st_size);
  const auto bytes = read_up_to(file, most, path);
  if (!bytes) return fail("a loose object cannot be read");
  return unpack(*bytes, out, size, type, backend);
}

int read_header(std::size_t* size, git_object_t* type, git_odb_backend* backend,
                const git_oid* id) {
  void* data = nullptr;
  const int code = read(&data, size, type, backend, id);
  if (code == 0) git_odb_backend_data_free(backend, data);
  return code;
}

void free_backend(git_odb_backend* backend) {
  const std::unique_ptr<Backend> owned(static_cast<Backend*>(backend));
}

}  // namespace

std::vector<std::string> with_alternates(const std::string& folder) {
  constexpr std::size_t most = 100;
  std::vector<std::string> folders{folder};
  for (std::size_t i = 0; i < folders.size() && folders.size() < most; ++i) {
    const auto lines = lines_of_file(folders[i] + "/info/alternates");
    if (!lines) continue;  // libgit2 says why
    for (const std::string& line : *lines) {
      if (line.empty() || line.starts_with('#')) continue;
      folders.push_back(line.starts_with('/') ? line : folders[i] + '/' + line);
    }
  }
  return folders;
}

Result<void> read_loose_objects_here(git_odb* objects, const std::string& folder) {
  // As that of packs, behind which it stands, and above that of libgit2's loose objects.
  constexpr int priority = 2;
  for (const std::string& one : with_alternates(folder)) {
    auto backend = std::make_unique<Backend>();
    git_odb_init_backend(backend.get(), GIT_ODB_BACKEND_VERSION);
    backend->folder = one;
    backend->read = read;
    backend->read_header = read_header;
    backend->free = free_backend;
    if (git_odb_add_backend(objects, backend.get(), priority) < 0) {
      return libgit2_error("cannot open the objects of the repository");
    }
    static_cast<void>(backend.release());
  }
  return {};
}

}  // namespace dcr::git
