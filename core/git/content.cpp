// SPDX-License-Identifier: Apache-2.0
#include "core/git/content.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>
#include <git2/sys/repository.h>

#include <algorithm>
#include <array>
#include <utility>

namespace dcr::git {

namespace {

/// libgit2 keeps the attributes and the index of a repository in places that all threads share.
std::mutex& libgit2_attributes() {
  static std::mutex mutex;
  return mutex;
}

/// The lines that git wrote to stderr, as one.
std::string one_line(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  for (char& c : text) {
    if (c == '\n') c = ' ';
  }
  return text;
}

Result<ObjectId> parse_id(std::string_view output) {
  git_oid oid;
  if (output.size() < 40 || git_oid_fromstrn(&oid, output.data(), 40) < 0) {
    return Error{ErrorKind::git, "git hash-object did not print an id", {}, {}};
  }
  return from_oid(oid);
}

/// Owns the buffer a filter writes into.
struct FilterOutput {
  git_buf buffer = GIT_BUF_INIT;
  FilterOutput() = default;
  FilterOutput(const FilterOutput&) = delete;
  FilterOutput& operator=(const FilterOutput&) = delete;
  ~FilterOutput() { git_buf_dispose(&buffer); }
};

/// Whether git takes a blob for text with CRLF line ends (its convert.c: gather_stats and
/// convert_is_binary). libgit2 1.5.1 is content with any CR, also in binary files.
bool is_crlf_text(std::string_view content) {
  std::size_t crlf = 0;
  std::size_t printable_bytes = 0;
  std::size_t other_bytes = 0;
  for (std::size_t i = 0; i < content.size(); ++i) {
    const auto c = static_cast<unsigned char>(content[i]);
    if (c == '\0') return false;
    if (c == '\r') {
      if (i + 1 == content.size() || content[i + 1] != '\n') return false;
      ++crlf;
      ++i;
    } else if (c == '\n') {
      continue;
    } else if (c >= ' ' ? c != 127 : c == '\b' || c == '\t' || c == '\033' || c == '\014') {
      ++printable_bytes;
    } else {
      ++other_bytes;
    }
  }
  if (content.ends_with('\032')) --other_bytes;  // the end-of-file mark of DOS
  return crlf > 0 && printable_bytes / 128 >= other_bytes;
}

bool is_unspecified(const char* value) {
  return git_attr_value(value) == GIT_ATTR_VALUE_UNSPECIFIED;
}

bool is_set(const char* value) { return git_attr_value(value) == GIT_ATTR_VALUE_STRING; }

}  // namespace

std::string cut_to_longest_read(std::string_view content) {
  return std::string(content.substr(0, longest_read + 1));
}

Result<std::string> read_blob(const Handle& handle, const ObjectId& id) {
  const Result<RawObject> object = read_object(handle, id, GIT_OBJECT_BLOB, Verify::yes);
  if (!object) return object.error();
  return cut_to_longest_read(object->content());
}

Result<ObjectId> WorkingContent::id_of(std::string_view content) {
  git_oid oid;
  if (git_odb_hash(&oid, content.data(), content.size(), GIT_OBJECT_BLOB) < 0) {
    return libgit2_error("cannot hash a file");
  }
  return from_oid(oid);
}

// Looking up an attribute makes libgit2 load the whole index, which is slow and fails for formats
// that only git reads. It needs the index for two things alone: .gitattributes files that are not
// on disk, and whether the staged version of a file has CRLF line ends (then autocrlf leaves them).
// So it is shown an index in memory that holds just those entries.
void WorkingContent::show_index_to_libgit2(const std::string& path) const {
  const auto show = [this](const IndexEntry& entry) {
    const std::string entry_path(entry.path);
    git_index_entry shown{};
    shown.mode = entry.kind() == EntryKind::symlink ? GIT_FILEMODE_LINK : GIT_FILEMODE_BLOB;
    shown.id = to_oid(entry.id());
    shown.path = entry_path.c_str();
    // Refused when the blob is missing; then there is nothing to look at either.
    git_index_add(shown_index_.get(), &shown);
  };
  std::call_once(shown_, [&] {
    auto made = take<git_index>("cannot make an index", git_index_new);
    if (!made) return;
    shown_index_ = std::move(*made);
    for (const IndexEntry& entry : index_->entries()) {
      if (entry.is_file() && split_path(entry.path).second == ".gitattributes") show(entry);
    }
  });
  if (!shown_index_) return;
  // Each time: another snapshot of the repository may have shown its own.
  git_repository_set_index(handle_->repository.get(), shown_index_.get());
  const auto entries = index_->entries();
  for (std::size_t i = index_->position(path); i < entries.size() && entries[i].path == path; ++i) {
    // In a conflict git looks at our side.
    if (!entries[i].is_file() && entries[i].stage() != 2) continue;
    if (!has_object(*handle_, entries[i].id())) continue;
    const auto staged = read_object(*handle_, entries[i].id(), GIT_OBJECT_BLOB);
    if (staged && is_crlf_text(staged->content())) show(entries[i]);
  }
}

bool WorkingContent::converts_nothing() const {
  const auto line_ends = configured(handle_->configuration.values.get(), "core.autocrlf");
  int truth = 1;
  return line_ends &&
         (!*line_ends || (git_config_parse_bool(&truth, (*line_ends)->c_str()) == 0 && truth == 0));
}

Result<WorkingContent::Rules> WorkingContent::rules(const std::string& path) const {
  show_index_to_libgit2(path);
  git_repository* repository = handle_->repository.get();
  std::array<const char*, 6> names{"filter", "working-tree-encoding", "text", "crlf", "eol",
                                   "ident"};
  std::array<const char*, 6> values{};
  if (git_attr_get_many(values.data(), repository, GIT_ATTR_CHECK_FILE_THEN_INDEX, path.c_str(),
                        names.size(), names.data()) < 0) {
    return libgit2_error(fmt::format("cannot read the attributes of '{}'", printable(path)));
  }
  Rules rules;
  if (is_set(values[0]) || is_set(values[1])) {
    rules.conversion = Conversion::git;
    return rules;
  }
  // Loading filters looks up the same twice more, and each time reads the links of whole paths.
  if (converts_nothing() && std::ranges::all_of(values, is_unspecified)) return rules;
  git_filter_list* filters = nullptr;
  // ALLOW_UNSAFE: core.safecrlf warns or refuses when a file is added; comparing adds nothing.
  if (git_filter_list_load(&filters, repository, nullptr, path.c_str(), GIT_FILTER_TO_ODB,
                           GIT_FILTER_ALLOW_UNSAFE) < 0) {
    return libgit2_error(fmt::format("cannot read the attributes of '{}'", printable(path)));
  }
  rules.filters.reset(filters);
  if (rules.filters) rules.conversion = Conversion::libgit2;
  return rules;
}

Result<std::string> WorkingContent::convert(const Rules& rules, std::string_view content,
                                            std::string_view path) const {
  FilterOutput output;
  if (git_filter_list_apply_to_buffer(&output.buffer, rules.filters.get(), content.data(),
                                      content.size()) < 0) {
    return libgit2_error(fmt::format("cannot convert the line ends of '{}'", printable(path)));
  }
  return std::string(output.buffer.ptr == nullptr ? "" : output.buffer.ptr, output.buffer.size);
}

Result<ObjectId> WorkingContent::hash_object(std::vector<std::string> arguments,
                                             std::string_view content,
                                             std::string_view path) const {
  arguments.insert(arguments.begin(), {"hash-object", fmt::format("--path={}", path)});
  const auto asked = ask_git_at_top(*handle_, std::move(arguments), content);
  if (!asked) return asked.error();
  if (asked->succeeded()) return parse_id(asked->output);
  return Error{ErrorKind::git,
               fmt::format("git cannot filter '{}': {}", printable(path),
                           printable(one_line(asked->errors))),
               SourceSpan{std::string(path), {}},
               {}};
}

Result<std::string> WorkingContent::stored_by_git(std::string_view content,
                                                  std::string_view path) const {
  const auto id = hash_object({"-w", "--stdin"}, content, path);
  if (!id) return id.error();
  return read_blob(*handle_, *id);
}

/// Hashes a file without taking it into memory.
Result<ObjectId> WorkingContent::id_of_giant(const Rules& rules, const OpenFile& file,
                                             std::string_view path) const {
  if (rules.conversion == Conversion::none) {
    git_oid oid;
    // Through the descriptor: the path might lead elsewhere by now.
    const std::string same_file = fmt::format("/proc/self/fd/{}", file.descriptor.number());
    if (git_odb_hashfile(&oid, same_file.c_str(), GIT_OBJECT_BLOB) < 0) {
      return libgit2_error(fmt::format("cannot hash '{}'", printable(path)));
    }
    return from_oid(oid);
  }
  return hash_object({"--", std::string(path)}, {}, path);
}

Result<ObjectId> WorkingContent::id(const OpenFile& file, std::string_view path) const {
  const std::lock_guard lock(libgit2_attributes());
  const auto how = rules(std::string(path));
  if (!how) return how.error();
  if (how->conversion == Conversion::none) unconverted_.emplace(path);
  if (file.size > longest_read) return id_of_giant(*how, file, path);
  const auto content = read_up_to(file, longest_read, path);
  if (!content) return content.error();
  switch (how->conversion) {
    case Conversion::none: return id_of(*content);
    case Conversion::git: return hash_object({"--stdin"}, *content, path);
    case Conversion::libgit2: break;
  }
  const auto converted = convert(*how, *content, path);
  if (!converted) return converted.error();
  return id_of(*converted);
}

Result<std::string> WorkingContent::stored(const OpenFile& file, std::string_view path) const {
  const std::lock_guard lock(libgit2_attributes());
  auto content = read_up_to(file, longest_read + 1, path);
  if (!content || content->size() > longest_read || unconverted_.contains(path)) return content;
  const auto how = rules(std::string(path));
  if (!how) return how.error();
  switch (how->conversion) {
    case Conversion::none: return content;
    case Conversion::git: return stored_by_git(*content, path);
    case Conversion::libgit2: break;
  }
  return convert(*how, *content, path);
}

}  // namespace dcr::git
