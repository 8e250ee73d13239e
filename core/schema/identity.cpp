// SPDX-License-Identifier: Apache-2.0
#include "core/schema/identity.hpp"

#include "core/base/bug.hpp"
#include "core/schema/decimal.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace dcr::schema {

namespace {

class Writer {
 public:
  explicit Writer(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  void write(const yaml::Node& value);
  [[nodiscard]] bool fits() const { return out_.size() <= most_bytes_; }
  std::string& out() { return out_; }

 private:
  /// With its length before it no text runs into the next one.
  void write_text(char mark, std::string_view text) {
    out_ += mark;
    out_ += std::to_string(text.size());
    out_ += ':';
    out_ += text;
  }
  void write_number(const yaml::Node& value) {
    const std::optional<Decimal> number = Decimal::read(value.text);
    write_text('#', number ? number->canonical() : value.text);
  }
  void write_mapping(const yaml::Node& value);

  std::size_t most_bytes_;
  std::string out_;
};

void Writer::write_mapping(const yaml::Node& value) {
  std::vector<const yaml::Entry*> sorted;
  sorted.reserve(value.entries.size());
  for (const yaml::Entry& entry : value.entries) sorted.push_back(&entry);
  std::sort(sorted.begin(), sorted.end(),
            [](const yaml::Entry* a, const yaml::Entry* b) { return a->key < b->key; });
  out_ += '{';
  for (const yaml::Entry* entry : sorted) {
    if (!fits()) return;
    write_text('"', entry->key);
    write(*entry->value);
  }
  out_ += '}';
}

void Writer::write(const yaml::Node& value) {
  if (!fits()) return;
  switch (value.kind) {
    case yaml::Kind::null: out_ += 'n'; return;
    case yaml::Kind::boolean: out_ += value.as_boolean().value_or(false) ? 't' : 'f'; return;
    case yaml::Kind::integer:
    case yaml::Kind::number: write_number(value); return;
    case yaml::Kind::string: write_text('"', value.text); return;
    case yaml::Kind::sequence:
      out_ += '[';
      for (const auto& item : value.items) write(*item);
      out_ += ']';
      return;
    case yaml::Kind::mapping: write_mapping(value); return;
  }
  unreachable();
}

}  // namespace

std::optional<std::string> identity(const yaml::Node& value, std::size_t most_bytes) {
  Writer writer(most_bytes);
  writer.write(value);
  if (!writer.fits()) return std::nullopt;
  return std::move(writer.out());
}

}  // namespace dcr::schema
