# Warnings, linker and sanitizers: the same for every room.
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # The sloppiness is what ccache asks for where headers are precompiled (cmake/precompiled.cmake).
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
endif()

add_compile_options(-Wall -Wextra -Wshadow -Wnon-virtual-dtor -Wimplicit-fallthrough -Werror=return-type
                    -fno-omit-frame-pointer -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 19)
  message(FATAL_ERROR "libstdc++ 12 shows std::expected and std::source_location to clang 19, not to older ones")
endif()
if(CHANCERY_SANITIZE)
  add_compile_options(-fsanitize=${CHANCERY_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${CHANCERY_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-maybe-uninitialized) # instrumented, GCC 12 sees it in every TRY
    if(CHANCERY_SANITIZE MATCHES "thread")
      add_compile_options(-Wno-tsan) # Asio's fences, which it does not see, stand beside locks that it does
    endif()
  endif()
else()
  add_compile_definitions($<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
  add_compile_options(-fstack-protector-strong -fPIE)
  add_link_options(-pie -Wl,-z,relro,-z,now)
endif()
# Asio and Beast are compiled once, in http/asio.cpp and http/beast.cpp (docs/decisions/0003).
add_compile_definitions(BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION)
