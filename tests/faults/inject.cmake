# SPDX-License-Identifier: Apache-2.0
# Lets calls of the system fail below dcr. Without the flags of the rest: it is preloaded, and takes
# the names of libc's functions.
add_library(dcr_inject MODULE tests/faults/inject.c)
target_compile_options(dcr_inject PRIVATE -Wall -Wextra $<$<BOOL:${DCR_WERROR}>:-Werror>)
target_link_libraries(dcr_inject PRIVATE ${CMAKE_DL_LIBS})
