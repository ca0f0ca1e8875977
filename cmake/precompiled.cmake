# Outside headers that most files read, compiled once for the rooms and once for their tests: a build
# from nothing takes a quarter less. Our own headers are not among them, so a change of ours never
# compiles them again. clang-tidy reads the tree without it, and finds the include that a file forgot.
option(CHANCERY_PRECOMPILED "compile the outside headers that most files read only once" OFF)

set(CHANCERY_OUTSIDE_HEADERS
    <algorithm> <array> <chrono> <cstdint> <expected> <filesystem> <functional> <map> <memory> <mutex> <optional> <ranges>
    <set> <span> <string> <string_view> <variant> <vector> <fmt/format.h>)

# What every test is compiled with.
function(chancery_test_options TARGET)
  target_compile_definitions(${TARGET} PRIVATE CHANCERY_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  # Tests are more than half of what is compiled; optimized less, they take a third less time.
  target_compile_options(${TARGET} PRIVATE $<$<CONFIG:Release>:-O1>)
endfunction()

# Has TARGET read the headers that HEADERS compiled; both need the same options.
function(chancery_precompiled_from TARGET HEADERS)
  if(CHANCERY_PRECOMPILED)
    target_precompile_headers(${TARGET} REUSE_FROM ${HEADERS})
  endif()
endfunction()

if(CHANCERY_PRECOMPILED)
  add_compile_options(-fpch-preprocess) # what ccache needs to see through them
  file(WRITE ${CMAKE_BINARY_DIR}/precompiled.cpp "")
  add_library(chancery_headers OBJECT ${CMAKE_BINARY_DIR}/precompiled.cpp)
  target_link_libraries(chancery_headers PRIVATE fmt::fmt)
  target_precompile_headers(chancery_headers PRIVATE ${CHANCERY_OUTSIDE_HEADERS})

  add_library(chancery_test_headers OBJECT ${CMAKE_BINARY_DIR}/precompiled.cpp)
  target_link_libraries(chancery_test_headers PRIVATE fmt::fmt GTest::gtest GTest::gmock)
  chancery_test_options(chancery_test_headers)
  target_precompile_headers(chancery_test_headers PRIVATE ${CHANCERY_OUTSIDE_HEADERS} <gmock/gmock.h> <gtest/gtest.h>)
endif()
