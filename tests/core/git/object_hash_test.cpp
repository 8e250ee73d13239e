// SPDX-License-Identifier: Apache-2.0
#include "core/git/object_hash.hpp"

#include "core/git/libgit2_start.hpp"
#include "core/git/owned.hpp"

#include <doctest/doctest.h>

#include <string>

namespace dcr::git {

TEST_CASE("object_hash is the id that git gives") {
  // `git hash-object -t blob /dev/null`, and the tree of nothing.
  CHECK(object_hash(GIT_OBJECT_BLOB, "").hex() == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
  CHECK(object_hash(GIT_OBJECT_TREE, "").hex() == "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
}

TEST_CASE("object_hash agrees with libgit2 for every length around a block") {
  start_libgit2();
  for (std::size_t size = 0; size < 200; ++size) {
    std::string content;
    for (std::size_t i = 0; i < size; ++i) content += static_cast<char>(i * 7 + size);
    for (const git_object_t type : {GIT_OBJECT_BLOB, GIT_OBJECT_TREE, GIT_OBJECT_COMMIT}) {
      git_oid theirs{};
      REQUIRE(git_odb_hash(&theirs, content.data(), content.size(), type) == 0);
      CHECK(object_hash(type, content) == from_oid(theirs));
    }
  }
}

}  // namespace dcr::git
