// SPDX-License-Identifier: Apache-2.0
#include "core/report/omds_paths.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

namespace dcr::report {

namespace {

std::string quoted_value(std::string_view value) {
  if (!value.empty() && value.find_first_of("[],=\"") == std::string_view::npos) {
    return printable(value);
  }
  std::string out = "\"";
  for (const char c : printable(value)) {
    if (c == '"') out += '\\';
    out += c;
  }
  return out + '"';
}

}  // namespace

std::vector<std::string> path_names(std::string_view dotted) {
  std::vector<std::string> names;
  std::string name;
  bool quoted = false;
  const auto end_name = [&] {
    if (!name.empty()) names.push_back(std::move(name));
    name.clear();
  };
  for (std::size_t i = 0; i < dotted.size(); ++i) {
    const char c = dotted[i];
    if (quoted && c == '\\' && i + 1 < dotted.size()) {
      name += dotted[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == '.') {
      end_name();
    } else if (!quoted && dotted.substr(i, 2) == "[]") {
      end_name();
      names.emplace_back("[]");
      ++i;
    } else {
      name += c;
    }
  }
  end_name();
  return names;
}

std::string selector(std::string_view key, std::string_view value) {
  return fmt::format("[{}={}]", key, quoted_value(value));
}

std::string field_pointer(std::string_view dotted, const std::vector<std::string>& objects) {
  std::vector<std::string> names = path_names(dotted);
  std::string object = objects.size() == 1 ? objects.front() : std::string();
  if (objects.size() > 1 && !names.empty()) {
    object = names.front();
    names.erase(names.begin());
  }
  std::string out = object.empty() ? "/schema/0" : "/schema" + selector("name", object);
  for (const std::string& name : names) {
    out += name == "[]" ? "/items" : "/properties" + selector("name", name);
  }
  return out;
}

std::string level_pointer(std::string_view level) {
  std::string_view rest = level;
  const std::size_t paren = rest.ends_with(')') ? rest.rfind(" (") : std::string_view::npos;
  std::string_view driver;
  if (paren != std::string_view::npos) {
    driver = rest.substr(paren + 2, rest.size() - paren - 3);
    rest = rest.substr(0, paren);
  }
  constexpr std::string_view of = " of '";
  const std::size_t begin = rest.ends_with('\'') ? rest.find(of) : std::string_view::npos;
  std::string_view element;
  if (begin != std::string_view::npos) {
    element = rest.substr(begin + of.size(), rest.size() - begin - of.size() - 1);
    rest = rest.substr(0, begin);
  }
  std::string out = fmt::format("/slaProperties[property={}", quoted_value(rest));
  if (!element.empty()) out += fmt::format(",element={}", quoted_value(element));
  if (!driver.empty()) out += fmt::format(",driver={}", quoted_value(driver));
  return out + "]";
}

}  // namespace dcr::report
