// SPDX-License-Identifier: Apache-2.0
#include "core/formats/odcs_team.hpp"

#include "core/formats/odcs_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace dcr::formats {

namespace {

struct Member {
  Owner owner;
  bool owns = false;
  bool left = false;
};

struct Channel {
  std::string name;
  std::string url;
  Span at;
};

bool is_owner_role(std::string role) {
  std::transform(role.begin(), role.end(), role.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return role.find("owner") != std::string::npos;
}

std::vector<Member> read_members(const yaml::Node& list, Dialect dialect, ProblemList& problems) {
  std::vector<Member> members;
  for (const auto& node : list.items) {
    if (!node->is_mapping()) {
      problems.error(
          "", node->at,
          fmt::format("a team member must be a mapping, not {}", yaml::describe(node->kind)));
      continue;
    }
    MappingReader reader(*node, "", dialect, problems);
    const auto name = reader.name("name");
    const auto username = reader.name("username");
    const auto role = reader.text("role");
    Member member;
    member.left = reader.value("dateOut") != nullptr;
    for (const char* key : {"id", "description", "dateIn", "replacedByUsername", "tags",
                            "customProperties", "authoritativeDefinitions"}) {
      reader.value(key);
    }
    reader.report_unknown_keys();
    if (name || username) {
      member.owner = {name ? name->value : username->value,
                      name && username ? username->value : std::string(), node->at};
      member.owns = role && is_owner_role(role->value);
      members.push_back(std::move(member));
    } else if (reader.value("name") == nullptr && reader.value("username") == nullptr) {
      const std::string message = "this team member has no 'username'";
      if (dialect == Dialect::open) {
        // Up to 3.0 the standard lets it be missing.
        problems.warning("", node->at, message);
      } else {
        problems.loose("", node->at, message);
      }
    }
  }
  return members;
}

/// The members that answer for the contract: the first of the three groups that has any.
void add_owners(const std::vector<Member>& members, std::vector<Owner>& owners) {
  const auto add = [&](auto counts) {
    const std::size_t before = owners.size();
    for (const Member& member : members) {
      if (counts(member)) owners.push_back(member.owner);
    }
    return owners.size() > before;
  };
  if (add([](const Member& member) { return member.owns && !member.left; })) return;
  if (add([](const Member& member) { return !member.left; })) return;
  add([](const Member&) { return true; });
}

std::vector<Channel> read_channels(MappingReader& root, Dialect dialect, ProblemList& problems) {
  std::vector<Channel> channels;
  const yaml::Node* list = root.list("support");
  if (list == nullptr) return channels;
  for (const auto& node : list->items) {
    if (!node->is_mapping()) {
      problems.error(
          "", node->at,
          fmt::format("a support channel must be a mapping, not {}", yaml::describe(node->kind)));
      continue;
    }
    MappingReader reader(*node, "", dialect, problems);
    const auto channel = reader.name("channel");
    const auto url = reader.name("url");
    if (reader.value("channel") == nullptr) {
      problems.loose("", node->at, "this support channel has no 'channel'");
    }
    for (const char* key :
         {"id", "description", "tool", "scope", "invitationUrl", "customProperties"}) {
      reader.value(key);
    }
    reader.report_unknown_keys();
    if (channel || url) {
      channels.push_back({channel ? channel->value : url->value,
                          channel && url ? url->value : std::string(), node->at});
    }
  }
  return channels;
}

void read_team(const yaml::Node& team, const std::vector<Channel>& channels, Dialect dialect,
               Contract& contract, ProblemList& problems) {
  if (team.is_sequence()) {
    add_owners(read_members(team, dialect, problems), contract.owners);
    return;
  }
  MappingReader reader(team, "", dialect, problems);
  if (const auto name = reader.name("name")) {
    contract.owners.push_back(
        {name->value, channels.empty() ? std::string() : channels.front().name, name->at});
  }
  if (const yaml::Node* members = reader.list("members")) {
    add_owners(read_members(*members, dialect, problems), contract.owners);
  }
  for (const char* key :
       {"id", "description", "tags", "customProperties", "authoritativeDefinitions"}) {
    reader.value(key);
  }
  reader.report_unknown_keys();
}

}  // namespace

void read_odcs_owners(MappingReader& root, Dialect dialect, std::string_view example,
                      Contract& contract, ProblemList& problems) {
  const std::vector<Channel> channels = read_channels(root, dialect, problems);
  const yaml::Node* team = root.value("team");
  if (team != nullptr && team->is_scalar()) {
    problems.error(
        "", team->at,
        fmt::format("'team' must be a mapping or a list, not {}", yaml::describe(team->kind)));
  } else if (team != nullptr) {
    read_team(*team, channels, dialect, contract, problems);
  }
  if (contract.owners.empty()) {
    for (const Channel& channel : channels) {
      contract.owners.push_back({channel.name, channel.url, channel.at});
    }
  }
  if (contract.owners.empty()) {
    problems.owner_missing(Severity::warning, root.place("team"), "the contract has no owner",
                           fmt::format("add who answers for it: {}", example));
  }
}

}  // namespace dcr::formats
