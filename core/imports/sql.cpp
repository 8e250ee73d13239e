// SPDX-License-Identifier: Apache-2.0
#include "core/imports/sql.hpp"

#include "core/base/text.hpp"
#include "core/imports/pg_parser.hpp"
#include "core/imports/sql_statements.hpp"
#include "core/imports/sql_tables.hpp"
#include "core/imports/sql_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

// A dump is cut into statements, those that say something of tables are parsed by PostgreSQL's own
// parser, and what each adds is kept in order: pg_dump makes a table first and its keys later.
namespace dcr::imports {
namespace {

using yaml::Node;

bool is_view(const SqlStatement& statement) {
  return !statement.words.empty() && statement.words.front() == "create" &&
         std::ranges::find(statement.words, "view") != statement.words.end();
}

/// Whether a statement can say something of a table. Others may be of any dialect.
bool concerns_tables(const SqlStatement& statement) {
  if (statement.words.empty()) return false;
  const std::string& first = statement.words.front();
  if (first == "create") {
    for (const std::string& word : statement.words) {
      if (word == "table" || word == "type" || word == "domain" || word == "index") return true;
      constexpr auto before = std::to_array<std::string_view>(
          {"create", "or", "replace", "global", "local", "temporary", "temp", "unlogged", "foreign",
           "unique", "external", "transient"});
      if (std::ranges::find(before, std::string_view(word)) == before.end()) return false;
    }
    return false;
  }
  const std::string second = statement.words.size() > 1 ? statement.words[1] : "";
  if (first == "alter") return second == "table" || second == "type" || second == "foreign";
  if (first != "comment" || statement.words.size() < 3) return false;
  return statement.words[2] == "table" || statement.words[2] == "column" ||
         statement.words[2] == "foreign";
}

class Script {
 public:
  Script(std::string_view path, const ImportRequest& request) : path_(path), tables_(request) {}

  Result<Imported> read(std::string_view text) {
    const auto statements = sql_statements(text, path_);
    if (!statements) return statements.error();
    const auto parser = PgParser::load();
    if (!parser) return parser.error();
    std::size_t views = 0;
    std::vector<const SqlStatement*> parsed;
    for (const SqlStatement& statement : *statements) {
      if (is_view(statement)) ++views;
      if (!concerns_tables(statement)) continue;
      auto tree = parser->parse(statement, path_);
      if (!tree) return tree.error();
      trees_.push_back(*std::move(tree));
      parsed.push_back(&statement);
    }
    // Types first: tables use them, wherever a script puts them.
    for (const auto& tree : trees_) take_type(*tree);
    for (std::size_t i = 0; i < parsed.size(); ++i) take(*trees_[i], *parsed[i]);
    Imported imported = tables_.finish();
    if (views > 0) {
      imported.notes.push_back(
          fmt::format("{} skipped: only tables say the types of columns", counted(views, "view")));
    }
    return imported;
  }

 private:
  void take(const Node& tree, const SqlStatement& statement) {
    if (const Node* made = tree.find("CreateStmt")) return tables_.create(*made, statement);
    if (const Node* made = tree.find("CreateForeignTableStmt")) {
      if (const Node* base = made->find("base")) tables_.create(*base, statement);
    } else if (const Node* altered = tree.find("AlterTableStmt")) {
      tables_.alter(*altered, statement);
    } else if (const Node* comment = tree.find("CommentStmt")) {
      tables_.comment(*comment);
    } else if (const Node* index = tree.find("IndexStmt")) {
      tables_.index(*index);
    } else if (tree.find("CreateTableAsStmt") != nullptr) {
      tables_.note(fmt::format("{}:{}: CREATE TABLE AS skipped: it says no types", path_,
                               statement.at.line));
    } else if (tree.find("RenameStmt") != nullptr) {
      tables_.note(fmt::format("{}:{}: RENAME skipped", path_, statement.at.line));
    }
  }

  void take_type(const Node& tree) {
    if (const Node* values = tree.find("CreateEnumStmt")) {
      tables_.types().add_enum(strings_in(values->find("typeName")), *values);
    } else if (const Node* more = tree.find("AlterEnumStmt")) {
      tables_.types().add_enum_value(strings_in(more->find("typeName")), text_in(*more, "newVal"));
    } else if (const Node* domain = tree.find("CreateDomainStmt")) {
      tables_.types().add_domain(strings_in(domain->find("domainname")), *domain);
    } else if (const Node* composite = tree.find("CompositeTypeStmt")) {
      if (const Node* name = composite->find("typevar")) {
        tables_.types().add_composite(relation_name(*name), *composite);
      }
    }
  }

  std::string_view path_;
  SqlTables tables_;
  std::vector<std::shared_ptr<const Node>> trees_;  // what types and tables point into
};

}  // namespace

Result<Imported> read_sql(std::string_view text, std::string_view path,
                          const ImportRequest& request) {
  if (auto error = text_fault(text, path)) return *std::move(error);
  return Script(path, request).read(text);
}

}  // namespace dcr::imports
