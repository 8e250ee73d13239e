// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/parse.hpp"
#include "tests/core/yaml/samples.hpp"

#include <doctest/doctest.h>
#include <yaml.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace dcr::yaml {

namespace {

/// libyaml's view of one node, or the end of a collection.
struct Seen {
  yaml_event_type_t type = YAML_NO_EVENT;
  std::string text;  // of a scalar, or an alias's name
  std::string anchor;
  bool plain = false;
  bool has_properties = false;
  Position begin;
  Position end;
};

Position position(const yaml_mark_t& mark) {
  return {static_cast<int>(mark.line) + 1, static_cast<int>(mark.column) + 1};
}

std::string text_of(const yaml_char_t* text) {
  return text == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(text));
}

Seen seen(const yaml_event_t& event) {
  Seen out;
  out.type = event.type;
  out.begin = position(event.start_mark);
  out.end = position(event.end_mark);
  if (event.type == YAML_SCALAR_EVENT) {
    const auto& scalar = event.data.scalar;
    out.text.assign(reinterpret_cast<const char*>(scalar.value), scalar.length);
    out.plain = scalar.style == YAML_PLAIN_SCALAR_STYLE;
    out.anchor = text_of(scalar.anchor);
    out.has_properties = scalar.anchor != nullptr || scalar.tag != nullptr;
  } else if (event.type == YAML_SEQUENCE_START_EVENT) {
    out.anchor = text_of(event.data.sequence_start.anchor);
    out.has_properties =
        event.data.sequence_start.anchor != nullptr || event.data.sequence_start.tag != nullptr;
  } else if (event.type == YAML_MAPPING_START_EVENT) {
    out.anchor = text_of(event.data.mapping_start.anchor);
    out.has_properties =
        event.data.mapping_start.anchor != nullptr || event.data.mapping_start.tag != nullptr;
  } else if (event.type == YAML_ALIAS_EVENT) {
    out.text = text_of(event.data.alias.anchor);
  }
  return out;
}

/// Every event of a text; empty when libyaml refuses it.
std::optional<std::vector<Seen>> libyaml_events(const std::string& text) {
  yaml_parser_t parser;
  REQUIRE(yaml_parser_initialize(&parser) == 1);
  yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()),
                               text.size());
  std::optional<std::vector<Seen>> events{std::in_place};
  for (bool more = true; more;) {
    yaml_event_t event;
    if (yaml_parser_parse(&parser, &event) == 0) {
      events.reset();
      break;
    }
    more = event.type != YAML_STREAM_END_EVENT;
    events->push_back(seen(event));
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  return events;
}

/// Walks a tree of ours along libyaml's events, and notes the first difference.
class Comparison {
 public:
  explicit Comparison(const std::vector<Seen>& events) : events_(events) {}

  std::string of(const Stream& stream) {
    std::size_t document = 0;
    while (at_ < events_.size() && difference_.empty()) {
      const Seen& event = events_[at_++];
      if (event.type != YAML_DOCUMENT_START_EVENT) continue;
      anchors_.clear();
      const Seen& root = events_[at_];
      const bool empty = root.type == YAML_SCALAR_EVENT && root.text.empty() && root.plain;
      if (empty) continue;  // dcr leaves out a document without content
      if (document == stream.documents.size()) return "libyaml has more documents";
      node(stream.documents[document++].root);
    }
    if (difference_.empty() && document != stream.documents.size()) return "dcr has more documents";
    return difference_;
  }
  [[nodiscard]] std::size_t compared() const { return compared_; }

 private:
  void differ(const Seen& event, const std::string& what) {
    if (!difference_.empty()) return;
    difference_ =
        std::to_string(event.begin.line) + ":" + std::to_string(event.begin.column) + ": " + what;
  }

  void node(const std::shared_ptr<const Node>& ours) {
    const Seen& event = events_[at_++];
    if (!difference_.empty()) return;
    ++compared_;
    if (event.type == YAML_ALIAS_EVENT) {
      if (anchors_[event.text] != ours) differ(event, "alias of something else");
      return;
    }
    if (!event.anchor.empty()) anchors_[event.anchor] = ours;
    switch (event.type) {
      case YAML_SCALAR_EVENT: scalar(event, *ours); break;
      case YAML_SEQUENCE_START_EVENT: sequence(event, *ours); break;
      case YAML_MAPPING_START_EVENT: mapping(event, *ours); break;
      default: differ(event, "a node more than libyaml has");
    }
  }

  void scalar(const Seen& event, const Node& ours) {
    if (!ours.is_scalar()) return differ(event, "not a scalar");
    if (ours.text != event.text)
      return differ(event, "'" + ours.text + "' not '" + event.text + "'");
    const bool missing = event.plain && event.text.empty();
    if (ours.quoted == event.plain && !missing) return differ(event, "quoted or not");
    if (!missing) place(event, ours.at);
  }

  void place(const Seen& event, Span ours) {
    if (event.has_properties) return;
    if (ours.begin != event.begin) {
      return differ(event, "found at " + std::to_string(ours.begin.line) + ":" +
                               std::to_string(ours.begin.column));
    }
    const bool one_line = event.type == YAML_SCALAR_EVENT && event.begin.line == event.end.line;
    if (one_line && ours.length != event.end.column - event.begin.column) {
      differ(event, "length " + std::to_string(ours.length));
    }
  }

  void sequence(const Seen& event, const Node& ours) {
    if (!ours.is_sequence()) return differ(event, "not a list");
    place(event, ours.at);
    for (const auto& item : ours.items) node(item);
    if (events_[at_++].type != YAML_SEQUENCE_END_EVENT) differ(event, "another number of items");
  }

  void mapping(const Seen& event, const Node& ours) {
    if (!ours.is_mapping()) return differ(event, "not a mapping");
    place(event, ours.at);
    for (const Entry& entry : ours.entries) {
      const Seen& key = events_[at_++];
      if (key.text != entry.key && key.type == YAML_SCALAR_EVENT) differ(key, "key " + entry.key);
      place(key, entry.key_at);
      if (!key.anchor.empty()) anchors_[key.anchor] = nullptr;
      node(entry.value);
      if (!difference_.empty()) return;
    }
    if (events_[at_++].type != YAML_MAPPING_END_EVENT) differ(event, "another number of keys");
  }

  const std::vector<Seen>& events_;
  std::size_t at_ = 0;
  std::size_t compared_ = 0;
  std::string difference_;
  std::map<std::string, std::shared_ptr<const Node>> anchors_;
};

/// The contents of the files of a fast-import stream.
std::vector<std::string> blobs_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<std::string> blobs;
  bool is_file = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("data ")) {
      std::string content(std::stoul(line.substr(5)), '\0');
      file.read(content.data(), static_cast<std::streamsize>(content.size()));
      if (is_file) blobs.push_back(std::move(content));
    }
    is_file = line.starts_with("M ") || line == "blob";
  }
  return blobs;
}

}  // namespace

TEST_CASE("dcr reads the values and places that libyaml reads") {
  for (const std::string& text : sample_documents()) {
    CAPTURE(text);
    const Stream stream = parse(text, "sample.yaml");
    const auto events = libyaml_events(text);
    REQUIRE(events.has_value() == stream.ok());
    if (!events) continue;
    Comparison comparison(*events);
    CHECK(comparison.of(stream) == "");
    CHECK(comparison.compared() > 0);
  }
}

TEST_CASE("dcr reads every contract of the recorded histories as libyaml does") {
  const auto folder = std::filesystem::path(DCR_SOURCE_DIR) / "../shared/data/histories";
  if (!std::filesystem::is_directory(folder)) {
    MESSAGE("SKIPPED: no recorded histories in " << folder.string());
    return;
  }
  std::size_t blobs = 0;
  std::size_t nodes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".fi") continue;
    for (const std::string& text : blobs_of(entry.path())) {
      const Stream stream = parse(text, "history.yaml");
      const auto events = libyaml_events(text);
      CAPTURE(entry.path().string());
      CAPTURE(text.substr(0, 200));
      const std::string problem = stream.ok() ? "" : stream.problems.front().message;
      CAPTURE(problem);
      if (problem.starts_with("duplicate key")) continue;  // libyaml does not look for them
      CHECK(events.has_value() == stream.ok());
      if (!events || !stream.ok()) continue;
      Comparison comparison(*events);
      CHECK(comparison.of(stream) == "");
      nodes += comparison.compared();
      ++blobs;
    }
  }
  MESSAGE("compared " << blobs << " files, " << nodes << " values");
  CHECK(blobs > 0);
}

}  // namespace dcr::yaml
