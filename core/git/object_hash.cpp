// SPDX-License-Identifier: Apache-2.0
#include "core/git/object_hash.hpp"

#include <fmt/format.h>
#include <nettle/sha1.h>

#include <cstdint>

namespace dcr::git {
namespace {

void add(sha1_ctx& context, std::string_view bytes) {
  const auto* first = reinterpret_cast<const std::uint8_t*>(bytes.data());  // NOLINT: bytes
  sha1_update(&context, bytes.size(), first);
}

}  // namespace

ObjectId object_hash(git_object_t type, std::string_view content) {
  sha1_ctx context;
  sha1_init(&context);
  add(context, fmt::format("{} {}", git_object_type2string(type), content.size()));
  add(context, std::string_view("\0", 1));
  add(context, content);
  ObjectId id;
  static_assert(id.bytes.size() == SHA1_DIGEST_SIZE);
  sha1_digest(&context, id.bytes.size(), id.bytes.data());
  return id;
}

}  // namespace dcr::git
