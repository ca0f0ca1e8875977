// The strict DER reader (X.690 sections 8, 10, 11): what is not the one right encoding is refused.
//
// Good:  auto in = TRY(Reader(der).sequence()); ... TRY(in.expect_end());
// Bad:   forgetting expect_end: bytes that nobody read could hide behind the last element.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "der/oid.h"
#include "der/tag.h"

namespace chancery::der {

/// One element: `value` without, `tlv` with the tag and length octets.
struct Element {
  Tag tag;
  BytesView value;
  BytesView tlv;
};

/// The content of a BIT STRING. Unused bits (0 to 7, at the end) are known to be zero.
struct BitString {
  BytesView bytes;
  unsigned unused_bits = 0;

  /// Bit 0 is the first, as ASN.1 names them; bits beyond the end are 0.
  [[nodiscard]] bool bit(std::size_t index) const;
};

/// Walks over borrowed bytes, which must outlive it and all views that it hands out. Never
/// allocates, except inside an Error. Definite lengths in the shortest form only, tag numbers up to
/// 30 only. Nesting is bounded by kMaxDepth; the size of the input is for the caller to bound.
///
/// After an error the position is unspecified: throw the Reader away.
class Reader final {
 public:
  /// Levels that `sequence`, `set`, `context` and `enter` descend before kDerTooDeep.
  static constexpr unsigned kMaxDepth = 16;

  explicit Reader(BytesView input) : rest_(input) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  /// What has not been read yet, as raw bytes.
  [[nodiscard]] BytesView rest() const { return rest_; }

  /// Errors: kDerTrailing.
  [[nodiscard]] Result<void> expect_end() const;

  /// The tag that comes next, or nullopt at the end. Says nothing about what follows it.
  [[nodiscard]] std::optional<Tag> peek_tag() const;
  [[nodiscard]] bool next_is(Tag tag) const { return peek_tag() == tag; }

  // Whole elements. Errors of all: kDerTruncated, kDerTagForm, kDerLengthForm; where a tag is
  // named, kDerUnexpectedTag. Contents are NOT looked at, even of constructed elements.

  [[nodiscard]] Result<Element> read_any();
  [[nodiscard]] Result<BytesView> read(Tag tag);
  [[nodiscard]] Result<BytesView> read_tlv(Tag tag);
  /// nullopt when another tag, or the end, comes next.
  [[nodiscard]] Result<std::optional<BytesView>> read_optional(Tag tag);

  // Descents: a Reader of the content, one level deeper. Errors: also kDerTooDeep.

  [[nodiscard]] Result<Reader> enter(Tag tag);
  [[nodiscard]] Result<Reader> sequence() { return enter(Tag::sequence); }
  [[nodiscard]] Result<Reader> set() { return enter(Tag::set); }
  /// [number] constructed.
  [[nodiscard]] Result<Reader> context(unsigned number) { return enter(der::context(number)); }
  [[nodiscard]] Result<std::optional<Reader>> enter_optional(Tag tag);
  [[nodiscard]] Result<std::optional<Reader>> optional_context(unsigned number) {
    return enter_optional(der::context(number));
  }

  // Values. Each reads one element whole and checks its content.

  /// Two's complement content in its shortest form; may be negative. Errors: kDerInteger.
  [[nodiscard]] Result<BytesView> integer();
  /// A magnitude without a leading zero octet; zero is one octet 00. Errors: kDerInteger (also when
  /// negative).
  [[nodiscard]] Result<BytesView> unsigned_integer();
  /// 0 to 2^63-1. Errors: kDerInteger.
  [[nodiscard]] Result<std::int64_t> small_integer();
  /// ENUMERATED, 0 to 2^63-1. Errors: kDerInteger.
  [[nodiscard]] Result<std::int64_t> enumerated();
  [[nodiscard]] Result<Oid> oid();
  /// Errors: kDerBoolean.
  [[nodiscard]] Result<bool> boolean();
  /// Errors: kDerNull.
  [[nodiscard]] Result<void> null();
  /// Errors: kDerBitString.
  [[nodiscard]] Result<BitString> bit_string();
  /// A BIT STRING of whole bytes. Errors: kDerBitString.
  [[nodiscard]] Result<BytesView> bit_string_bytes();
  [[nodiscard]] Result<BytesView> octet_string() { return read(Tag::octet_string); }
  /// UTCTime or GeneralizedTime (RFC 5280 section 4.1.2.5). Errors: kDerTime, kDerUnexpectedTag.
  [[nodiscard]] Result<Seconds> time();
  /// GeneralizedTime alone, as OCSP has it. Errors: kDerTime.
  [[nodiscard]] Result<Seconds> generalized_time();

 private:
  Reader(BytesView content, unsigned depth) : rest_(content), depth_(depth) {}

  BytesView rest_;
  unsigned depth_ = 0;
};

// Checks of content octets alone, for values under IMPLICIT tags.

/// Errors: kDerInteger.
[[nodiscard]] Result<BytesView> integer_content(BytesView content);
/// Errors: kDerInteger (also when negative, or above 2^63-1).
[[nodiscard]] Result<std::int64_t> small_integer_content(BytesView content);
/// Errors: kDerBoolean.
[[nodiscard]] Result<bool> boolean_content(BytesView content);
/// Errors: kDerBitString.
[[nodiscard]] Result<BitString> bit_string_content(BytesView content);

/// Walks through all of `tlv`: exactly one element, every constructed one holding well-formed
/// elements all the way down, every universal primitive well-formed in itself, every SET in
/// ascending order. What it means is NOT looked at. Errors: any of errors.h.
[[nodiscard]] Result<void> check_der(BytesView tlv);

}  // namespace chancery::der
