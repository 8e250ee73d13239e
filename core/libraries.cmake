# SPDX-License-Identifier: Apache-2.0
#
# The libraries of dcr_core, as shared objects, or (DCR_STATIC) from their archives: then a start
# costs what the start of git costs, where loading some twenty shared objects takes three times as
# long. What stays shared is the C library, and what is opened only when it is needed.
# dcr_fmt is apart because public headers show it.
add_library(dcr_fmt INTERFACE)
add_library(dcr_libraries INTERFACE)
if(NOT DCR_STATIC)
  target_link_libraries(dcr_fmt INTERFACE fmt::fmt)
  target_link_libraries(dcr_libraries INTERFACE yaml-cpp PkgConfig::git2 PkgConfig::re2
    PkgConfig::nettle z)
  return()
endif()
# The flags of both ways are the same, so one compiler cache serves both.
target_include_directories(dcr_fmt SYSTEM INTERFACE
  $<TARGET_PROPERTY:fmt::fmt,INTERFACE_INCLUDE_DIRECTORIES>)
target_compile_definitions(dcr_fmt INTERFACE
  $<TARGET_PROPERTY:fmt::fmt,INTERFACE_COMPILE_DEFINITIONS>)
target_compile_options(dcr_libraries INTERFACE
  $<TARGET_PROPERTY:PkgConfig::re2,INTERFACE_COMPILE_OPTIONS>)

# libgit2 without the libraries of its network transports: dcr leaves the network to the git program.
add_library(dcr_archive_stubs STATIC core/git/archive_stubs.c)
target_link_libraries(dcr_archive_stubs PRIVATE dcr_flags)

# Debian has no archive of fmt: the few functions of it that are not inline are compiled here.
add_library(dcr_archive_fmt STATIC core/base/archive_fmt.cpp)
target_include_directories(dcr_archive_fmt SYSTEM PRIVATE
  $<TARGET_PROPERTY:fmt::fmt,INTERFACE_INCLUDE_DIRECTORIES>)

# What an archive needs stands behind it.
foreach(name yaml-cpp re2 nettle git2 stubs fmt mbedtls mbedx509 mbedcrypto http_parser pcre2-8 z)
  if(TARGET dcr_archive_${name})
    target_link_libraries(dcr_libraries INTERFACE dcr_archive_${name})
  else()
    find_library(DCR_ARCHIVE_${name} NAMES lib${name}.a REQUIRED)
    target_link_libraries(dcr_libraries INTERFACE ${DCR_ARCHIVE_${name}})
  endif()
endforeach()
target_link_options(dcr_libraries INTERFACE -static-libstdc++ -static-libgcc
  LINKER:--gc-sections LINKER:--wrap=git_mbedtls_stream_global_init)
# A list of ranges in place of a relocation for each pointer of every table.
include(CheckLinkerFlag)
check_linker_flag(CXX LINKER:-z,pack-relative-relocs DCR_PACKS_RELOCATIONS)
if(DCR_PACKS_RELOCATIONS)
  target_link_options(dcr_libraries INTERFACE LINKER:-z,pack-relative-relocs)
endif()
# Not a definition of the whole target: one file needs it, and the others stay in the compiler cache.
set_source_files_properties(core/git/certificates.cpp PROPERTIES COMPILE_DEFINITIONS DCR_STATIC)
