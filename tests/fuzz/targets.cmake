# SPDX-License-Identifier: Apache-2.0
# A libFuzzer program for each file of tests/fuzz/targets: build/fuzz/targets/NAME.
if(NOT DCR_FUZZ)
  return()
endif()

add_custom_target(dcr_fuzz)
file(GLOB fuzz_targets CONFIGURE_DEPENDS tests/fuzz/targets/*.cpp)
file(GLOB fuzz_support CONFIGURE_DEPENDS tests/fuzz/support/*.cpp)
add_library(dcr_fuzz_support STATIC ${fuzz_support} tests/support/memory_snapshot.cpp
  tests/support/yaml_paths.cpp)
target_link_libraries(dcr_fuzz_support PUBLIC dcr_core PRIVATE dcr_flags)
foreach(source ${fuzz_targets})
  cmake_path(GET source STEM name)
  add_executable(dcr_fuzz_${name} ${source} tests/fuzz/libfuzzer.cpp)
  set_target_properties(dcr_fuzz_${name} PROPERTIES OUTPUT_NAME ${name}
    RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/targets)
  target_compile_definitions(dcr_fuzz_${name} PRIVATE DCR_FUZZ_TARGET=fuzz_${name})
  target_link_libraries(dcr_fuzz_${name} PRIVATE dcr_fuzz_support dcr_flags
    nlohmann_json::nlohmann_json)
  target_link_options(dcr_fuzz_${name} PRIVATE -fsanitize=fuzzer)
  add_dependencies(dcr_fuzz dcr_fuzz_${name})
endforeach()
