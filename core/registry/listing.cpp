// SPDX-License-Identifier: Apache-2.0
#include "core/registry/listing.hpp"

#include <algorithm>
#include <utility>

namespace dcr {

using DocumentPtr = std::shared_ptr<const LoadedDocument>;

void sort_documents(std::vector<DocumentPtr>& documents) {
  std::vector<std::pair<std::string, DocumentPtr>> named;
  named.reserve(documents.size());
  for (DocumentPtr& document : documents) {
    std::string name = document->full_name();
    named.emplace_back(std::move(name), std::move(document));
  }
  std::ranges::stable_sort(named, [](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first < b.first;
    const LoadedDocument& one = *a.second;
    const LoadedDocument& other = *b.second;
    if (one.contract.version.value != other.contract.version.value) {
      return one.contract.version.value < other.contract.version.value;
    }
    return one.path < other.path;
  });
  std::ranges::transform(named, documents.begin(),
                         [](auto& each) { return std::move(each.second); });
}

std::vector<DocumentPtr> usable_of(const std::vector<LoadedFile>& files,
                                   std::vector<std::string>* unreadable,
                                   const std::function<bool(const Contract&)>& wanted) {
  std::vector<DocumentPtr> documents;
  for (const LoadedFile& file : files) {
    bool readable = file.problems.empty();
    for (const DocumentPtr& document : file.documents) {
      readable = readable && document->usable;
      if (document->usable && wanted(document->contract)) documents.push_back(document);
    }
    if (!readable && unreadable) unreadable->push_back(file.file.path);
  }
  sort_documents(documents);
  return documents;
}

std::vector<FileRef> regular_files(std::vector<FileRef> files) {
  std::erase_if(files, [](const FileRef& file) { return file.kind != FileKind::regular; });
  return files;
}

}  // namespace dcr
