// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/yaml_reader.hpp"

#include "core/yaml/yaml_errors.hpp"
#include "core/yaml/yaml_events.hpp"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <istream>
#include <streambuf>

namespace dcr::yaml {

namespace {

/// Reads from a text without copying it.
class TextBuffer : public std::streambuf {
 public:
  explicit TextBuffer(std::string_view text) {
    // setg takes no const, but only a put area is ever written to, and there is none.
    char* begin = const_cast<char*>(text.data());  // NOLINT
    setg(begin, begin, begin + text.size());
  }
};

}  // namespace

Stream read_yaml(const Source& source, const Limits& limits, Extents* extents) {
  TextBuffer buffer(source.text());
  std::istream input(&buffer);
  YamlEvents events(source, limits, extents);
  try {
    YAML::Parser parser(input);
    while (parser.HandleNextDocument(events)) {
    }
  } catch (const Broken& broken) {
    events.builder().problems().push_back(broken.problem);
  } catch (const YAML::Exception& error) {
    const auto at = static_cast<std::size_t>(error.mark.pos);
    events.builder().problems().push_back(explain_error(source, events, error.msg, at));
  }
  return events.finish();
}

}  // namespace dcr::yaml
