// The DER writer (X.690 sections 8, 10, 11). Callers' indentation mirrors the ASN.1:
//
//   w.sequence([&] {            // Validity ::= SEQUENCE {
//     w.time(not_before);       //   notBefore Time,
//     w.time(not_after);        //   notAfter  Time }
//   });
#pragma once

#include <concepts>
#include <cstdint>
#include <string_view>
#include <utility>

#include "base/bytes.h"
#include "base/time.h"
#include "der/oid.h"
#include "der/tag.h"

namespace chancery::der {

/// Octets that tag and length take before `content_size` bytes of content: 2 to 6 (up to 4 GiB).
[[nodiscard]] std::size_t header_size(std::size_t content_size);

/// A tag and a length alone, for content that is streamed behind it.
[[nodiscard]] Bytes header(Tag tag, std::size_t content_size);

/// Appends to one buffer. A constructed element is closed by moving its content by the few octets
/// that its length turned out to need, so one pass and one allocation are enough.
///
/// Nothing here fails. That a string keeps to the alphabet of its type, that a magnitude is
/// minimal, and that `raw` is DER, is for the caller to know: those are types of `x509`.
class Writer final {
 public:
  explicit Writer(std::size_t reserve = 256) { out_.reserve(reserve); }

  // Constructed elements; `body` writes the content through this same Writer.

  template <class Body>
  void constructed(Tag tag, Body&& body) {
    const std::size_t start = open(tag);
    body();
    close(start);
  }
  template <class Body>
  void sequence(Body&& body) {
    constructed(Tag::sequence, body);
  }
  /// SET as written: for sets of one member, or members already in order.
  template <class Body>
  void set(Body&& body) {
    constructed(Tag::set, body);
  }
  /// SET OF: sorts the members that `body` wrote (X.690 section 11.6).
  template <class Body>
  void set_of(Body&& body) {
    const std::size_t start = open(Tag::set);
    body();
    sort_elements(start + 2);
    close(start);
  }
  /// [number] EXPLICIT, or IMPLICIT over a SEQUENCE or SET whose content `body` writes.
  template <class Body>
  void context(unsigned number, Body&& body) {
    constructed(der::context(number), body);
  }
  /// An OCTET STRING around DER that `body` writes.
  template <class Body>
  requires std::invocable<Body>
  void octet_string(Body&& body) { constructed(Tag::octet_string, body); }
  /// A BIT STRING of whole bytes around DER that `body` writes.
  template <class Body>
  requires std::invocable<Body>
  void bit_string(Body&& body) {
    const std::size_t start = open(Tag::bit_string);
    out_.push_back(0);
    body();
    close(start);
  }

  // Primitive elements.

  void primitive(Tag tag, BytesView content);
  /// [number] IMPLICIT over a primitive type.
  void context_primitive(unsigned number, BytesView content) {
    primitive(der::context_primitive(number), content);
  }
  void boolean(bool value);
  void null();
  void integer(std::int64_t value, Tag tag = Tag::integer);
  void enumerated(std::int64_t value) { integer(value, Tag::enumerated); }
  /// From a big-endian magnitude; leading zeros are dropped, the sign octet is added where needed.
  void unsigned_integer(BytesView magnitude);
  void oid(const Oid& oid) { primitive(Tag::oid, oid.content()); }
  void octet_string(BytesView content) { primitive(Tag::octet_string, content); }
  /// A BIT STRING of whole bytes.
  void bit_string(BytesView content, Tag tag = Tag::bit_string);
  /// A named bit list: bit n of `bits` (value 1 << n) is the ASN.1 bit named n. Trailing zero bits
  /// are not encoded (X.690 section 11.2.2). `tag` is for IMPLICIT places.
  void named_bits(std::uint32_t bits, Tag tag = Tag::bit_string);
  void utf8_string(std::string_view text) { primitive(Tag::utf8_string, as_bytes(text)); }
  void printable_string(std::string_view text) { primitive(Tag::printable_string, as_bytes(text)); }
  void ia5_string(std::string_view text) { primitive(Tag::ia5_string, as_bytes(text)); }
  /// UTCTime through 2049, GeneralizedTime from 2050 (RFC 5280 section 4.1.2.5).
  void time(Seconds time);
  void generalized_time(Seconds time);

  /// DER made elsewhere, as it is.
  void raw(BytesView tlv) { append(out_, tlv); }

  [[nodiscard]] BytesView view() const { return out_; }
  [[nodiscard]] std::size_t size() const { return out_.size(); }
  /// Forgets what was written and keeps the memory. Not inside of a body.
  void clear() { out_.clear(); }
  /// The bytes; leaves the Writer empty.
  [[nodiscard]] Bytes take() { return std::exchange(out_, {}); }

 private:
  std::size_t open(Tag tag);
  void close(std::size_t start);
  void sort_elements(std::size_t start);

  Bytes out_;
};

}  // namespace chancery::der
