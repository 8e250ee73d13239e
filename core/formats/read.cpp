// SPDX-License-Identifier: Apache-2.0
#include "core/formats/read.hpp"

#include "core/formats/acceptance_comments.hpp"
#include "core/formats/canonical.hpp"
#include "core/formats/dcs.hpp"
#include "core/formats/detect.hpp"
#include "core/formats/mod_registry.hpp"
#include "core/formats/model.hpp"
#include "core/formats/native.hpp"
#include "core/formats/odcs.hpp"
#include "core/formats/odcs_rules.hpp"
#include "core/model/model_schema.hpp"
#include "core/yaml/parse.hpp"

#include <algorithm>
#include <utility>

namespace dcr::formats {

namespace {

/// A contract copies the texts it is made of, so many aliases of one long text would multiply it.
constexpr std::size_t most_bytes = 32U << 20U;

bool is_usable(const Contract& contract) {
  if (contract.name.empty() || !contract.version.at.known()) return false;
  switch (contract.format) {
    case Format::dcr:
      return !contract.objects.empty() && !contract.objects.front().fields.fields.empty();
    case Format::odcs:
    case Format::dcs:
    case Format::mod_registry: return true;
    case Format::model:
    case Format::json_schema: return contract.model->compiled != nullptr;
  }
  return false;
}

int line_count(std::string_view text) {
  const auto breaks = static_cast<int>(std::count(text.begin(), text.end(), '\n'));
  return text.empty() || text.back() == '\n' ? breaks : breaks + 1;
}

/// What documents of a text are read with.
struct Reading {
  std::string_view path;
  Strictness strictness;
  const FileLoader& load;
};

Contract read_contract(Detected detected, const std::shared_ptr<const yaml::Node>& root,
                       int last_line, const Reading& reading, ProblemList& problems) {
  switch (detected) {
    case Detected::native: return read_native(*root, last_line, problems);
    case Detected::dcs: return read_dcs(*root, reading.path, last_line, reading.load, problems);
    case Detected::odcs: {
      Contract contract = read_odcs(*root, last_line, problems);
      if (reading.strictness == Strictness::strict) check_odcs_rules(*root, problems);
      return contract;
    }
    case Detected::odcs_v2: {
      Contract contract = read_odcs_v2(*root, last_line, problems);
      if (reading.strictness == Strictness::strict) check_odcs_v2_rules(*root, problems);
      return contract;
    }
    case Detected::model: return read_model(root, reading.path, last_line, reading.load, problems);
    case Detected::json_schema:
      return read_json_schema(root, reading.path, last_line, reading.load, problems);
    case Detected::none: break;
  }
  return {};
}

ReadDocument read_document(const yaml::Document& document, Detected detected, int last_line,
                           const Reading& reading) {
  ProblemList problems(reading.strictness);
  ReadDocument out;
  if (expanded_bytes(*document.root, most_bytes) > most_bytes) {
    out.contract.at = document.root->at;
    problems.error("", document.root->at,
                   "the contract is larger than 32 MiB once its aliases are written out");
  } else {
    FileLoader load;
    if (reading.load) {
      load = [&](const std::string& path) {
        out.references.push_back(path);
        return reading.load(path);
      };
    }
    out.contract = read_contract(detected, document.root, last_line,
                                 {reading.path, reading.strictness, load}, problems);
    out.contract.acceptances = read_acceptances(document.comments, problems);
    out.usable = is_usable(out.contract);
  }
  out.problems = std::move(problems).sorted();
  return out;
}

/// The lines of the markers `---` and `...`.
std::vector<int> marker_lines(std::string_view text) {
  std::vector<int> lines;
  for (int line = 1; !text.empty(); ++line) {
    // Source: YAML 1.2.2, 9.1.2: at the start of a line these are markers, whatever surrounds them.
    if (text.starts_with("---") || text.starts_with("...")) {
      lines.push_back(line);
    }
    const auto end = text.find('\n');
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

bool is_earlier(const Problem& a, const Problem& b) {
  return std::pair(a.at.begin.line, a.at.begin.column) <
         std::pair(b.at.begin.line, b.at.begin.column);
}

/// Problems of the text inside a document that can be judged all the same are the document's.
/// `first_lines[i]` is where the content of document i begins.
void share_problems(std::string_view text, const std::vector<int>& first_lines, ReadFile& file) {
  if (file.problems.empty() || file.documents.empty()) {
    return;
  }
  const std::vector<int> markers = marker_lines(text);
  std::vector<Problem> of_file;
  for (Problem& problem : file.problems) {
    const int line = problem.at.begin.line;
    const auto next = std::upper_bound(first_lines.begin(), first_lines.end(), line);
    const int first = next == first_lines.begin() ? 0 : *std::prev(next);
    const auto marker = std::upper_bound(markers.begin(), markers.end(), first);
    if (first > 0 && (marker == markers.end() || line < *marker)) {
      const auto document = std::distance(first_lines.begin(), next) - 1;
      file.documents[static_cast<std::size_t>(document)].problems.push_back(std::move(problem));
    } else {
      of_file.push_back(std::move(problem));
    }
  }
  file.problems = std::move(of_file);
  for (ReadDocument& document : file.documents) {
    std::stable_sort(document.problems.begin(), document.problems.end(), is_earlier);
  }
}

/// What Git LFS leaves in the place of a file.
///
/// Source: the specification of Git LFS, "The Pointer".
bool is_lfs_pointer(std::string_view text) {
  return text.starts_with("version https://git-lfs.github.com/spec/");
}

ReadFile lfs_pointer() {
  Problem problem;
  problem.message = "this is a pointer of Git LFS: git does not have the contract itself";
  problem.at = Span{{1, 1}, 1};
  problem.help =
      "keep contracts out of Git LFS: git lfs untrack PATTERN, then git add --renormalize .";
  ReadFile file;
  file.problems.push_back(std::move(problem));
  return file;
}

}  // namespace

ReadFile read_contracts(std::string_view text, std::string_view path, Strictness strictness,
                        const FileLoader& load) {
  if (is_lfs_pointer(text)) return lfs_pointer();
  const bool named = is_named_mod_registry(path);
  const bool large = named || looks_like_mod_registry(text);
  yaml::Stream stream = yaml::parse(text, path, large ? mod_registry_limits() : yaml::Limits{});
  if (named || (!stream.documents.empty() && is_mod_registry(*stream.documents.front().root))) {
    return read_mods(std::move(stream), text, strictness);
  }
  ReadFile file;
  file.problems = std::move(stream.problems);
  std::vector<int> first_lines;
  for (std::size_t i = 0; i < stream.documents.size(); ++i) {
    const yaml::Document& document = stream.documents[i];
    const Detected detected = detect(*document.root);
    if (detected == Detected::none) {
      ++file.skipped;
      continue;
    }
    const bool is_last = i + 1 == stream.documents.size();
    const int next_line = is_last ? 0 : stream.documents[i + 1].root->at.begin.line;
    const int last_line = next_line > 0 ? next_line - 1 : line_count(text);
    file.documents.push_back(
        read_document(document, detected, last_line, {path, strictness, load}));
    first_lines.push_back(document.root->at.begin.line);
  }
  share_problems(text, first_lines, file);
  return file;
}

}  // namespace dcr::formats
