// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/init_ci.hpp"

#include "cli/ci/templates.hpp"
#include "cli/commands/new_file.hpp"
#include "cli/session.hpp"
#include "core/base/atomic_file.hpp"
#include "core/base/text.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace dcr::cli {
namespace {

constexpr std::size_t largest_file = std::size_t{1} << 20;

struct CiFile {
  std::string_view path;
  std::string_view text;
  std::string_view mark;    ///< a file that has this already does what is asked
  std::string_view to_add;  ///< to one that has not
};

constexpr std::string_view gitlab_include = R"(include:
  - local: .gitlab/data-contracts.yml
)";

std::vector<CiFile> files_of(std::string_view system) {
  if (system == "github") {
    return {{".github/workflows/data-contracts.yml", github_workflow(), "dcr",
             "      - run: dcr check --format github\n"}};
  }
  return {{".gitlab/data-contracts.yml", gitlab_job(), "dcr", "    - dcr check\n"},
          {".gitlab-ci.yml", gitlab_include, ".gitlab/data-contracts.yml", gitlab_include}};
}

}  // namespace

Result<ExitCode> write_ci(const Session& session, const std::filesystem::path& root,
                          std::string_view system) {
  std::string said;
  bool all_run = true;
  for (const CiFile& file : files_of(system)) {
    const std::string path = (root / file.path).lexically_normal().string();
    const auto outcome = write_new(path, file.text);
    if (!outcome) return outcome.error();
    if (*outcome == Written::now) {
      said += fmt::format("wrote {}\n", printable(path));
      continue;
    }
    const auto text = read_whole_file(path, largest_file);
    const bool runs = text && text->find(file.mark) != std::string::npos;
    said += runs ? fmt::format("kept  {}\n", printable(path))
                 : fmt::format("kept  {}, which does not run dcr; add to it\n{}", printable(path),
                               file.to_add);
    all_run = all_run && runs;
  }
  if (auto printed = session.print(said); !printed) return printed.error();
  return all_run ? ExitCode::yes : ExitCode::no;
}

}  // namespace dcr::cli
