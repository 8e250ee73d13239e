// SPDX-License-Identifier: Apache-2.0
#include "core/git/mirror_address.hpp"

#include "core/base/text.hpp"
#include "core/git/libgit2_start.hpp"
#include "core/git/mirror.hpp"

#include <fmt/format.h>
#include <git2.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace dcr::git {
namespace {

constexpr std::size_t longest_readable_name = 60;
constexpr std::size_t hash_digits = 16;

Error usage(std::string message, std::string help = {}) {
  return {ErrorKind::usage, std::move(message), {}, std::move(help)};
}

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::is_directory(path, ignored);
}

bool is_scheme_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
         c == '-' || c == '.';
}

/// The length of "https" in "https://host" or of "ext" in "ext::sh", by what must follow.
std::size_t scheme_length(std::string_view text, std::string_view follows) {
  std::size_t length = 0;
  while (length < text.size() && is_scheme_character(text[length])) ++length;
  return text.substr(length).starts_with(follows) ? length : 0;
}

/// Where a URL says whom to ask: "user@host:22" of "ssh://user@host:22/path", "git@host" of
/// "git@host:path".
struct Authority {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool scp = false;
};

std::optional<Authority> authority_of(std::string_view text) {
  if (const std::size_t scheme = scheme_length(text, "://"); scheme > 0) {
    const std::size_t begin = scheme + 3;
    return Authority{begin, std::min(text.find('/', begin), text.size()), false};
  }
  const std::size_t colon = text.find(':');
  // "[::1]:path": the colons in brackets are the host's.
  const std::size_t bracket =
      text.starts_with('[') || text.find("@[") < colon ? text.find("]:") : std::string::npos;
  const std::size_t end = bracket == std::string::npos ? colon : bracket + 1;
  if (end == std::string::npos || text.find('/') < end) return std::nullopt;
  return Authority{0, end, true};
}

/// The length of "user:token@" at the start of an authority.
std::size_t user_info_length(std::string_view authority) {
  const std::size_t at = authority.rfind('@');
  return at == std::string_view::npos ? 0 : at + 1;
}

/// Whether `host[:port]` is one: a password with a slash in it would leave its first half there.
bool is_host(std::string_view host, bool scp) {
  if (host.starts_with('-')) return false;
  if (scp) return !host.empty();
  const std::size_t bracket = host.rfind(']');
  const std::size_t colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon == std::string_view::npos) return true;
  return host.find_first_not_of("0123456789", colon + 1) == std::string_view::npos;
}

std::string readable(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool kept = is_scheme_character(c) && c != '+';
    if (kept) out += c;
    if (!kept && !out.empty() && out.back() != '-') out += '-';
  }
  // The end of a URL tells more than its start.
  if (out.size() > longest_readable_name) out.erase(0, out.size() - longest_readable_name);
  out.erase(0, std::min(out.find_first_not_of(".-"), out.size()));
  while (out.ends_with('-')) out.pop_back();
  return out;
}

/// The name of a copy's folder. Over ssh the account is part of what is named: `~` and relative
/// paths are its home. Only a digest of it is kept.
std::string folder_name(const MirrorAddress& address, std::string_view scheme) {
  const std::size_t start = scheme.empty() ? 0 : scheme.size() + 3;
  std::string shown = address.shown;
  // Not those of the scheme: file:/// names the whole file system.
  while (shown.size() > start && shown.ends_with('/')) shown.pop_back();
  std::string key = shown;
  const bool by_account = scheme != "https" && scheme != "file";
  if (by_account) key += '\n' + address.user_info.substr(0, address.user_info.find(':'));
  start_libgit2();
  git_oid digest{};
  git_odb_hash(&digest, key.data(), key.size(), GIT_OBJECT_BLOB);
  std::array<char, GIT_OID_HEXSZ + 1> hex{};
  git_oid_tostr(hex.data(), hex.size(), &digest);
  const std::string name = readable(std::string_view(shown).substr(start));
  return fmt::format("{}-{}", name, std::string_view(hex.data(), hash_digits));
}

Result<MirrorAddress> read_url(std::string_view text, const Authority& authority) {
  static constexpr std::array taken = {"https", "ssh", "file", "git+ssh", "ssh+git"};
  const std::string scheme(authority.scp ? "" : text.substr(0, authority.begin - 3));
  if (!authority.scp && std::ranges::find(taken, scheme) == taken.end()) {
    return usage(fmt::format("a registry cannot be read over '{}'", printable(scheme)),
                 "name it by an https, ssh or file URL, or by a path");
  }
  MirrorAddress address;
  address.is_url = true;
  const std::size_t hash = text.find('#', authority.end);
  address.location = text.substr(0, hash);
  if (hash != std::string_view::npos) address.revision = text.substr(hash + 1);
  const std::string_view asked = text.substr(authority.begin, authority.end - authority.begin);
  const std::size_t user = user_info_length(asked);
  if (user > 0) address.user_info = asked.substr(0, user - 1);
  const std::string_view host = asked.substr(user);
  if (!is_host(host, authority.scp) || (host.empty() && scheme != "file")) {
    // Not printed: what was meant to be a password may be part of it.
    return usage("the URL of the registry names no host that can be read",
                 "percent-encode '/', '@', ':' and '#' in its user info");
  }
  address.shown = without_user_info(address.location);
  address.folder_name = folder_name(address, scheme);
  return address;
}

Result<MirrorAddress> read_path(std::string_view text) {
  MirrorAddress address;
  for (std::size_t hash = text.size(); hash != std::string_view::npos;) {
    const std::string path(text.substr(0, hash));
    if (!path.empty() && is_folder(path)) {
      address.location = address.shown = path;
      if (hash < text.size()) address.revision = text.substr(hash + 1);
      return address;
    }
    hash = hash == 0 ? std::string_view::npos : text.rfind('#', hash - 1);
  }
  return Error{ErrorKind::not_found,
               fmt::format("no registry '{}': it is no folder, and no URL", printable(text)),
               {},
               {}};
}

Result<void> check_revision(const MirrorAddress& address) {
  if (!address.revision) return {};
  if (address.revision->empty()) {
    return usage(fmt::format("no revision after the '#' of '{}'", printable(address.shown + "#")));
  }
  if (address.revision->starts_with('-')) {
    return usage(fmt::format("'{}' is no revision", printable(*address.revision)));
  }
  return {};
}

Result<MirrorAddress> read_address(std::string_view text) {
  const bool has_scheme = scheme_length(text, "://") > 0;
  // As git has it: what is a folder is not looked at as a URL, unless it has a scheme.
  if (!has_scheme && is_folder(std::string(text.substr(0, text.find('#'))))) return read_path(text);
  if (const std::size_t helper = scheme_length(text, "::"); helper > 0) {
    return usage(fmt::format("a registry cannot be read over '{}'", text.substr(0, helper)),
                 "name it by an https, ssh or file URL, or by a path");
  }
  if (const std::optional<Authority> authority = authority_of(text)) {
    if (has_scheme || !is_folder(std::string(text))) return read_url(text, *authority);
  }
  return read_path(text);
}

}  // namespace

std::string without_user_info(std::string_view location) {
  const std::optional<Authority> authority = authority_of(location);
  if (!authority) return std::string(location);
  const std::string_view asked =
      location.substr(authority->begin, authority->end - authority->begin);
  std::string out(location.substr(0, authority->begin));
  out += location.substr(authority->begin + user_info_length(asked));
  return out;
}

Result<MirrorAddress> parse_mirror_address(std::string_view text) {
  if (text.empty()) {
    return usage("no registry named", "--registry PATH, or an https, ssh or file URL");
  }
  if (text.starts_with('-')) {
    return usage(fmt::format("'{}' is no registry", printable(without_user_info(text))),
                 "a path that begins with '-' is written ./-…");
  }
  const bool steers = std::ranges::any_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  if (steers) return usage("the name of the registry holds control characters");
  Result<MirrorAddress> address = read_address(text);
  if (!address) return address;
  if (Result<void> checked = check_revision(*address); !checked) return checked.error();
  return address;
}

}  // namespace dcr::git
