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
#include <memory>
#include <span>

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
bool admits(const std::string& pattern, std::string_view text) {
  if (pattern.find_first_of("*?[") == std::string::npos) {
    return text.find(pattern) != std::string_view::npos;
  }
  return fnmatch(pattern.c_str(), std::string(text).c_str(), 0) == 0;
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

bool named(const Summary& summary, const std::string& pattern) {
  return admits(pattern, summary.full_name) ||
         (!summary.title.empty() && admits(pattern, summary.title));
}

bool owned_by(const Summary& summary, const std::string& pattern) {
  const std::vector<Owner> owners = summary.owners();
  return std::ranges::any_of(owners, [&](const Owner& each) {
    return admits(pattern, each.team) || (!each.contact.empty() && admits(pattern, each.contact));
  });
}

bool status_wanted(const ListOptions& options, Status status) {
  if (!options.status.empty()) return to_string(status) == options.status;
  return options.include_deprecated || status == Status::active || status == Status::draft;
}

bool is_wanted(const ListOptions& options, const Summary& summary) {
  if (options.global && summary.name_space) return false;
  if (options.name_space && summary.name_space != options.name_space) return false;
  if (options.name && !named(summary, *options.name)) return false;
  if (options.owner && !owned_by(summary, *options.owner)) return false;
  if (options.category && !same_category(*options.category, summary.category)) return false;
  return status_wanted(options, summary.status);
}

struct Page {
  std::span<const Summary> documents{};
  std::size_t total = 0;
  std::size_t offset = 0;
  std::optional<std::size_t> limit{};
};

Result<Page> page_of(const std::vector<Summary>& all, const ListOptions& options) {
  const auto offset = count_of("--offset", options.offset);
  if (!offset) return offset.error();
  const auto limit = count_of("--limit", options.limit);
  if (!limit) return limit.error();
  Page page{.total = all.size(), .offset = offset->value_or(0), .limit = *limit};
  const std::size_t begin = std::min(page.offset, all.size());
  const std::size_t size = std::min(page.limit.value_or(all.size()), all.size() - begin);
  page.documents = std::span(all).subspan(begin, size);
  return page;
}

/// What only mods have; null for the other kinds.
nlohmann::ordered_json component_json(const Summary& summary) {
  nlohmann::ordered_json out = {{"category", nullptr}, {"module", nullptr}, {"command", nullptr}};
  if (summary.kind != ContractKind::mod) return out;
  out["category"] = text_or_null(summary.category);
  out["module"] = text_or_null(summary.module_path);
  if (const auto command = summary.command(); !command.empty()) out["command"] = command;
  return out;
}

std::string to_json(const Page& page) {
  nlohmann::ordered_json out;
  out["total"] = page.total;
  out["offset"] = page.offset;
  out["limit"] = page.limit ? nlohmann::ordered_json(*page.limit) : nlohmann::ordered_json();
  out["contracts"] = nlohmann::ordered_json::array();
  for (const Summary& summary : page.documents) {
    nlohmann::ordered_json entry = identity_json(summary);
    entry["title"] = text_or_null(summary.title);
    entry["format"] = to_string(summary.format);
    entry["version"] = summary.version;
    entry["status"] = to_string(summary.status);
    entry["deprecation_uri"] = text_or_null(summary.deprecation_uri);
    entry["description"] = text_or_null(summary.description);
    entry["owners"] = owners_json(summary.owners());
    entry["path"] = summary.path;
    entry.update(component_json(summary));
    out["contracts"].push_back(std::move(entry));
  }
  return json_text(out);
}

/// Contracts, then mods: what there is to say of them differs.
std::string to_table(const Page& page, bool aligned) {
  Table table{.heading = {"NAME", "VERSION", "STATUS", "OWNERS", "PATH"}, .rows = {}};
  Table mods{.heading = {"NAME", "VERSION", "CATEGORY", "DESCRIPTION"}, .rows = {}};
  for (const Summary& summary : page.documents) {
    const std::string version(summary.version);
    if (summary.kind == ContractKind::mod) {
      mods.rows.push_back({std::string(summary.name), version, std::string(summary.category),
                           std::string(summary.description)});
      continue;
    }
    table.rows.push_back({aligned ? shown_name(summary) : std::string(summary.full_name), version,
                          std::string(to_string(summary.status)), owners_text(summary.owners()),
                          std::string(summary.path)});
  }
  const std::string divider = aligned && !table.rows.empty() && !mods.rows.empty() ? "\n" : "";
  const std::string first = mods.rows.empty() || !table.rows.empty() ? to_text(table, aligned) : "";
  return first + divider + (mods.rows.empty() ? "" : to_text(mods, aligned));
}

std::string to_names(const Page& page) {
  std::string out;
  std::string_view last;
  for (const Summary& summary : page.documents) {
    if (summary.full_name != last) out += printable(summary.full_name) + '\n';
    last = summary.full_name;
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

/// What the tree has.
struct Found {
  Listing listing;
  Config config;

  Result<void> add(const OpenRegistry& open) {
    auto more = open.registry.listing();
    if (!more) return more.error();
    listing.append(*std::move(more));
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
  // Mods are found outside of a repository as well; one that cannot be read is no such case.
  if (!contracts && contracts.error().kind != ErrorKind::not_found) return contracts.error();
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
  std::vector<Summary>& all = found->listing.documents;
  const std::vector<std::string>& unreadable = found->listing.unreadable;
  const bool none_at_all = all.empty() && unreadable.empty();
  std::erase_if(all, [&](const Summary& each) { return !is_wanted(options, each); });
  if (options.namespaces) {
    const NamespaceCounts counts = count_namespaces(all);
    const std::string text = options.registry.json()
                                 ? namespaces_json(counts)
                                 : namespaces_table(counts, session.stdout_is_terminal());
    if (auto printed = session.print(text); !printed) return printed.error();
    tell(session, unreadable, none_at_all, found->config);
    return ExitCode::yes;
  }
  const auto page = page_of(all, options);
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
