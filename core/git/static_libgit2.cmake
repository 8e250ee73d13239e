# SPDX-License-Identifier: Apache-2.0
#
# libgit2 from its archive, without the libraries of its network transports: dcr leaves the network
# to the git program, and loading those libraries is most of a short run's start-up time.
add_library(dcr_libgit2_stubs STATIC core/git/static_libgit2_stubs.c)
target_link_libraries(dcr_libgit2_stubs PRIVATE dcr_flags)

add_library(dcr_libgit2 INTERFACE)
# The stubs stand behind libgit2, whose undefined symbols they define.
foreach(name git2 stubs mbedtls mbedx509 mbedcrypto http_parser pcre2-8 z)
  if(name STREQUAL stubs)
    target_link_libraries(dcr_libgit2 INTERFACE dcr_libgit2_stubs)
  else()
    find_library(DCR_ARCHIVE_${name} NAMES lib${name}.a REQUIRED)
    target_link_libraries(dcr_libgit2 INTERFACE ${DCR_ARCHIVE_${name}})
  endif()
endforeach()
target_link_options(dcr_libgit2 INTERFACE
  LINKER:--gc-sections LINKER:--wrap=mbedtls_x509_crt_parse_file)
# Not a definition of the whole target: one file needs it, and the others stay in the compiler cache.
set_source_files_properties(core/git/certificates.cpp PROPERTIES
  COMPILE_DEFINITIONS DCR_STATIC_LIBGIT2)
