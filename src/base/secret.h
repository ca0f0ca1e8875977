// Secrets: wiped when dropped, compared in constant time, and without any way to print them.
#pragma once

#include <string_view>

#include "base/bytes.h"

namespace chancery {

/// Overwrites in a way that the compiler may not remove.
void wipe(std::span<std::uint8_t> bytes);

/// Equal content, in time that depends on the lengths only.
[[nodiscard]] bool constant_time_equal(BytesView a, BytesView b);

/// Owned secret bytes. Movable, copied only on purpose (`clone`), never formatted, wiped at the
/// end.
class Secret final {
 public:
  Secret() = default;
  explicit Secret(Bytes bytes) : bytes_(std::move(bytes)) {}
  /// Copies; the caller still owns (and should wipe) the source.
  explicit Secret(std::string_view text) : bytes_(to_bytes(text)) {}
  Secret(Secret&& other) noexcept : bytes_(std::move(other.bytes_)) { other.bytes_.clear(); }
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { wipe(bytes_); }

  [[nodiscard]] Secret clone() const { return Secret(Bytes(bytes_)); }

  /// The one way in: named so that a reviewer sees every use.
  [[nodiscard]] BytesView reveal() const { return bytes_; }
  [[nodiscard]] std::string_view reveal_text() const { return as_text(bytes_); }
  [[nodiscard]] bool empty() const { return bytes_.empty(); }
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }

 private:
  Bytes bytes_;
};

}  // namespace chancery
