// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/json_output.hpp"
#include "cli/commands/namespaces.hpp"
#include "cli/commands/registry_access.hpp"
#include "cli/commands/table.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"
#include "core/check/head.hpp"
#include "core/model/component.hpp"

#include <fmt/format.h>
#include <fnmatch.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <memory>

namespace dcr::cli {
namespace {

struct ListOptions {
  RegistryOptions registry;
  std::string kind;
  std::optional<std::string> category;
  std::optional<std::string> name;
  std::optional<std::string> name_space;
  bool global = false;
  std::optional<std::string> owner;
  std::string status;
  bool include_deprecated = false;
  bool names = false;
  bool namespaces = false;
  std::optional<std::string> limit;
  std::optional<std::string> offset;
};

/// Whether a text holds the pattern, or matches it where it has a wildcard. A `*` stands for
/// anything, dots too: `sales.*` is everything in sales.
bool admits(const std::string& pattern, const std::string& text) {
  if (pattern.find_first_of("*?[") == std::string::npos) {
    return text.find(pattern) != std::string::npos;
  }
  return fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
}

Result<std::optional<std::size_t>> count_of(std::string_view option,
                                            const std::optional<std::string>& text) {
  if (!text) return std::optional<std::size_t>();
  std::size_t value = 0;
  const char* end = text->data() + text->size();
  const auto [at, fault] = std::from_chars(text->data(), end, value);
  if (fault == std::errc() && at == end) return std::optional(value);
  return Error{ErrorKind::usage,
               fmt::format("{} takes a whole number, not '{}'", option, printable(*text)),
               {},
               {}};
}

bool named(const Contract& contract, const std::string& pattern) {
  return admits(pattern, contract.full_name()) ||
         (!contract.title.empty() && admits(pattern, contract.title));
}

bool owned_by(const Contract& contract, const std::string& pattern) {
  return std::ranges::any_of(contract.owners, [&](const Owner& each) {
    return admits(pattern, each.team) || (!each.contact.empty() && admits(pattern, each.contact));
  });
}

bool status_wanted(const ListOptions& options, Status status) {
  if (!options.status.empty()) return to_string(status) == options.status;
  return options.include_deprecated || status == Status::active || status == Status::draft;
}

/// Of a mod; nothing else has one.
std::string category_of(const Contract& contract) {
  return contract.component ? *contract.component->category : "";
}

bool is_wanted(const ListOptions& options, const ContractVersion& version) {
  const Contract& contract = version.document->contract;
  if (options.global && contract.name_space) return false;
  if (options.name_space && contract.name_space != options.name_space) return false;
  if (options.name && !named(contract, *options.name)) return false;
  if (options.owner && !owned_by(contract, *options.owner)) return false;
  if (options.category && !same_category(*options.category, category_of(contract))) return false;
  return status_wanted(options, version.status);
}

struct Page {
  std::vector<ContractVersion> versions{};
  std::size_t total = 0;
  std::size_t offset = 0;
  std::optional<std::size_t> limit{};
};

Result<Page> page_of(std::vector<ContractVersion> all, const ListOptions& options) {
  const auto offset = count_of("--offset", options.offset);
  if (!offset) return offset.error();
  const auto limit = count_of("--limit", options.limit);
  if (!limit) return limit.error();
  Page page{.total = all.size(), .offset = offset->value_or(0), .limit = *limit};
  const std::size_t begin = std::min(page.offset, all.size());
  const std::size_t size = std::min(page.limit.value_or(all.size()), all.size() - begin);
  const auto first = all.begin() + static_cast<std::ptrdiff_t>(begin);
  page.versions.assign(first, first + static_cast<std::ptrdiff_t>(size));
  return page;
}

/// What only mods have; null for the other kinds.
nlohmann::ordered_json component_json(const Contract& contract) {
  nlohmann::ordered_json out = {{"category", nullptr}, {"module", nullptr}, {"command", nullptr}};
  if (!contract.component) return out;
  const Component& mod = *contract.component;
  out["category"] = text_or_null(*mod.category);
  out["module"] = text_or_null(*mod.module_path);
  if (mod.command.empty()) return out;
  out["command"] = nlohmann::ordered_json::array();
  for (const auto& word : mod.command) out["command"].push_back(*word);
  return out;
}

std::string to_json(const Page& page) {
  nlohmann::ordered_json out;
  out["total"] = page.total;
  out["offset"] = page.offset;
  out["limit"] = page.limit ? nlohmann::ordered_json(*page.limit) : nlohmann::ordered_json();
  out["contracts"] = nlohmann::ordered_json::array();
  for (const ContractVersion& version : page.versions) {
    const Contract& contract = version.document->contract;
    nlohmann::ordered_json entry = identity_json(contract);
    entry["title"] = text_or_null(contract.title);
    entry["format"] = to_string(contract.format);
    entry["version"] = version.version().text();
    entry["status"] = to_string(version.status);
    entry["deprecation_uri"] = text_or_null(version.deprecation_uri);
    entry["description"] = text_or_null(*contract.description);
    entry["owners"] = owners_json(contract.owners);
    entry["path"] = version.document->path;
    entry.update(component_json(contract));
    out["contracts"].push_back(std::move(entry));
  }
  return json_text(out);
}

/// Contracts, then mods: what there is to say of them differs.
std::string to_table(const Page& page, bool aligned) {
  Table table{.heading = {"NAME", "VERSION", "STATUS", "OWNERS", "PATH"}, .rows = {}};
  Table mods{.heading = {"NAME", "VERSION", "CATEGORY", "DESCRIPTION"}, .rows = {}};
  for (const ContractVersion& version : page.versions) {
    const Contract& contract = version.document->contract;
    if (contract.kind == ContractKind::mod) {
      mods.rows.push_back(
          {contract.name, version.version().text(), category_of(contract), *contract.description});
      continue;
    }
    table.rows.push_back({aligned ? shown_name(contract) : contract.full_name(),
                          version.version().text(), std::string(to_string(version.status)),
                          owners_text(contract), version.document->path});
  }
  const std::string divider = aligned && !table.rows.empty() && !mods.rows.empty() ? "\n" : "";
  const std::string first = mods.rows.empty() || !table.rows.empty() ? to_text(table, aligned) : "";
  return first + divider + (mods.rows.empty() ? "" : to_text(mods, aligned));
}

std::string to_names(const Page& page) {
  std::string out;
  std::string last;
  for (const ContractVersion& version : page.versions) {
    const std::string name = version.document->full_name();
    if (name != last) out += printable(name) + '\n';
    last = name;
  }
  return out;
}

void tell(const Session& session, const std::vector<std::string>& unreadable, bool none_at_all,
          const Config& config) {
  for (const std::string& path : unreadable) {
    session.note(fmt::format("warning: {} cannot be read; dcr validate says why", path));
  }
  if (!none_at_all) return;
  if (!config.stated_globs().empty()) {
    session.note("no contracts found by the globs of dcr.yaml");
  } else {
    session.note(check::nothing_found);
  }
}

/// What the tree has, and what of it cannot be read.
struct Found {
  std::vector<ContractVersion> versions;
  std::vector<std::string> unreadable;
  Config config;

  Result<void> add(const OpenRegistry& open) {
    std::vector<std::string> not_read;
    auto more = open.registry.tree_versions(&not_read);
    if (!more) return more.error();
    std::ranges::move(*more, std::back_inserter(versions));
    std::ranges::move(not_read, std::back_inserter(unreadable));
    config = open.config;
    return {};
  }
};

Result<Found> find_all(const ListOptions& options, const Session& session) {
  Found found;
  const bool mods_only = options.kind == "mod" || options.category;
  RegistryOptions registry = options.registry;
  registry.kind = options.kind;
  const auto contracts = open_registry(session, registry, Reads::working_tree);
  const auto mods = contracts ? mods_beside(*contracts) : open_mods(session, options.registry);
  if (!mods) return mods.error();
  if (contracts && !mods_only) {
    if (auto added = found.add(*contracts); !added) return added.error();
  }
  if (options.kind.empty() || options.kind == "mod") {
    if (auto added = found.add(*mods); !added) return added.error();
  }
  found.config = mods->config;
  return found;
}

Result<ExitCode> run(const ListOptions& options, const Session& session) {
  if (options.category && !options.kind.empty() && options.kind != "mod") {
    return Error{ErrorKind::usage, "only mods have a category", {}, "leave --kind out"};
  }
  auto found = find_all(options, session);
  if (!found) return found.error();
  auto* all = &found->versions;
  const std::vector<std::string>& unreadable = found->unreadable;
  const bool none_at_all = all->empty() && unreadable.empty();
  std::erase_if(*all, [&](const ContractVersion& each) { return !is_wanted(options, each); });
  if (options.namespaces) {
    const NamespaceCounts counts = count_namespaces(*all);
    const std::string text = options.registry.json()
                                 ? namespaces_json(counts)
                                 : namespaces_table(counts, session.stdout_is_terminal());
    if (auto printed = session.print(text); !printed) return printed.error();
    tell(session, unreadable, none_at_all, found->config);
    return ExitCode::yes;
  }
  const auto page = page_of(std::move(*all), options);
  if (!page) return page.error();
  const std::string text = options.registry.json() ? to_json(*page)
                           : options.names         ? to_names(*page)
                                                   : to_table(*page, session.stdout_is_terminal());
  if (auto printed = session.print(text); !printed) return printed.error();
  tell(session, unreadable, none_at_all, found->config);
  return ExitCode::yes;
}

Invocation set_up() {
  auto options = std::make_shared<ListOptions>();
  Invocation invocation;
  invocation.options = {
      {.name = "--kind",
       .value_name = "KIND",
       .help = "Only this kind",
       .choices = {"contract", "model", "mod"},
       .target = &options->kind},
      {.name = "--category",
       .value_name = "CATEGORY",
       .help = "Only mods of this category; 'source' and 'sources' are one",
       .completes = Completes::category,
       .target = &options->category},
      {.name = "--name",
       .value_name = "PATTERN",
       .help = "Only names that hold this text, or match this glob ('sales.**')",
       .target = &options->name},
      {.name = "--namespace",
       .value_name = "NAMESPACE",
       .help = "Only this namespace",
       .excludes = {"--global"},
       .completes = Completes::name_space,
       .target = &options->name_space},
      {.name = "--global", .help = "Only what is in no namespace", .target = &options->global},
      {.name = "--owner",
       .value_name = "PATTERN",
       .help = "Only what a team or contact with this text owns, or one that matches this glob",
       .target = &options->owner},
      {.name = "--status",
       .value_name = "STATUS",
       .help = "Only versions of this status",
       .choices = {"draft", "active", "deprecated", "archived"},
       .target = &options->status},
      {.name = "--include-deprecated",
       .help = "Deprecated and archived versions too",
       .excludes = {"--status"},
       .target = &options->include_deprecated},
      {.name = "--names", .help = "Print the names only, one a line", .target = &options->names},
      {.name = "--namespaces",
       .help = "The namespaces, each with how much is in it, instead of what is in them",
       .excludes = {"--names"},
       .target = &options->namespaces},
      {.name = "--limit",
       .value_name = "NUMBER",
       .help = "At most so many",
       .target = &options->limit},
      {.name = "--offset",
       .value_name = "NUMBER",
       .help = "Skip so many first",
       .target = &options->offset},
  };
  for (Option& option : registry_option_list(options->registry)) {
    invocation.options.push_back(std::move(option));
  }
  invocation.run = [options](Session& session) { return run(*options, session); };
  return invocation;
}

}  // namespace

extern const Command list_registry_command;
const Command list_registry_command{
    .name = "list-registry",
    .alias = "list",
    .group = Group::read,
    .summary = "List what is in the registry",
    .description =
        "Every contract, model and mod of the working tree, or of the commit that --at names: "
        "contracts and models with their version, status and owners, mods with their version, "
        "category and "
        "description. On a terminal in columns; in a pipe one record a line, its values divided by "
        "tabs.\n\n"
        "Mods are those of mod_registry.json, or of the file that `mods:` of dcr.yaml names. "
        "Outside a repository it is looked for from the working folder upwards.",
    .examples = {{"dcr list-registry", "the contracts here"},
                 {"dcr list --owner growth --status active", "what the growth teams answer for"},
                 {"dcr list-registry --kind model --namespace user-service", "what a service has"},
                 {"dcr list-registry --kind model --global", "the models all services share"},
                 {"dcr list-registry --category sources", "the mods that read data"},
                 {"dcr list --at v1.4 --format json", "the registry as it was, for programs"}},
    .setup = set_up,
};

}  // namespace dcr::cli
