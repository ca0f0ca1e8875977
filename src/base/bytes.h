// Byte strings. The ground that every other room stands on.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chancery {

/// An owned byte string.
using Bytes = std::vector<std::uint8_t>;

/// A borrowed byte string. The owner must outlive it; nothing here checks that.
using BytesView = std::span<const std::uint8_t>;

/// The bytes of `text`, borrowed.
[[nodiscard]] inline BytesView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// `bytes` seen as text, borrowed. Does NOT check that it is UTF-8, or printable.
[[nodiscard]] inline std::string_view as_text(BytesView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

[[nodiscard]] inline Bytes to_bytes(BytesView bytes) {
  return {bytes.begin(), bytes.end()};
}
[[nodiscard]] inline Bytes to_bytes(std::string_view text) {
  return to_bytes(as_bytes(text));
}

inline void append(Bytes& to, BytesView more) {
  to.insert(to.end(), more.begin(), more.end());
}

/// Equal in length and content. Leaks both through timing: see secret.h for secrets.
[[nodiscard]] bool equal(BytesView a, BytesView b);

}  // namespace chancery
