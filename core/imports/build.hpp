// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_span.hpp"
#include "core/imports/imported.hpp"
#include "core/yaml/node.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace dcr::imports {

/// Fields an import makes at most, and levels of fields in fields: definitions that are used again
/// and again grow without bound when they are written out.
inline constexpr std::size_t most_fields = 100'000;
inline constexpr int deepest_field = 32;

/// What is wrong with a source, and where.
[[nodiscard]] Error fault(std::string_view path, Span at, std::string message,
                          std::string help = {});

/// Whether `text` is UTF-8 text without NUL; if not, the line that is none.
[[nodiscard]] std::optional<Error> text_fault(std::string_view text, std::string_view path);

/// What an import of one contract cannot carry.
class LossList {
 public:
  void add(std::string field, std::string what);
  /// Lossy in the same way for many fields: told once, "the type smallint of a, b".
  void add_shared(const std::string& what, const std::string& field);
  /// What was told of the field in this way was no loss after all.
  void take_shared(const std::string& what, const std::string& field);
  /// In the order of the source; shared ones last.
  [[nodiscard]] std::vector<Loss> take();

 private:
  /// The fields something is lost of, and when each was told: a table may have any number of them.
  struct Shared {
    std::string what;
    std::map<std::string, std::size_t> fields{};
    std::size_t told = 0;
  };

  std::vector<Loss> losses_;
  std::set<std::pair<std::string, std::string>> told_;
  std::vector<Shared> shared_;
  std::unordered_map<std::string, std::size_t> places_;  // in shared_
};

[[nodiscard]] FieldType type_of(TypeFamily family);
[[nodiscard]] FieldType decimal_type(int precision, int scale);

/// The type a database, an engine or a tool spells that way, as the target keeps it: families with
/// their own native word, and `max_length` for a length. What else the spelling says is a loss
/// where `physical` is not kept.
void set_physical_type(Field& field, const std::string& spelled, const std::string& path,
                       bool keep_physical, LossList& losses);

/// A contract with one object, which is called `name` and holds `fields`.
[[nodiscard]] ImportedContract one_object(std::string name, FieldList fields);

/// `text` as a dataset_id: what an identifier may not hold becomes `_`.
[[nodiscard]] std::string legal_identifier(std::string_view text);

/// "shop.v1" of "a/b/shop.v1.avsc"; "-" is "stdin".
[[nodiscard]] std::string stem_of(std::string_view path);

/// The JSON of a scalar an enum of a contract may hold; empty for a fraction, null, list or
/// mapping.
[[nodiscard]] std::optional<std::string> enum_value(const yaml::Node& node);

/// "a value, of x": what of a source is quoted in a message, cut to 60 characters.
[[nodiscard]] std::string quoted(const yaml::Node& node);

/// Sets a name that was read, and where.
[[nodiscard]] Field named_field(std::string name, Span at);

/// Whether `request` asks for what has one of these names.
[[nodiscard]] bool is_wanted(const ImportRequest& request,
                             const std::vector<std::string_view>& names);

/// Reads JSON or YAML that must be well formed.
///
/// Errors: io, with the place of the first problem.
Result<std::shared_ptr<const yaml::Node>> read_tree(std::string_view text, std::string_view path,
                                                    bool json, const yaml::Limits& limits = {});

}  // namespace dcr::imports
