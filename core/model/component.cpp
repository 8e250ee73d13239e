// SPDX-License-Identifier: Apache-2.0
#include "core/model/component.hpp"

#include <string>

namespace dcr {
namespace {

std::string singular(std::string_view category) {
  std::string word(category);
  for (char& c : word) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (word.size() > 1 && word.back() == 's') word.pop_back();
  return word;
}

}  // namespace

bool same_category(std::string_view a, std::string_view b) { return singular(a) == singular(b); }

}  // namespace dcr
