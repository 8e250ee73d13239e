// SPDX-License-Identifier: Apache-2.0
#include "core/formats/contract_edit.hpp"

#include "core/base/bug.hpp"
#include "core/formats/detect.hpp"
#include "core/formats/read.hpp"
#include "core/yaml/edit.hpp"
#include "core/yaml/parse.hpp"

#include <functional>
#include <utility>

namespace dcr::formats {

namespace {

/// A text that is edited step by step, and the document of it that is meant.
class ContractEdit {
 public:
  ContractEdit(std::string_view text, std::string_view path, const Contract& contract)
      : text_(text), path_(path), contract_(contract) {
    const yaml::Stream stream = yaml::parse(text, path);
    count_ = stream.documents.size();
    for (std::size_t i = 0; i < count_; ++i) {
      if (stream.documents[i].root->at.begin == contract.at.begin) document_ = i;
    }
  }

  [[nodiscard]] std::size_t document() const { return document_; }
  [[nodiscard]] std::size_t count() const { return count_; }

  [[nodiscard]] Error refused(std::string message, const Span& at) const {
    return {ErrorKind::usage, std::move(message), SourceSpan{std::string(path_), at},
            "edit it by hand"};
  }

  [[nodiscard]] std::shared_ptr<const yaml::Node> root() const {
    return yaml::parse(text_, path_).documents.at(document_).root;
  }

  /// Gives `key`, below the keys `parents`, a value, whether it is there or not.
  Result<void> set(std::vector<yaml::Step> parents, const std::string& key, const yaml::Node& value,
                   std::string_view after) {
    const yaml::Stream stream = yaml::parse(text_, path_);
    if (document_ >= stream.documents.size()) {
      return refused("the file cannot be edited as it stands", contract_.at);
    }
    const yaml::Node* mapping = stream.documents[document_].root.get();
    for (const yaml::Step& step : parents) {
      const auto& name = std::get<std::string>(step);
      mapping = mapping == nullptr ? nullptr : mapping->find(name);
    }
    if (mapping == nullptr || !mapping->is_mapping()) {
      return refused("the document has no mapping to write that in", contract_.at);
    }
    yaml::Path path{document_, std::move(parents)};
    const bool there = mapping->find(key) != nullptr;
    if (there) path.steps.emplace_back(key);
    auto edited = there ? yaml::replace_value(text_, path_, path, value)
                        : yaml::insert_key(text_, path_, path, key, value, after);
    if (!edited) return edited.error();
    text_ = *std::move(edited);
    return {};
  }

  /// The text, once it was read again and `says` what was asked for.
  Result<std::string> finish(const std::function<bool(const Contract&)>& says) const {
    for (const ReadDocument& document : read_contracts(text_, path_).documents) {
      if (document.contract.at.begin == contract_.at.begin && says(document.contract)) {
        return text_;
      }
    }
    return refused("the document cannot be changed to say that", contract_.at);
  }

 private:
  std::string text_;
  std::string_view path_;
  const Contract& contract_;
  std::size_t document_ = 0;
  std::size_t count_ = 0;
};

std::string_view status_word(Status status, Format format) {
  if (format == Format::dcs && status == Status::draft) return "in development";
  const bool standard = format == Format::odcs || format == Format::dcs;
  return standard && status == Status::archived ? "retired" : to_string(status);
}

/// Where a document says its version, its status and, in DCS, its owner.
std::vector<yaml::Step> place_of_identity(Format format) {
  return format == Format::dcs ? std::vector<yaml::Step>{"info"} : std::vector<yaml::Step>{};
}

yaml::Node native_owner(const Owner& owner) {
  yaml::Node node;
  yaml::add_entry(node, "team", yaml::string_value(owner.team));
  if (!owner.contact.empty()) {
    yaml::add_entry(node, "contact", yaml::string_value(owner.contact, true));
  }
  return node;
}

/// Source: ODCS 3, Team: the user name is how a member is reached, the name what people call it.
yaml::Node odcs_owner(const Owner& owner) {
  yaml::Node node;
  const bool reachable = !owner.contact.empty();
  yaml::add_entry(node, "username", yaml::string_value(reachable ? owner.contact : owner.team));
  if (reachable) yaml::add_entry(node, "name", yaml::string_value(owner.team));
  yaml::add_entry(node, "role", yaml::string_value("owner"));
  return node;
}

yaml::Node as_list(const std::vector<Owner>& owners, Format format) {
  yaml::Node list;
  for (const Owner& owner : owners) {
    yaml::add_item(list, format == Format::odcs ? odcs_owner(owner) : native_owner(owner));
  }
  return list;
}

/// ODCS 3.0 has a list of members, from 3.1 on they are `members` of a mapping.
Result<void> set_odcs_owners(ContractEdit& edit, const yaml::Node& members) {
  const std::shared_ptr<const yaml::Node> root = edit.root();
  if (detect(*root) == Detected::odcs_v2) return edit.set({}, "stakeholders", members, {});
  const yaml::Node* team = root->find("team");
  const yaml::Node* standard = root->find("apiVersion");
  const bool as_mapping = standard == nullptr || (!standard->text.starts_with("v3.0") &&
                                                  !standard->text.starts_with("3.0"));
  if (team != nullptr && team->is_mapping()) {
    const yaml::Node* name = team->find("name");
    if (name != nullptr && !name->is_null()) {
      return edit.refused("the team has a name, which is the first owner", name->at);
    }
    return edit.set({"team"}, "members", members, {});
  }
  if ((team != nullptr && team->is_sequence()) || !as_mapping) {
    return edit.set({}, "team", members, {});
  }
  yaml::Node mapping;
  yaml::add_entry(mapping, "members", members);
  return edit.set({}, "team", mapping, {});
}

/// Source: the contact of DCS has an address, a page or a name; the reader takes them in this
/// order.
yaml::Node dcs_contact(const std::string& contact) {
  yaml::Node node;
  if (contact.empty()) {
    node.kind = yaml::Kind::mapping;
    return node;
  }
  const bool is_page = contact.find("://") != std::string::npos;
  const bool is_address = !is_page && contact.find('@') != std::string::npos;
  yaml::add_entry(node,
                  is_page      ? "url"
                  : is_address ? "email"
                               : "name",
                  yaml::string_value(contact, true));
  return node;
}

/// DCS has one owner. The contact is another's once the owner is another, so it changes with it.
Result<void> set_dcs_owner(ContractEdit& edit, const Contract& contract,
                           const std::vector<Owner>& owners) {
  if (owners.size() > 1) {
    return edit.refused("a contract of the Data Contract Specification has one owner", contract.at);
  }
  const Owner& owner = owners.front();
  if (auto set = edit.set({"info"}, "owner", yaml::string_value(owner.team), "version"); !set) {
    return set;
  }
  const std::string known = contract.owners.empty() ? "" : contract.owners.front().contact;
  const std::shared_ptr<const yaml::Node> root = edit.root();
  const yaml::Node* info = root->find("info");
  const bool has_contact = info != nullptr && info->find("contact") != nullptr;
  const bool stays = owner.contact == known && (!contract.owners.empty() || !has_contact);
  return stays ? Result<void>()
               : edit.set({"info"}, "contact", dcs_contact(owner.contact), "owner");
}

Result<void> set_owners(ContractEdit& edit, const Contract& contract,
                        const std::vector<Owner>& owners) {
  if (contract.format == Format::dcs) return set_dcs_owner(edit, contract, owners);
  const yaml::Node list = as_list(owners, contract.format);
  return contract.format == Format::odcs ? set_odcs_owners(edit, list)
                                         : edit.set({}, "owners", list, "version");
}

}  // namespace

bool holds_deprecation(Format format) {
  switch (format) {
    case Format::dcr:
    case Format::model: return true;
    case Format::odcs:
    case Format::dcs:
    case Format::json_schema:
    case Format::mod_registry: return false;
  }
  unreachable();
}

Result<std::string> with_version(std::string_view text, std::string_view path,
                                 const Contract& contract, const Version& version) {
  ContractEdit edit(text, path, contract);
  const bool is_bare = contract.format == Format::json_schema;
  if (is_bare && edit.root()->find("x-version") == nullptr) {
    return edit.refused("the version is in the name of the file", contract.at);
  }
  const std::string key = is_bare ? "x-version" : "version";
  auto set =
      edit.set(place_of_identity(contract.format), key, yaml::string_value(version.text()), {});
  if (!set) return set.error();
  return edit.finish([&](const Contract& read) {
    return read.version_text == version.text() && read.full_name() == contract.full_name();
  });
}

Result<std::string> with_status(std::string_view text, std::string_view path,
                                const Contract& contract, const StatusChange& change) {
  ContractEdit edit(text, path, contract);
  const auto put = [&](const std::string& key, std::string_view value, std::string_view after) {
    if (value.empty()) return Result<void>();
    return edit.set(place_of_identity(contract.format), key, yaml::string_value(value), after);
  };
  const bool holds = holds_deprecation(contract.format);
  if (auto set = put("status", status_word(change.status, contract.format), "version"); !set) {
    return set.error();
  }
  if (holds) {
    if (auto set = put("deprecation_uri", change.deprecation_uri, "status"); !set) {
      return set.error();
    }
    const std::string_view above = change.deprecation_uri.empty() ? "status" : "deprecation_uri";
    if (auto set = put("deprecation_message", change.deprecation_message, above); !set) {
      return set.error();
    }
  }
  return edit.finish([&](const Contract& read) {
    const auto took = [&](const std::string& asked, const std::string& is) {
      return !holds || asked.empty() || asked == is;
    };
    return read.status && read.status->value == change.status &&
           took(change.deprecation_uri, *read.deprecation_uri) &&
           took(change.deprecation_message, *read.deprecation_message);
  });
}

Result<std::string> with_owners(std::string_view text, std::string_view path,
                                const Contract& contract, const std::vector<Owner>& owners) {
  ContractEdit edit(text, path, contract);
  if (auto set = set_owners(edit, contract, owners); !set) return set.error();
  return edit.finish([&](const Contract& read) { return read.owners == owners; });
}

Result<std::optional<std::string>> without_contract(std::string_view text, std::string_view path,
                                                    const Contract& contract) {
  const ContractEdit edit(text, path, contract);
  if (edit.count() < 2) return std::optional<std::string>();
  auto rest = yaml::remove_document(text, path, edit.document());
  if (!rest) return rest.error();
  return std::optional<std::string>(*std::move(rest));
}

}  // namespace dcr::formats
