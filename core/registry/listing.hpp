// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/registry/document.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace dcr {

/// In the registry's order: by full name, version, path.
void sort_documents(std::vector<std::shared_ptr<const LoadedDocument>>& documents);

/// The usable documents of files that `wanted` wants, in the registry's order. `unreadable`, where
/// there is one, receives the paths of files with a document that cannot be used.
std::vector<std::shared_ptr<const LoadedDocument>> usable_of(
    const std::vector<LoadedFile>& files, std::vector<std::string>* unreadable,
    const std::function<bool(const Contract&)>& wanted);

/// Without links and the like.
std::vector<FileRef> regular_files(std::vector<FileRef> files);

}  // namespace dcr
