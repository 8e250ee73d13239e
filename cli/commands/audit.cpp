// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/audit.hpp"

#include "cli/session.hpp"
#include "core/audit/event.hpp"
#include "core/audit/post.hpp"
#include "core/base/text.hpp"

#include <fmt/format.h>

#include <optional>
#include <vector>

namespace dcr::cli {
namespace {

/// Empty where no stream is named.
std::optional<audit::Stream> stream_of(const Session& session) {
  const auto url = session.environment("AUDIT_STREAM_URL");
  if (!url || url->empty()) {
    return std::nullopt;
  }
  audit::Stream stream{.url = *url};
  const auto seconds = session.environment("AUDIT_STREAM_TIMEOUT_S");
  if (seconds && !seconds->empty()) {
    const auto timeout = audit::parse_timeout(*seconds);
    if (timeout) {
      stream.timeout = *timeout;
    } else {
      session.note(fmt::format("AUDIT_STREAM_TIMEOUT_S '{}' is no number of seconds, so 2.5 it is",
                               printable(*seconds)));
    }
  }
  return stream;
}

void send(const Session& session, const std::vector<std::string>& events) {
  if (events.empty()) {
    return;
  }
  const auto stream = stream_of(session);
  if (!stream) {
    return;
  }
  if (const auto posted = audit::post(*stream, events); !posted) {
    session.note(posted.error().message);
  }
}

audit::Subject subject_of(const report::ContractVerdict& verdict) {
  return {verdict.dataset_id, verdict.name_space, verdict.version};
}

std::vector<audit::Owner> owners_of(const Contract& contract) {
  std::vector<audit::Owner> owners;
  for (const Owner& owner : contract.owners) {
    owners.push_back({owner.team, owner.contact});
  }
  return owners;
}

std::vector<audit::Issue> issues_of(const report::ContractVerdict& verdict) {
  std::vector<audit::Issue> issues;
  for (const Issue& issue : verdict.issues) {
    if (!issue.accepted) {
      issues.push_back({to_string(issue.severity), issue.field, issue.rule, issue.message});
    }
  }
  return issues;
}

}  // namespace

void audit_promoted(const Session& session, const check::Promotion& promotion) {
  std::vector<std::string> events;
  for (const check::PromotedContract& contract : promotion.contracts) {
    if (contract.is_subject) {
      events.push_back(audit::contract_promoted(subject_of(contract.verdict), contract.verdict.mode,
                                                owners_of(contract.document->contract)));
    }
  }
  send(session, events);
}

void audit_refused(const Session& session, const report::Report& report) {
  std::vector<std::string> events;
  for (const report::Comparison& comparison : report.comparisons) {
    for (const report::ContractVerdict& verdict : comparison.contracts) {
      if (!verdict.compatible()) {
        events.push_back(audit::contract_compatibility_failed(subject_of(verdict), verdict.mode,
                                                              issues_of(verdict)));
      }
    }
  }
  send(session, events);
}

void audit_deprecated(const Session& session, const Contract& contract, std::string_view version,
                      const std::string& deprecation_uri) {
  send(session, {audit::contract_deprecated(
                    {contract.name, contract.name_space, std::string(version)}, deprecation_uri)});
}

}  // namespace dcr::cli
