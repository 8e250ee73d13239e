// SPDX-License-Identifier: Apache-2.0
#include "core/imports/sql_checks.hpp"

#include "core/base/timestamp.hpp"
#include "core/formats/canonical.hpp"
#include "core/imports/build.hpp"
#include "core/imports/sql_tree.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_set>
#include <utility>

namespace dcr::imports {
namespace {

using yaml::Node;

std::optional<long long> integer(const std::string& text) {
  long long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Node scalar(const SqlConstant& constant) {
  Node node;
  node.text = constant.text;
  if (constant.is_text) {
    node.kind = yaml::Kind::string;
  } else if (constant.text == "true" || constant.text == "false") {
    node.kind = yaml::Kind::boolean;
  } else {
    node.kind = integer(constant.text) ? yaml::Kind::integer : yaml::Kind::number;
  }
  return node;
}

bool is_temporal(TypeFamily family) {
  return family == TypeFamily::timestamp || family == TypeFamily::date ||
         family == TypeFamily::time;
}

bool is_numeric(TypeFamily family) {
  return family == TypeFamily::integer || family == TypeFamily::number ||
         family == TypeFamily::decimal;
}

/// Sets a limit, or keeps the tighter one of two.
void tighten(Field& field, const std::string& constraint, const std::string& value) {
  auto [there, fresh] = field.constraints.emplace(constraint, Constraint{value, {}});
  const auto before = number(there->second.value);
  const auto after = number(value);
  if (fresh || !before || !after) return;
  const bool upper = constraint.find("max") != std::string::npos;
  if (upper ? *after < *before : *after > *before) there->second.value = value;
}

/// PostgreSQL prints `2026-01-31 00:00:00+00`; contracts have it as RFC 3339 does.
std::string moment_text(std::string text) {
  constexpr std::size_t day = 10;
  const bool printed = text.size() > day + 3 && text[day] == ' ' &&
                       (text[text.size() - 3] == '+' || text[text.size() - 3] == '-');
  if (!printed || !parse_timestamp(text)) return text;
  text[day] = 'T';
  if (!text.ends_with("+00")) return text + ":00";
  text.resize(text.size() - 3);
  return text + "Z";
}

std::string turned(const std::string& op) {
  if (op == "<") return ">";
  if (op == "<=") return ">=";
  if (op == ">") return "<";
  if (op == ">=") return "<=";
  return op;
}

class Check {
 public:
  Check(const FieldFinder& find, bool whole_numbers) : find_(find), whole_numbers_(whole_numbers) {}

  bool take(const Node* node) {
    node = without_casts(node);
    if (const Node* both = of_kind(node, "BoolExpr")) return take_all(*both);
    if (const Node* test = of_kind(node, "NullTest")) return take_not_null(*test);
    const Node* expression = of_kind(node, "A_Expr");
    if (expression == nullptr) return false;
    const std::string kind = text_in(*expression, "kind");
    const std::vector<std::string> name = strings_in(expression->find("name"));
    const std::string op = name.empty() ? "" : name.back();
    const Node* left = expression->find("lexpr");
    const Node* right = expression->find("rexpr");
    if (kind == "AEXPR_IN" && op == "=") return take_values(left, list_of(right));
    if (kind == "AEXPR_OP_ANY" && op == "=") return take_values(left, array_of(right));
    if (kind == "AEXPR_BETWEEN") {
      const Node* ends = list_of(right);
      return ends != nullptr && ends->items.size() == 2 &&
             take_comparison(left, ">=", ends->items[0].get()) &&
             take_comparison(left, "<=", ends->items[1].get());
    }
    if (kind != "AEXPR_OP") return false;
    if (constant_in(left)) return take_comparison(right, turned(op), left);
    return take_comparison(left, op, right);
  }

 private:
  bool take_all(const Node& both) {
    const Node* parts = both.find("args");
    if (text_in(both, "boolop") != "AND_EXPR" || parts == nullptr) return false;
    bool all = true;
    for (const auto& part : parts->items) all = take(part.get()) && all;
    return all;
  }

  bool take_not_null(const Node& test) {
    Field* field = find_(column_in(test.find("arg")));
    if (field == nullptr || text_in(test, "nulltesttype") != "IS_NOT_NULL") return false;
    field->required.value = true;
    return true;
  }

  static const Node* list_of(const Node* node) {
    const Node* list = of_kind(node, "List");
    return list == nullptr ? nullptr : list->find("items");
  }
  static const Node* array_of(const Node* node) {
    const Node* array = of_kind(without_casts(node), "A_ArrayExpr");
    return array == nullptr ? nullptr : array->find("elements");
  }

  bool take_values(const Node* column, const Node* list) {
    Field* field = find_(column_in(column));
    if (field == nullptr || list == nullptr || list->items.empty() || field->enum_values) {
      return false;
    }
    std::vector<std::string> values;
    std::unordered_set<std::string> met;
    for (const auto& item : list->items) {
      auto constant = constant_in(item.get());
      // pg_dump writes -2 as '-2'::integer.
      const bool is_integer = field->type.value.logical.family == TypeFamily::integer;
      if (constant && is_integer && integer(constant->text)) constant->is_text = false;
      const auto value = constant ? enum_value(scalar(*constant)) : std::nullopt;
      if (!value) return false;
      if (met.insert(*value).second) values.push_back(*value);
    }
    field->enum_values = {{std::move(values), {}}};
    return true;
  }

  bool take_comparison(const Node* left, const std::string& op, const Node* right) {
    const auto constant = constant_in(right);
    if (!constant) return false;
    if (const Node* call = of_kind(without_casts(left), "FuncCall")) {
      return take_length(*call, op, *constant);
    }
    Field* field = find_(column_in(left));
    if (field == nullptr) return false;
    const TypeFamily family = field->type.value.logical.family;
    if (op == "~" && constant->is_text && family == TypeFamily::string) {
      return field->constraints.emplace("pattern", Constraint{constant->text, {}}).second;
    }
    if (op == "=" && !field->enum_values) {
      const auto value = enum_value(scalar(*constant));
      if (value) field->enum_values = {{{*value}, {}}};
      return value.has_value();
    }
    return take_bound(*field, op, *constant);
  }

  bool take_bound(Field& field, const std::string& op, const SqlConstant& constant) const {
    const TypeFamily family = field.type.value.logical.family;
    const bool fits = is_temporal(family) ? constant.is_text : is_numeric(family);
    if (!fits || op.empty() || (op[0] != '<' && op[0] != '>') || op == "<>") return false;
    const bool upper = op[0] == '<';
    std::string limit =
        family == TypeFamily::timestamp ? moment_text(constant.text) : constant.text;
    if (is_numeric(family)) {
      if (!number(limit)) return false;
      limit = formats::number_text(scalar({limit, false}));
    }
    std::string constraint = upper ? "maximum" : "minimum";
    if (op.size() == 1) {
      const auto whole = integer(limit);
      if (whole_numbers_ && family == TypeFamily::integer && whole) {
        limit = std::to_string(upper ? *whole - 1 : *whole + 1);
      } else {
        constraint = "exclusive_" + constraint;
      }
    }
    tighten(field, constraint, limit);
    return true;
  }

  bool take_length(const Node& call, const std::string& op, const SqlConstant& constant) {
    const std::vector<std::string> name = strings_in(call.find("funcname"));
    const Node* arguments = call.find("args");
    const auto length = integer(constant.text);
    if (name.empty() || arguments == nullptr || arguments->items.size() != 1 || !length)
      return false;
    Field* field = find_(column_in(arguments->items.front().get()));
    if (field == nullptr) return false;
    const bool is_bytes = field->type.value.logical.family == TypeFamily::bytes;
    const bool counts =
        name.back() == "length" ||
        (is_bytes ? name.back() == "octet_length"
                  : name.back() == "char_length" || name.back() == "character_length");
    const bool is_text = field->type.value.logical.family == TypeFamily::string;
    if (!counts || (!is_text && !is_bytes)) return false;
    if (op == ">=" || op == "=") tighten(*field, "min_length", std::to_string(*length));
    if (op == "<=" || op == "=") tighten(*field, "max_length", std::to_string(*length));
    if (op == ">") tighten(*field, "min_length", std::to_string(*length + 1));
    if (op == "<" && *length > 0) tighten(*field, "max_length", std::to_string(*length - 1));
    return op == ">=" || op == "<=" || op == "=" || op == ">" || (op == "<" && *length > 0);
  }

  const FieldFinder& find_;
  bool whole_numbers_;
};

}  // namespace

bool take_check(const Node* expression, const FieldFinder& find, bool whole_numbers) {
  return Check(find, whole_numbers).take(expression);
}

}  // namespace dcr::imports
