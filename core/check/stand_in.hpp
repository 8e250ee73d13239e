// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/snapshot.hpp"
#include "core/report/report.hpp"

#include <functional>
#include <vector>

namespace dcr::check {

/// Gives every removed contract a file of `after` that stands in for its own, since some reports
/// need a line that is there: what became of its own file, else dcr.yaml, else the one of
/// `files` that lies nearest. Where nothing is left it stays empty. `files` is called once at most.
///
/// Errors: those of `files`.
Result<void> add_stand_ins(report::Comparison& comparison, const Snapshot& after,
                           const std::function<Result<std::vector<FileRef>>()>& files);

}  // namespace dcr::check
