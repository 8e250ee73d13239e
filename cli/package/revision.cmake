# SPDX-License-Identifier: Apache-2.0
# Writes OUTPUT, a source file that says which revision of SOURCE_DIR is built: of an archive what
# git wrote into it, of a clone what `git describe` says now, else nothing. The same sources give
# the same text: no clock, no name of a machine.
file(STRINGS ${SOURCE_DIR}/cli/package/archive_revision.txt revision LIMIT_COUNT 1)
if(revision MATCHES "^.Format:" OR revision STREQUAL "")
  set(revision "")
  # The repository of somebody who unpacked an archive inside of it says nothing of dcr.
  if(EXISTS ${SOURCE_DIR}/.git)
    execute_process(
      COMMAND git -C ${SOURCE_DIR} describe --tags --match "v*" --always --abbrev=9 --dirty
      OUTPUT_VARIABLE revision OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  endif()
endif()
if(NOT revision MATCHES "^[0-9A-Za-z._-]+$" OR revision STREQUAL "v${VERSION}")
  set(revision "")
endif()
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT [[
#include "cli/package/revision.hpp"

namespace dcr::cli {
std::string_view revision() { return "@revision@"; }
}  // namespace dcr::cli
]] @ONLY)
