# SPDX-License-Identifier: Apache-2.0
# The Python package below core/mods/python goes into the binary: python_package.cpp is made from it.
file(GLOB_RECURSE python_files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/core/mods/python
  ${PROJECT_SOURCE_DIR}/core/mods/python/*.py)
list(SORT python_files)
set(DCR_PYTHON_FILES "")
foreach(python_file IN LISTS python_files)
  set(python_path ${PROJECT_SOURCE_DIR}/core/mods/python/${python_file})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${python_path})
  file(READ ${python_path} python_text)
  string(APPEND DCR_PYTHON_FILES
    "    PackageFile{\"${python_file}\", R\"dcr_py(${python_text})dcr_py\"},\n")
endforeach()
configure_file(${PROJECT_SOURCE_DIR}/core/mods/python_package.cpp.in
  ${PROJECT_BINARY_DIR}/python_package.cpp @ONLY)
target_sources(dcr_core PRIVATE ${PROJECT_BINARY_DIR}/python_package.cpp)
