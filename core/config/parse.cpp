// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/parse.hpp"

#include "core/base/text.hpp"
#include "core/config/config.hpp"
#include "core/config/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dcr {
namespace {

using config::Fault;
using config::ValueReader;
using yaml::Kind;
using yaml::Node;

constexpr std::size_t most_faults_shown = 50;

/// Reads the keys of a dcr.yaml into a Config; faults are collected.
class Parser {
 public:
  explicit Parser(const std::vector<std::string_view>& known_rules) : known_rules_(known_rules) {
    config_.stated = true;
  }

  void read(const Node& root);
  [[nodiscard]] const std::vector<Fault>& faults() const { return values_.faults(); }
  Config take() { return std::move(config_); }

 private:
  void read_globs(const Node& root, std::string_view key, std::vector<Glob>& into);
  void read_contracts(const Node& root);
  void read_models(const Node& root);
  void read_mods(const Node& root);
  void read_python(const Node& root);
  void read_mainline(const Node& root);
  void read_policy(const Node& root);
  void read_tags(const Node& root);
  void read_overrides(const Node& root);
  void read_override(const Node& entry, const std::string& place);
  void read_acceptances(const Node& root);
  void read_acceptance(const Node& entry);
  std::map<std::string, RuleLevel> read_rules(const Node& holder, const std::string& prefix);
  std::optional<Breaking> read_breaking(const Node& holder);
  void remember(const Node& holder, const std::string& prefix);

  const std::vector<std::string_view>& known_rules_;
  Config config_ = default_config();
  ValueReader values_;
};

void Parser::remember(const Node& holder, const std::string& prefix) {
  for (const yaml::Entry& entry : holder.entries) config_.places[prefix + entry.key] = entry.key_at;
}

void Parser::read(const Node& root) {
  if (root.is_null()) return;
  if (!root.is_mapping()) {
    values_.fault(root.at, fmt::format("the configuration must be a mapping, not {}",
                                       yaml::describe(root.kind)));
    return;
  }
  values_.check_keys(
      root,
      {"contracts", "models", "mods", "mainline", "compatibility", "model_policy", "breaking",
       "rules", "overrides", "tags", "accept", "python", "model_metadata"},
      "");
  remember(root, "");
  read_contracts(root);
  read_models(root);
  read_mods(root);
  read_python(root);
  read_mainline(root);
  read_policy(root);
  config_.rules = read_rules(root, "");
  read_overrides(root);
  read_tags(root);
  read_acceptances(root);
}

void Parser::read_globs(const Node& root, std::string_view key, std::vector<Glob>& into) {
  const Node* node = root.find(key);
  if (node == nullptr) return;
  into.clear();
  for (const Node* item : values_.one_or_more(*node, key)) {
    if (std::optional<Glob> glob = values_.glob(*item, key)) into.push_back(*std::move(glob));
  }
}

void Parser::read_contracts(const Node& root) {
  config_.contracts_stated = root.find("contracts") != nullptr;
  read_globs(root, "contracts", config_.contracts);
}

void Parser::read_models(const Node& root) {
  config_.models_stated = root.find("models") != nullptr;
  read_globs(root, "models", config_.models);
  const Node* metadata = root.find("model_metadata");
  if (metadata == nullptr || !values_.expect(*metadata, Kind::mapping, "model_metadata")) return;
  for (const yaml::Entry& entry : metadata->entries) {
    if (!entry.value->is_scalar() || entry.value->is_null()) {
      values_.fault(entry.value->at,
                    fmt::format("'model_metadata' takes single values, and '{}' has {}",
                                printable(entry.key), yaml::describe(entry.value->kind)));
      continue;
    }
    config_.model_metadata[path_component(entry.key)] = entry.value->text;
  }
}

void Parser::read_mods(const Node& root) {
  const Node* node = root.find("mods");
  if (node == nullptr) return;
  const std::optional<std::string> path = values_.text(*node, "mods");
  if (!path) return;
  const std::string framed = "/" + *path + "/";
  if (path->front() == '/' || framed.find("/../") != std::string::npos) {
    values_.fault(node->at, "'mods' must be a path below the repository root");
  }
  config_.mods = *path;
}

void Parser::read_python(const Node& root) {
  const Node* node = root.find("python");
  if (node != nullptr) config_.python = values_.text(*node, "python").value_or("");
}

void Parser::read_mainline(const Node& root) {
  const Node* node = root.find("mainline");
  if (node == nullptr) return;
  for (const Node* item : values_.one_or_more(*node, "mainline")) {
    if (const std::optional<Glob> branch = values_.glob(*item, "mainline")) {
      config_.mainline.push_back(branch->text());
    }
  }
}

std::optional<Breaking> Parser::read_breaking(const Node& holder) {
  const Node* node = holder.find("breaking");
  if (node == nullptr) return std::nullopt;
  const std::optional<std::size_t> chosen = values_.choice(*node, "breaking", {"forbid", "major"});
  if (!chosen) return std::nullopt;
  return *chosen == 0 ? Breaking::forbid : Breaking::major;
}

void Parser::read_policy(const Node& root) {
  if (const Node* node = root.find("compatibility")) {
    config_.compatibility = values_.mode(*node, "compatibility").value_or(Mode{});
  }
  config_.breaking = read_breaking(root).value_or(Breaking::forbid);
  if (const Node* node = root.find("model_policy")) {
    constexpr ModelPolicy policies[] = {ModelPolicy::automatic, ModelPolicy::strict,
                                        ModelPolicy::closed_writer, ModelPolicy::lenient};
    const std::optional<std::size_t> chosen =
        values_.choice(*node, "model_policy", {"auto", "strict", "closed_writer", "lenient"});
    if (chosen) config_.model_policy = policies[*chosen];
  }
}

std::map<std::string, RuleLevel> Parser::read_rules(const Node& holder, const std::string& prefix) {
  std::map<std::string, RuleLevel> levels;
  const Node* rules = holder.find("rules");
  if (rules == nullptr || !values_.expect(*rules, Kind::mapping, "rules")) return levels;
  remember(*rules, prefix + "rules.");
  for (const yaml::Entry& entry : rules->entries) {
    if (std::find(known_rules_.begin(), known_rules_.end(), entry.key) == known_rules_.end()) {
      values_.fault(entry.key_at, fmt::format("unknown rule '{}'{}", printable(entry.key),
                                              did_you_mean(entry.key, known_rules_)));
      continue;
    }
    if (const auto level = values_.level(*entry.value, entry.key)) levels[entry.key] = *level;
  }
  return levels;
}

void Parser::read_overrides(const Node& root) {
  const Node* list = root.find("overrides");
  if (list == nullptr || !values_.expect(*list, Kind::sequence, "overrides")) return;
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    read_override(*list->items[i], fmt::format("overrides[{}]", i));
  }
}

/// The pattern over names: where it is no path, `.` and `::` separate. Escapes stay as they are.
std::optional<Glob> name_glob(std::string_view pattern) {
  Result<Glob> glob = Glob::compile(name_as_path(pattern));
  return glob ? std::optional<Glob>(*std::move(glob)) : std::nullopt;
}

void Parser::read_override(const Node& entry, const std::string& place) {
  config_.places[place] = entry.at;
  if (!values_.expect(entry, Kind::mapping, "overrides")) return;
  values_.check_keys(entry, {"match", "compatibility", "breaking", "rules"}, "overrides");
  remember(entry, place + ".");
  const Node* match = entry.find("match");
  if (match == nullptr) {
    values_.fault(entry.at, "an entry of 'overrides' needs a 'match'");
  }
  if (!entry.find("compatibility") && !entry.find("breaking") && !entry.find("rules")) {
    values_.fault(entry.at, "an entry of 'overrides' needs 'compatibility', 'breaking' or 'rules'");
  }
  std::optional<Mode> mode;
  if (const Node* node = entry.find("compatibility")) mode = values_.mode(*node, "compatibility");
  const std::optional<Breaking> breaking = read_breaking(entry);
  std::map<std::string, RuleLevel> rules = read_rules(entry, place + ".");
  std::optional<Glob> glob;
  if (match != nullptr) glob = values_.glob(*match, "match");
  if (!glob) return;
  config_.overrides.push_back(
      {match->text, *glob, name_glob(match->text), mode, breaking, std::move(rules)});
}

void Parser::read_tags(const Node& root) {
  const Node* node = root.find("tags");
  if (node == nullptr) return;
  const std::optional<std::string> tags = values_.text(*node, "tags");
  if (!tags) return;
  config_.tags = *tags;
  for (std::size_t open = tags->find('{'); open != std::string::npos;
       open = tags->find('{', open + 1)) {
    const std::size_t close = std::min(tags->find('}', open), tags->size());
    const std::string name = tags->substr(open + 1, close - open - 1);
    if (name == "name" || name == "version") continue;
    values_.fault(node->at, fmt::format("'tags' knows {{name}} and {{version}}, not '{{{}}}'{}",
                                        printable(name), did_you_mean(name, {"name", "version"})));
  }
  for (const char* needed : {"{name}", "{version}"}) {
    if (tags->find(needed) != std::string::npos) continue;
    values_.fault(node->at,
                  fmt::format("'tags' needs {}: two versions cannot share a tag", needed));
  }
}

void Parser::read_acceptances(const Node& root) {
  const Node* list = root.find("accept");
  if (list == nullptr || !values_.expect(*list, Kind::sequence, "accept")) return;
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    config_.places[fmt::format("accept[{}]", i)] = list->items[i]->at;
    read_acceptance(*list->items[i]);
  }
}

void Parser::read_acceptance(const Node& entry) {
  if (!values_.expect(entry, Kind::mapping, "accept")) return;
  values_.check_keys(entry, {"fingerprint", "reason", "until"}, "accept");
  ConfiguredAcceptance acceptance;
  acceptance.at = entry.at;
  for (const std::string_view key : {"fingerprint", "reason"}) {
    const Node* node = entry.find(key);
    if (node == nullptr) {
      values_.fault(entry.at, fmt::format("an entry of 'accept' needs a '{}'", key));
      continue;
    }
    // A fingerprint may be all digits, or look like 12e5: what counts is how it is spelled.
    const bool spelled = node->kind == Kind::integer || node->kind == Kind::number;
    std::string& into = key == "reason" ? acceptance.reason : acceptance.fingerprint;
    into = key == "fingerprint" && spelled ? node->text : values_.text(*node, key).value_or("");
  }
  if (const Node* node = entry.find("until")) {
    acceptance.until = node->is_scalar() ? Date::parse(node->text) : std::nullopt;
    if (!acceptance.until) {
      values_.fault(node->at, "'until' must be a day like 2027-03-01");
    }
  }
  config_.acceptances.push_back(std::move(acceptance));
}

/// One error for all faults: the first with its place, the others a line each.
Error as_error(std::vector<Fault> faults, std::string_view path) {
  std::stable_sort(faults.begin(), faults.end(),
                   [](const Fault& a, const Fault& b) { return a.at < b.at; });
  std::string message = faults.front().message;
  if (faults.size() > 1) message += fmt::format(" (1 of {} problems)", faults.size());
  for (std::size_t i = 1; i < faults.size(); ++i) {
    if (i == most_faults_shown) {
      message += fmt::format("\nand {} more", faults.size() - i);
      break;
    }
    const Position begin = faults[i].at.begin;
    message += fmt::format("\n{}:{}:{}: {}", path, begin.line, begin.column, faults[i].message);
  }
  return Error{
      ErrorKind::bad_config, message, SourceSpan{std::string(path), faults.front().at}, {}};
}

}  // namespace

Result<Config> parse_config(std::string_view text, std::string_view path,
                            const std::vector<std::string_view>& known_rules) {
  const yaml::Stream stream = yaml::parse(text, path);
  std::vector<Fault> faults;
  for (const Problem& problem : stream.problems) faults.push_back({problem.at, problem.message});
  if (stream.documents.size() > 1) {
    faults.push_back({stream.documents[1].root->at, "the configuration must be one document"});
  }
  Parser parser(known_rules);
  if (!stream.documents.empty()) parser.read(*stream.documents.front().root);
  faults.insert(faults.end(), parser.faults().begin(), parser.faults().end());
  if (!faults.empty()) return as_error(std::move(faults), path);
  return parser.take();
}

}  // namespace dcr
