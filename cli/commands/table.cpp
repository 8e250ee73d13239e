// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/table.hpp"

#include "core/base/text.hpp"

#include <algorithm>

namespace dcr::cli {
namespace {

using Row = std::vector<std::string>;

Row printable_row(const Row& row) {
  Row out;
  for (const std::string& value : row) out.push_back(printable(value));
  return out;
}

std::string tab_separated(const std::vector<Row>& rows) {
  std::string out;
  for (const Row& row : rows) {
    for (const std::string& value : row) {
      if (&value != &row.front()) out += '\t';
      out += printable(value);
    }
    out += '\n';
  }
  return out;
}

std::string aligned_row(const Row& row, const std::vector<std::size_t>& widths) {
  std::string out;
  for (std::size_t column = 0; column < row.size(); ++column) {
    out += row[column];
    out.append(widths[column] - code_points(row[column]) + 2, ' ');
  }
  out.erase(out.find_last_not_of(' ') + 1);
  return out + '\n';
}

}  // namespace

std::string to_text(const Table& table, bool aligned) {
  if (!aligned) return tab_separated(table.rows);
  std::vector<Row> rows;
  if (!table.rows.empty()) rows.push_back(table.heading);
  for (const Row& row : table.rows) rows.push_back(printable_row(row));
  std::vector<std::size_t> widths(table.heading.size(), 0);
  for (const Row& row : rows) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      widths[column] = std::max(widths[column], code_points(row[column]));
    }
  }
  std::string out;
  for (const Row& row : rows) out += aligned_row(row, widths);
  return out;
}

}  // namespace dcr::cli
