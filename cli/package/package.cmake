# SPDX-License-Identifier: Apache-2.0
# `cpack` makes a .deb and an archive of what `cmake --install` installs.
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_NAME dcr)
set(CPACK_PACKAGE_VENDOR dcr)
set(DCR_PACKAGE_CONTACT "dcr maintainers <maintainers@dcr.example>" CACHE STRING
  "Name and address of who makes the packages")
set(CPACK_PACKAGE_CONTACT "${DCR_PACKAGE_CONTACT}")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "registry of data contracts that lives in git")
set(CPACK_PACKAGE_DESCRIPTION
  "dcr compares the data contracts of a git repository (YAML), its models (JSON
Schemas) and its ETL components with the version that was committed last, and
fails when a consumer would break. It runs in hooks and in CI, and lists, shows
and registers versions at the terminal. There is no server and no database.")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_CHECKSUM SHA256)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION vcs)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# `register` commits through git; libcurl is opened when an audit event is sent, libpg_query when
# SQL is imported: neither is linked.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "git")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libcurl4, libpg-query1504.0")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "python3, pre-commit")
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cli/package/staged_files.cmake)
include(CPack)
