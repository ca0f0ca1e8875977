// Memory for arrays that are large and long-lived.
#pragma once

#include <cstddef>
#include <limits>
#include <new>
#include <sys/mman.h>

namespace chancery::ocsp {

/// For std::vector: whole pages from the kernel, which go back to it when they are freed. A heap
/// would keep tens of megabytes of what a table grew out of.
template <class T>
struct PageAllocator {
  using value_type = T;

  PageAllocator() = default;
  template <class Other>
  explicit PageAllocator(const PageAllocator<Other>& /*other*/) {}

  [[nodiscard]] T* allocate(std::size_t count) {
    if (count > std::numeric_limits<std::size_t>::max() / sizeof(T)) {
      throw std::bad_array_new_length();
    }
    void* const pages = ::mmap(nullptr, count * sizeof(T), PROT_READ | PROT_WRITE,
                               MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) {
      throw std::bad_alloc();
    }
    return static_cast<T*>(pages);
  }
  void deallocate(T* pages, std::size_t count) noexcept { ::munmap(pages, count * sizeof(T)); }

  bool operator==(const PageAllocator&) const = default;
};

}  // namespace chancery::ocsp
