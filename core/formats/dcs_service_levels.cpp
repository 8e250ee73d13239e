// SPDX-License-Identifier: Apache-2.0
#include "core/formats/dcs_service_levels.hpp"

#include "core/base/text.hpp"
#include "core/formats/canonical.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

namespace dcr::formats {

namespace {

/// A key of one service level that is a promise of its own.
struct Promise {
  std::string_view level;
  std::string_view key;
  std::string_view property;   ///< as ODCS calls it, where it has a word for it
  std::string_view element{};  ///< the key that names the field it is measured on
};

/// Source: the Data Contract Specification 1.2, service levels; ODCS 3.1, service-level agreement.
constexpr auto promises = std::to_array<Promise>({
    {"availability", "percentage", "availability"},
    {"retention", "period", "retention", "timestampField"},
    {"latency", "threshold", "latency", "sourceTimestampField"},
    {"freshness", "threshold", "freshness", "timestampField"},
    {"frequency", "interval", "frequency"},
    {"support", "responseTime", "responseTime"},
    {"backup", "recoveryTime", "recoveryTime"},
    {"backup", "recoveryPoint", "recoveryPoint"},
});

struct Level {
  std::string_view name;
  std::array<std::string_view, 3> others;  ///< keys that are content and no promise
};

constexpr auto levels = std::to_array<Level>({
    {"availability", {}},
    {"retention", {}},
    {"latency", {"processedTimestampField"}},
    {"freshness", {}},
    {"frequency", {"type", "cron"}},
    {"support", {"time"}},
    {"backup", {"interval", "cron"}},
});

std::string text_or_empty(MappingReader& reader, std::string_view key) {
  auto text = key.empty() ? std::nullopt : reader.text(key);
  return text ? std::move(text->value) : std::string();
}

class LevelReader {
 public:
  LevelReader(const Level& level, const yaml::Node& node, Contract& contract, ProblemList& problems)
      : level_(level), reader_(node, "", Dialect::loose, problems), contract_(contract) {}

  void read() {
    for (const Promise& promise : promises) {
      if (promise.level == level_.name) read_promise(promise);
    }
    for (const std::string_view key : level_.others) {
      const yaml::Node* value = key.empty() ? nullptr : reader_.value(key);
      if (value != nullptr) keep(key, *value, contract_.other);
    }
    if (const yaml::Node* text = reader_.value("description")) {
      keep("description", *text, contract_.metadata);
    }
    reader_.report_unknown_keys();
    for (const yaml::Entry* entry : reader_.unknown_entries()) {
      keep(path_component(entry->key), *entry->value, contract_.other);
    }
  }

 private:
  void read_promise(const Promise& promise) {
    ServiceLevel level;
    level.property = promise.property;
    level.element = text_or_empty(reader_, promise.element);
    if (auto value = reader_.text(promise.key)) {
      level.value = std::move(value->value);
      level.at = value->at;
    }
    if (promise.level == "retention") {
      const auto unlimited = reader_.boolean("unlimited");
      if (unlimited && unlimited->value) {
        level.value = "unlimited";
        level.at = unlimited->at;
      }
    }
    if (!level.value.empty()) contract_.service_levels.push_back(std::move(level));
  }

  void keep(std::string_view key, const yaml::Node& value,
            std::map<std::string, std::string>& out) {
    flatten(value, fmt::format("servicelevels.{}.{}", level_.name, key), out);
  }

  const Level& level_;
  MappingReader reader_;
  Contract& contract_;
};

}  // namespace

void read_dcs_service_levels(MappingReader& root, Contract& contract, ProblemList& problems) {
  const yaml::Node* stated = root.mapping("servicelevels");
  if (stated == nullptr) return;
  MappingReader reader(*stated, "", Dialect::loose, problems);
  for (const Level& level : levels) {
    if (const yaml::Node* node = reader.mapping(level.name)) {
      LevelReader(level, *node, contract, problems).read();
    }
  }
  reader.report_unknown_keys();
  for (const yaml::Entry* entry : reader.unknown_entries()) {
    flatten(*entry->value, join_path("servicelevels", path_component(entry->key)), contract.other);
  }
}

}  // namespace dcr::formats
