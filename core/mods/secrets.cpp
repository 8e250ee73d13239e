// SPDX-License-Identifier: Apache-2.0
#include "core/mods/secrets.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace dcr::mods {
namespace {

using nlohmann::ordered_json;
using yaml::Node;

constexpr int deepest = 64;
constexpr std::size_t shortest_anywhere = 4;

bool is_true(const Node* node) { return node != nullptr && node->as_boolean().value_or(false); }

bool is_marked(const Node& schema) {
  return is_true(schema.find("secret")) || is_true(schema.find("writeOnly"));
}

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z') || byte == '_' || byte >= 0x80;
}

/// Whether the `size` bytes at `at` stand between bytes of no word.
bool is_a_word(std::string_view text, std::size_t at, std::size_t size) {
  const bool starts = at == 0 || !is_word_byte(text[at - 1]);
  const bool ends = at + size == text.size() || !is_word_byte(text[at + size]);
  return starts && ends;
}

/// What `#/a/b` names below `root`; nullptr for any other reference.
const Node* target_of(const Node& root, std::string_view reference) {
  if (!reference.starts_with('#')) return nullptr;
  const Node* at = &root;
  reference.remove_prefix(1);
  while (at != nullptr && !reference.empty()) {
    reference.remove_prefix(1);
    const std::size_t end = std::min(reference.find('/'), reference.size());
    at = at->find(reference.substr(0, end));
    reference.remove_prefix(end);
  }
  return at;
}

/// Walks a value beside its schema.
class Walk {
 public:
  Walk(const Node& root, Secrets& secrets) : root_(root), secrets_(secrets) {}

  void visit(const Node& schema, const Node& value, int depth) {
    if (depth > deepest || !schema.is_mapping()) return;
    if (is_marked(schema)) secrets_.learn_all(value);
    if (const Node* reference = schema.find("$ref"); reference != nullptr) {
      if (const Node* target = target_of(root_, reference->text)) visit(*target, value, depth + 1);
    }
    for (const char* keyword : {"allOf", "anyOf", "oneOf"}) {
      const Node* branches = schema.find(keyword);
      if (branches == nullptr) continue;
      for (const NodePointer& branch : branches->items) visit(*branch, value, depth + 1);
    }
    for (const char* keyword : {"then", "else"}) visit_if(schema.find(keyword), value, depth);
    for (const yaml::Entry& entry : value.entries) {
      const Node* properties = schema.find("properties");
      const Node* own = properties == nullptr ? nullptr : properties->find(entry.key);
      visit_if(own == nullptr ? schema.find("additionalProperties") : own, *entry.value, depth);
    }
    for (const NodePointer& item : value.items) visit_if(schema.find("items"), *item, depth);
  }

 private:
  void visit_if(const Node* schema, const Node& value, int depth) {
    if (schema != nullptr) visit(*schema, value, depth + 1);
  }

  const Node& root_;
  Secrets& secrets_;
};

}  // namespace

void Secrets::learn(const Node& schema, const Node& value) {
  Walk(schema, *this).visit(schema, value, 0);
}

void Secrets::learn(const Secrets& other) {
  texts_.insert(other.texts_.begin(), other.texts_.end());
}

void Secrets::learn_text(const std::string& text) {
  if (text.empty()) return;
  texts_.insert(text);
  // In a repr, in JSON and in an escaped message a secret has other characters.
  for (const bool only_ascii : {false, true}) {
    const std::string dumped =
        ordered_json(text).dump(-1, ' ', only_ascii, ordered_json::error_handler_t::replace);
    texts_.insert(dumped.substr(1, dumped.size() - 2));
  }
}

void Secrets::learn_all(const Node& value) {
  const bool says_nothing = value.is_null() || value.kind == yaml::Kind::boolean;
  if (value.is_scalar() && !says_nothing) {
    learn_text(value.text);
    if (!value.is_string()) learn_text(one_line(value));  // 1.50 is printed as 1.5
    // What is printed is masked line by line.
    for (std::size_t begin = 0; begin < value.text.size();) {
      const std::size_t end = std::min(value.text.find('\n', begin), value.text.size());
      if (end - begin >= shortest_anywhere) learn_text(value.text.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  for (const NodePointer& item : value.items) learn_all(*item);
  for (const yaml::Entry& entry : value.entries) learn_all(*entry.value);
}

std::string Secrets::masked(std::string_view text) const {
  std::string out(text);
  for (const std::string& secret : texts_) {
    std::size_t at = 0;
    while ((at = out.find(secret, at)) != std::string::npos) {
      const bool hides = secret.size() >= shortest_anywhere || is_a_word(out, at, secret.size());
      if (hides) out.replace(at, secret.size(), mask);
      at += hides ? mask.size() : 1;
    }
  }
  return out;
}

void Secrets::mask_all(ordered_json& value) const {
  if (texts_.empty()) return;
  if (value.is_string()) {
    value = masked(value.get_ref<const std::string&>());
  } else if (value.is_number()) {
    if (texts_.contains(std::string_view(value.dump()))) value = mask;
  } else if (value.is_array()) {
    for (ordered_json& item : value) mask_all(item);
  } else if (value.is_object()) {
    auto out = ordered_json::object();
    for (auto& [key, item] : value.items()) {
      mask_all(item);
      out[masked(key)] = std::move(item);
    }
    value = std::move(out);
  }
}

}  // namespace dcr::mods
