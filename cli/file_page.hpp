// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::cli {

/// A file that dcr reads and that has a manual page of its own, printed from its JSON Schema.
struct FilePage {
  std::string_view topic{};    ///< as `dcr help` takes it: "contract"
  std::string_view page{};     ///< of section 5: "dcr-contract"
  std::string_view summary{};  ///< for a list; no full stop
  std::string_view files{};    ///< which files they are
  std::string_view example{};  ///< the content of such a file
  std::string_view (*schema)() = nullptr;
};

/// Every page, in the order of the help.
[[nodiscard]] std::span<const FilePage> file_pages();
/// The page of a topic, or of that name; nullptr when there is none.
[[nodiscard]] const FilePage* find_file_page(std::string_view name);

/// A key of such a file, as its schema describes it.
struct FileKey {
  std::string path{};                  ///< "owners[].team"; a key that may be any is `NAME`
  std::string type{};                  ///< "string", "list of string"; empty when anything goes
  bool required = false;               ///< wherever what it stands in is given
  std::string help{};                  ///< sentences
  std::vector<std::string> choices{};  ///< what the value must be one of
  std::string standard{};              ///< the default; empty for none
  std::string example{};               ///< of a value, in JSON; empty for none
};

/// What the schema says of the file as a whole, and of each key, those of a mapping after it.
/// What nests in itself (fields of fields) is described once.
struct FileDescription {
  std::string about{};
  std::vector<FileKey> keys{};
};
[[nodiscard]] FileDescription describe(const FilePage& page);

}  // namespace dcr::cli
