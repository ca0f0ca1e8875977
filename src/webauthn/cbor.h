// A strict reader of CBOR (RFC 8949) in the canonical form of CTAP2: definite lengths, shortest
// integers, no tags, no floats. It hands out what is asked for and has no values of its own.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace chancery::webauthn {

/// Reads one item after the other. Borrows the bytes. Every method fails with kCborMalformed when
/// the next item is another one, and never reads beyond the end; the reader is of no use after
/// that.
class CborReader final {
 public:
  static constexpr int kMaxDepth = 4;             ///< of what `skip` passes over
  static constexpr std::uint64_t kMaxItems = 64;  ///< of one map or array

  explicit CborReader(BytesView bytes) : left_(bytes) {}

  /// A positive or a negative integer. Beyond 63 bits it is malformed.
  [[nodiscard]] Result<std::int64_t> integer();
  [[nodiscard]] Result<BytesView> byte_string();
  /// Does NOT check that it is UTF-8.
  [[nodiscard]] Result<std::string_view> text();
  /// The number of pairs that follow.
  [[nodiscard]] Result<std::uint64_t> map();
  /// Any item, with all that is in it.
  [[nodiscard]] Result<void> skip() { return skip(kMaxDepth); }

  [[nodiscard]] bool next_is_text() const;

  [[nodiscard]] BytesView left() const { return left_; }
  /// Fails unless everything was read.
  [[nodiscard]] Result<void> end() const;

 private:
  struct Head {
    unsigned major = 0;
    std::uint64_t value = 0;
  };
  [[nodiscard]] Result<Head> head();
  [[nodiscard]] Result<std::uint64_t> head_of(unsigned major);
  [[nodiscard]] Result<BytesView> take(std::uint64_t size);
  [[nodiscard]] Result<void> skip(int depth);

  BytesView left_;
};

}  // namespace chancery::webauthn
