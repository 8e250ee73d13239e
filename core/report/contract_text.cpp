// SPDX-License-Identifier: Apache-2.0
#include "core/report/contract_text.hpp"

#include "core/base/text.hpp"
#include "core/report/paint.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <vector>

namespace dcr::report {
namespace {

constexpr std::size_t columns = 3;

struct Line {
  std::array<std::string, columns> cells;  // name, type, notes
  bool deprecated = false;
};

std::string type_of(const Field& field) {
  if (!field.type->spelled.empty()) return field.type->spelled;
  return std::string(to_string(field.type->logical.family));
}

/// What a reader must know of a field besides its name and type.
std::string notes_of(const Field& field) {
  std::vector<std::string> notes;
  notes.emplace_back(*field.required ? "required" : "optional");
  if (*field.unique) notes.emplace_back("unique");
  if (*field.deprecated) notes.emplace_back("deprecated");
  if (field.enum_values) {
    notes.push_back(fmt::format("one of {}", fmt::join(field.enum_values->value, ", ")));
  }
  for (const auto& [name, constraint] : field.constraints) {
    notes.push_back(fmt::format("{} {}", name, constraint.value));
  }
  if (!field.unit->empty()) notes.push_back("in " + *field.unit);
  if (!field.classification->empty()) notes.push_back(*field.classification);
  std::string out = fmt::format("{}", fmt::join(notes, ", "));
  if (!field.description->empty()) out += ": " + *field.description;
  return out;
}

void add_lines(const FieldList& fields, const std::vector<std::string>& key, std::size_t depth,
               std::vector<Line>& lines) {
  for (const Field& field : fields.fields) {
    const bool is_key = depth == 0 && std::ranges::find(key, *field.name) != key.end();
    std::string name = std::string(2 * depth, ' ') + printable(*field.name) + (is_key ? " *" : "");
    lines.push_back({{std::move(name), printable(type_of(field)), printable(notes_of(field))},
                     *field.deprecated});
    add_lines(field.children, {}, depth + 1, lines);
    if (field.items) add_lines(field.items->children, {}, depth + 1, lines);
  }
}

std::string aligned(const std::vector<Line>& lines, const Paint& paint) {
  std::array<std::size_t, columns> widths{};
  for (const Line& line : lines) {
    for (std::size_t i = 0; i < columns; ++i) {
      widths[i] = std::max(widths[i], code_points(line.cells[i]));
    }
  }
  std::string out;
  for (const Line& line : lines) {
    std::string row = "  ";
    for (std::size_t i = 0; i < columns; ++i) {
      row += line.cells[i];
      row.append(widths[i] - code_points(line.cells[i]) + 2, ' ');
    }
    row.erase(row.find_last_not_of(' ') + 1);
    out += (line.deprecated ? paint(Ink::dim, row) : row) + '\n';
  }
  return out;
}

}  // namespace

std::string fields_text(const Contract& contract, Colour colour) {
  const Paint paint(colour);
  std::string out;
  for (const Object& object : contract.objects) {
    if (!object.name->empty()) {
      out +=
          fmt::format("{}{}\n", out.empty() ? "" : "\n", paint(Ink::bold, printable(*object.name)));
    }
    std::vector<Line> lines;
    add_lines(object.fields, *object.primary_key, 0, lines);
    out += aligned(lines, paint);
  }
  return out;
}

}  // namespace dcr::report
