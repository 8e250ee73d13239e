// SPDX-License-Identifier: Apache-2.0
#include "core/git/mirror_address.hpp"

#include "core/git/mirror.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <array>
#include <filesystem>

namespace dcr::git {
namespace {

struct UrlCase {
  std::string text;
  std::string location;
  std::string shown;
  std::string revision;
  std::string readable;  // the folder's name before its digest
};

TEST_CASE("URLs are taken apart as git does, and shown without user info") {
  for (const UrlCase& c : std::to_array<UrlCase>({
           {"https://host.example/org/repo.git", "https://host.example/org/repo.git",
            "https://host.example/org/repo.git", "", "host.example-org-repo.git"},
           {"https://ann:s3cret@host.example:8443/r#v1.0", "https://ann:s3cret@host.example:8443/r",
            "https://host.example:8443/r", "v1.0", "host.example-8443-r"},
           {"https://host.example/r#feature#2", "https://host.example/r", "https://host.example/r",
            "feature#2", "host.example-r"},
           {"https://a:p#w@host.example/r", "https://a:p#w@host.example/r",
            "https://host.example/r", "", "host.example-r"},
           {"ssh://git@host.example:22/org/r", "ssh://git@host.example:22/org/r",
            "ssh://host.example:22/org/r", "", "host.example-22-org-r"},
           {"git@host.example:org/repo.git#main", "git@host.example:org/repo.git",
            "host.example:org/repo.git", "main", "host.example-org-repo.git"},
           {"[::1]:repo", "[::1]:repo", "[::1]:repo", "", "1-repo"},
           {"git@[::1]:repo", "git@[::1]:repo", "[::1]:repo", "", "1-repo"},
           {"file:///srv/git/a b.git", "file:///srv/git/a b.git", "file:///srv/git/a b.git", "",
            "srv-git-a-b.git"},
           {"file:///", "file:///", "file:///", "", ""},
       })) {
    CAPTURE(c.text);
    const Result<MirrorAddress> address = parse_mirror_address(c.text);
    REQUIRE(address.has_value());
    CHECK(address->is_url);
    CHECK(address->location == c.location);
    CHECK(address->shown == c.shown);
    CHECK(address->revision.value_or("") == c.revision);
    CHECK(address->folder_name.substr(0, address->folder_name.rfind('-')) == c.readable);
    CHECK(address->folder_name.size() == c.readable.size() + 17);
  }
}

std::string folder_of(std::string_view text) {
  const Result<MirrorAddress> address = parse_mirror_address(text);
  REQUIRE(address.has_value());
  return address->folder_name;
}

TEST_CASE("one registry has one folder, whoever asks over https") {
  CHECK(folder_of("https://a:b@host/r") == folder_of("https://host/r/#main"));
  CHECK(folder_of("https://host/r") != folder_of("https://host/R"));
  CHECK(folder_of("https://host/a-b") != folder_of("https://host/a/b"));
}

TEST_CASE("over ssh the account belongs to the registry, its password does not") {
  CHECK(folder_of("ann@host:r.git") != folder_of("bob@host:r.git"));
  CHECK(folder_of("ssh://ann:one@host/r") == folder_of("ssh://ann:two@host/r"));
  CHECK(folder_of("ann@host:r.git").find("ann") == std::string::npos);
}

TEST_CASE("a folder is a path, whatever its name looks like") {
  const test::TempFolder folder;
  for (const char* name : {"plain", "with#mark", "like@host:path"}) {
    const std::string path = folder.path() + "/" + name;
    std::filesystem::create_directories(path);
    CAPTURE(path);
    const Result<MirrorAddress> whole = parse_mirror_address(path);
    REQUIRE(whole.has_value());
    CHECK(!whole->is_url);
    CHECK(whole->location == path);
    CHECK(!whole->revision);
    const Result<MirrorAddress> with_revision = parse_mirror_address(path + "#main");
    REQUIRE(with_revision.has_value());
    CHECK(with_revision->location == path);
    CHECK(with_revision->revision == "main");
  }
}

struct ErrorCase {
  std::string text;
  ErrorKind kind;
  std::string message;
};

TEST_CASE("what is neither a registry's URL nor a folder is refused") {
  for (const ErrorCase& c : std::to_array<ErrorCase>({
           {"", ErrorKind::usage, "no registry named"},
           {"--upload-pack=touch x", ErrorKind::usage, "'--upload-pack=touch x' is no registry"},
           {"ext::sh -c true", ErrorKind::usage, "a registry cannot be read over 'ext'"},
           {"fd::17", ErrorKind::usage, "a registry cannot be read over 'fd'"},
           {"http://host/r", ErrorKind::usage, "a registry cannot be read over 'http'"},
           {"git://host/r", ErrorKind::usage, "a registry cannot be read over 'git'"},
           {"ssh://-oProxyCommand=x/r", ErrorKind::usage,
            "the URL of the registry names no host that can be read"},
           {"-x@host:r", ErrorKind::usage, "'host:r' is no registry"},
           {"https://a:se/cret@host/r", ErrorKind::usage,
            "the URL of the registry names no host that can be read"},
           {"ssh://", ErrorKind::usage, "the URL of the registry names no host that can be read"},
           {"https:///r", ErrorKind::usage,
            "the URL of the registry names no host that can be read"},
           {"ssh://git@/r", ErrorKind::usage,
            "the URL of the registry names no host that can be read"},
           {"https://host/r\nx", ErrorKind::usage,
            "the name of the registry holds control characters"},
           {"https://host/r#", ErrorKind::usage, "no revision after the '#' of 'https://host/r#'"},
           {"https://a:b@host/r#--output=x", ErrorKind::usage, "'--output=x' is no revision"},
           {"no/such/folder", ErrorKind::not_found,
            "no registry 'no/such/folder': it is no folder, and no URL"},
           {"./host:path", ErrorKind::not_found,
            "no registry './host:path': it is no folder, and no URL"},
       })) {
    CAPTURE(c.text);
    const Result<MirrorAddress> address = parse_mirror_address(c.text);
    REQUIRE(!address.has_value());
    CHECK(address.error().kind == c.kind);
    CHECK(address.error().message == c.message);
  }
}

TEST_CASE("only the user info is taken out of a location") {
  CHECK(without_user_info("https://a:b@host/x@y") == "https://host/x@y");
  CHECK(without_user_info("host:x@y") == "host:x@y");
  CHECK(without_user_info("folder/a@b") == "folder/a@b");
}

}  // namespace
}  // namespace dcr::git
