# SPDX-License-Identifier: Apache-2.0
#
# What tests/bench/bench.py measures besides dcr and git; built when it asks for them.
add_executable(dcr_bench_yaml_events EXCLUDE_FROM_ALL tests/bench/yaml_events.cpp)
target_link_libraries(dcr_bench_yaml_events PRIVATE dcr_flags dcr_libraries)
add_executable(dcr_bench_libgit2_start EXCLUDE_FROM_ALL tests/bench/libgit2_start.cpp)
target_link_libraries(dcr_bench_libgit2_start PRIVATE dcr_flags dcr_core)
