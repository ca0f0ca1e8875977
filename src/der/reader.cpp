#include "der/reader.h"

#include <fmt/format.h>

#include "der/errors.h"
#include "der/time.h"

namespace chancery::der {
namespace {

constexpr std::uint8_t kTagNumberMask = 0x1f;

std::unexpected<Error> unexpected_tag(Tag expected, std::optional<Tag> seen) {
  return fail(
      kDerUnexpectedTag,
      {{"expected", fmt::format("tag {:02x}", static_cast<unsigned>(expected))},
       {"seen", seen ? fmt::format("tag {:02x}", static_cast<unsigned>(*seen)) : "the end"}});
}

struct Header {
  std::size_t size;
  std::size_t content_size;
};

// Long form: 0x81..0x84 and that many octets, the first not zero, the value not fit for fewer.
Result<Header> long_form(BytesView input) {
  const std::size_t octets = input[1] & 0x7fU;
  if (octets == 0 || octets > 4) {
    return fail(kDerLengthForm);
  }
  if (input.size() < 2 + octets) {
    return fail(kDerTruncated);
  }
  std::size_t length = 0;
  for (const std::uint8_t octet : input.subspan(2, octets)) {
    length = length << 8U | octet;
  }
  if (input[2] == 0 || length < 0x80) {
    return fail(kDerLengthForm);
  }
  return Header{2 + octets, length};
}

Result<Header> read_header(BytesView input) {
  if (input.size() < 2) {
    return fail(kDerTruncated);
  }
  if ((input[0] & kTagNumberMask) == kTagNumberMask || input[0] == 0) {
    return fail(kDerTagForm);
  }
  const Header header = input[1] < 0x80 ? Header{2, input[1]} : TRY(long_form(input));
  if (input.size() - header.size < header.content_size) {
    return fail(kDerTruncated);
  }
  return header;
}

}  // namespace

bool BitString::bit(std::size_t index) const {
  return index / 8 < bytes.size() && (bytes[index / 8] >> (7 - index % 8) & 1U) != 0;
}

Result<void> Reader::expect_end() const {
  if (!at_end()) {
    return fail(kDerTrailing, "bytes", std::to_string(rest_.size()));
  }
  return {};
}

std::optional<Tag> Reader::peek_tag() const {
  return at_end() ? std::nullopt : std::optional(static_cast<Tag>(rest_.front()));
}

Result<Element> Reader::read_any() {
  const Header header = TRY(read_header(rest_));
  const Element element{static_cast<Tag>(rest_.front()),
                        rest_.subspan(header.size, header.content_size),
                        rest_.first(header.size + header.content_size)};
  rest_ = rest_.subspan(element.tlv.size());
  return element;
}

Result<BytesView> Reader::read(Tag tag) {
  if (!next_is(tag)) {
    return unexpected_tag(tag, peek_tag());
  }
  return TRY(read_any()).value;
}

Result<BytesView> Reader::read_tlv(Tag tag) {
  if (!next_is(tag)) {
    return unexpected_tag(tag, peek_tag());
  }
  return TRY(read_any()).tlv;
}

Result<std::optional<BytesView>> Reader::read_optional(Tag tag) {
  if (!next_is(tag)) {
    return std::nullopt;
  }
  return TRY(read_any()).value;
}

Result<Reader> Reader::enter(Tag tag) {
  const BytesView content = TRY(read(tag));
  if (depth_ == kMaxDepth) {
    return fail(kDerTooDeep);
  }
  return Reader(content, depth_ + 1);
}

Result<std::optional<Reader>> Reader::enter_optional(Tag tag) {
  if (!next_is(tag)) {
    return std::nullopt;
  }
  return TRY(enter(tag));
}

Result<BytesView> Reader::integer() {
  return integer_content(TRY(read(Tag::integer)));
}

Result<BytesView> Reader::unsigned_integer() {
  const BytesView content = TRY(integer());
  if ((content[0] & 0x80U) != 0) {
    return fail(kDerInteger, "problem", "negative");
  }
  return content.size() > 1 && content[0] == 0 ? content.subspan(1) : content;
}

Result<std::int64_t> Reader::small_integer() {
  return small_integer_content(TRY(read(Tag::integer)));
}

Result<std::int64_t> Reader::enumerated() {
  return small_integer_content(TRY(read(Tag::enumerated)));
}

Result<Oid> Reader::oid() {
  return Oid::from_content(TRY(read(Tag::oid)));
}

Result<bool> Reader::boolean() {
  return boolean_content(TRY(read(Tag::boolean)));
}

Result<void> Reader::null() {
  if (!TRY(read(Tag::null)).empty()) {
    return fail(kDerNull);
  }
  return {};
}

Result<BitString> Reader::bit_string() {
  return bit_string_content(TRY(read(Tag::bit_string)));
}

Result<BytesView> Reader::bit_string_bytes() {
  const BitString bits = TRY(bit_string());
  if (bits.unused_bits != 0) {
    return fail(kDerBitString, "unused_bits", std::to_string(bits.unused_bits));
  }
  return bits.bytes;
}

Result<Seconds> Reader::time() {
  if (next_is(Tag::utc_time)) {
    return parse_utc_time(TRY(read_any()).value);
  }
  return generalized_time();
}

Result<Seconds> Reader::generalized_time() {
  return parse_generalized_time(TRY(read(Tag::generalized_time)));
}

Result<BytesView> integer_content(BytesView content) {
  if (content.empty()) {
    return fail(kDerInteger, "problem", "empty");
  }
  // The first nine bits must not be all alike (X.690 section 8.3.2).
  if (content.size() > 1 &&
      ((content[0] == 0x00 && content[1] < 0x80) || (content[0] == 0xff && content[1] >= 0x80))) {
    return fail(kDerInteger, "problem", "not in its shortest form");
  }
  return content;
}

Result<std::int64_t> small_integer_content(BytesView content) {
  content = TRY(integer_content(content));
  if ((content[0] & 0x80U) != 0) {
    return fail(kDerInteger, "problem", "negative");
  }
  if (content.size() > sizeof(std::int64_t)) {
    return fail(kDerInteger, "problem", "too large");
  }
  std::int64_t value = 0;
  for (const std::uint8_t octet : content) {
    value = value << 8U | octet;
  }
  return value;
}

Result<bool> boolean_content(BytesView content) {
  if (content.size() != 1 || (content[0] != 0x00 && content[0] != 0xff)) {
    return fail(kDerBoolean);
  }
  return content[0] == 0xff;
}

Result<BitString> bit_string_content(BytesView content) {
  if (content.empty() || content[0] > 7) {
    return fail(kDerBitString);
  }
  const BitString bits{content.subspan(1), content[0]};
  if (bits.unused_bits == 0) {
    return bits;
  }
  if (bits.bytes.empty() || (bits.bytes.back() & ((1U << bits.unused_bits) - 1)) != 0) {
    return fail(kDerBitString);
  }
  return bits;
}

}  // namespace chancery::der
