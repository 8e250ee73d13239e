// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace dcr::cli {

// What `dcr init` writes and says, word for word.

inline constexpr std::string_view initial_config =
    R"(# dcr.yaml: how this repository judges its data contracts.
# Every key is optional; what is commented out shows the default.

# Which files are contracts. `*` stays in a folder, `**` crosses folders.
# contracts: ["contracts/**/*.{yaml,yml}", "**/*.odcs.{yaml,yml}", "**/datacontract.{yaml,yml}"]

# Whom a change may not break: backward (who reads old data with the new contract),
# forward (who reads new data with the old one), full (both), none.
# compatibility: backward

# forbid: a breaking change is refused whatever its version says.
# major: a new MAJOR version lets it pass.
# breaking: forbid

# The branches whose commits are published. Default: the remote's HEAD, else main or master.
# mainline: [main]

# Other severities: error, warning, info or "off". 'dcr rules' lists the rules.
# rules:
#   freshness_sla_loosened: error

# Other settings for some contracts; later entries win.
# overrides:
#   - match: "finance.**"
#     compatibility: full
)";

/// Stands before `initial_contract`, so that editors complete and check the file as it is typed.
inline constexpr std::string_view schema_line =
    "# yaml-language-server: $schema=../.dcr/contract.schema.json\n";

inline constexpr std::string_view initial_contract = R"(dataset_id: example.daily_orders
version: "1.0.0"
description: One row per order and day. Replace it with your own data.
status: active # draft while it may still change freely
primary_key: [order_id, day]
owners:
  - team: your-team
    contact: "#your-channel"
freshness_sla:
  max_lag_seconds: 86400
# Who reads the data: a report names them when a change would break what they use.
consumers:
  - name: dashboards/orders
    contact: "#bi-team"
    fields: [order_id, amount]
fields:
  - name: order_id
    type: string
  - name: day
    type: date
  - name: amount
    type: decimal(12,2)
    unit: EUR
    description: What the customer paid, taxes included.
  - name: channel
    type: string
    required: false # the default is true
    enum: [web, shop, phone]
)";

/// Where there is an example.
inline constexpr std::string_view first_step = "  edit contracts/example.yaml; then\n";

inline constexpr std::string_view next_steps =
    R"(  dcr validate                    # is every contract well formed?
  git add -A && git commit        # the first version is the promise
  dcr check                       # from now on: would this edit break a consumer?

As a hook
  dcr init --hooks                # judges every commit and push of this clone

In GitHub Actions
  - uses: actions/checkout@v4
    with: {fetch-depth: 0}        # dcr compares with the merge base
  - run: dcr check

In GitLab CI
  data-contracts:
    variables: {GIT_DEPTH: 0}
    script: dcr check
)";

}  // namespace dcr::cli
