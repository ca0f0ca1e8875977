#include "der/reader.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "der/errors.h"
#include "der/writer.h"

namespace chancery::der {
namespace {

Bytes hex(std::string_view text) {
  return from_hex(text).value();
}

// What a read of `text` fails with, or "" when it succeeds.
template <class Read>
std::string_view fault(std::string_view text, Read read) {
  const Bytes bytes = hex(text);
  Reader in(bytes);
  const auto result = read(in);
  return result ? "" : result.error().code();
}

constexpr auto kAny = [](Reader& in) { return in.read_any(); };
constexpr auto kInteger = [](Reader& in) { return in.integer(); };
constexpr auto kUnsigned = [](Reader& in) { return in.unsigned_integer(); };
constexpr auto kSmall = [](Reader& in) { return in.small_integer(); };
constexpr auto kBoolean = [](Reader& in) { return in.boolean(); };
constexpr auto kBits = [](Reader& in) { return in.bit_string(); };

TEST(Reader, TakesShortAndLongLengths) {
  for (const std::size_t size : {0, 1, 127, 128, 255, 256, 65535, 65536, 70000}) {
    const Bytes content(size, 0x5a);
    Writer w;
    w.octet_string(content);
    w.null();
    const Bytes bytes = w.take();
    Reader in(bytes);
    const auto value = in.octet_string();
    ASSERT_TRUE(value) << size;
    EXPECT_TRUE(equal(*value, content)) << size;
    EXPECT_TRUE(in.null());
    EXPECT_TRUE(in.expect_end());
  }
}

TEST(Reader, RefusesIndefiniteAndOverlongLengths) {
  EXPECT_EQ(fault("30800000", kAny), "der_length_form");  // indefinite
  EXPECT_EQ(fault("04810100", kAny), "der_length_form");  // 81 01 for 1
  EXPECT_EQ(fault("0481"
                  "7f",
                  kAny),
            "der_length_form");  // 81 7f for 127
  EXPECT_EQ(fault("04820080"
                  "00",
                  kAny),
            "der_length_form");  // 82 00 80 for 128
  EXPECT_EQ(fault("0485"
                  "0000000001"
                  "00",
                  kAny),
            "der_length_form");                       // five octets
  EXPECT_EQ(fault("04ff", kAny), "der_length_form");  // reserved
}

TEST(Reader, RefusesWhatIsCutOff) {
  for (const char* cut : {"", "04", "0401", "0403aabb", "0482", "048201", "0484ffffffff00"}) {
    EXPECT_EQ(fault(cut, kAny), "der_truncated") << cut;
  }
}

TEST(Reader, RefusesHighTagNumbersAndTagZero) {
  EXPECT_EQ(fault("1f8101"
                  "00",
                  kAny),
            "der_tag_form");
  EXPECT_EQ(fault("bf2000", kAny), "der_tag_form");
  EXPECT_EQ(fault("0000", kAny), "der_tag_form");
}

TEST(Reader, NamesTheTagsWhenAnotherComes) {
  const Bytes bytes = hex("0500");
  Reader in(bytes);
  const auto error = in.integer().error();
  EXPECT_TRUE(error.is(kDerUnexpectedTag));
  EXPECT_EQ(error.parameter("expected"), "tag 02");
  EXPECT_EQ(error.parameter("seen"), "tag 05");
  EXPECT_EQ(Reader({}).integer().error().parameter("seen"), "the end");
  EXPECT_EQ(Reader({}).read_tlv(Tag::null).error().parameter("seen"), "the end");
}

TEST(Reader, ExpectEndSeesTrailingBytes) {
  const Bytes bytes = hex("050000");
  Reader in(bytes);
  ASSERT_TRUE(in.null());
  EXPECT_TRUE(in.expect_end().error().is(kDerTrailing));
  EXPECT_EQ(to_hex(in.rest()), "00");
}

TEST(Reader, GivesWholeElements) {
  const Bytes bytes = hex("0201053003020107");
  Reader in(bytes);
  EXPECT_EQ(to_hex(in.read_tlv(Tag::integer).value()), "020105");
  const Element element = in.read_any().value();
  EXPECT_EQ(element.tag, Tag::sequence);
  EXPECT_EQ(to_hex(element.value), "020107");
  EXPECT_EQ(to_hex(element.tlv), "3003020107");
  EXPECT_TRUE(in.at_end());
}

TEST(Reader, OptionalElementsAreLeftAloneWhenAbsent) {
  const Bytes bytes = hex("a003020101800105");
  Reader in(bytes);
  EXPECT_FALSE(in.read_optional(Tag::integer).value());
  EXPECT_FALSE(in.optional_context(1).value());
  auto inner = in.optional_context(0).value();
  ASSERT_TRUE(inner);
  EXPECT_EQ(inner->small_integer().value(), 1);
  EXPECT_EQ(to_hex(in.read_optional(context_primitive(0)).value().value()), "05");
  EXPECT_FALSE(in.read_optional(Tag::integer).value());
  EXPECT_EQ(in.peek_tag(), std::nullopt);
}

TEST(Reader, AMalformedOptionalElementIsAnErrorNotAnAbsence) {
  EXPECT_EQ(fault("0205", [](Reader& in) { return in.read_optional(Tag::integer); }),
            "der_truncated");
  EXPECT_EQ(fault("a080", [](Reader& in) { return in.optional_context(0); }), "der_length_form");
}

TEST(Reader, DescendsSixteenLevelsAndNoMore) {
  Bytes bytes;
  for (unsigned i = 0; i <= Reader::kMaxDepth; ++i) {
    Writer w;
    w.sequence([&] { w.raw(bytes); });
    bytes = w.take();
  }
  Reader in(bytes);
  for (unsigned i = 0; i < Reader::kMaxDepth; ++i) {
    auto inner = in.sequence();
    ASSERT_TRUE(inner) << i;
    in = *inner;
  }
  EXPECT_TRUE(in.sequence().error().is(kDerTooDeep));
}

TEST(Integer, TakesTheShortestFormOnly) {
  EXPECT_EQ(fault("0200", kInteger), "der_integer");
  EXPECT_EQ(fault("02020001", kInteger), "der_integer");
  EXPECT_EQ(fault("0202ff80", kInteger), "der_integer");
  EXPECT_EQ(fault("02020080", kInteger), "");
  EXPECT_EQ(fault("0202ff7f", kInteger), "");
  EXPECT_EQ(fault("020100", kInteger), "");
}

TEST(Integer, UnsignedDropsTheSignOctetAndRefusesNegatives) {
  const Bytes bytes = hex("020200ff");
  Reader in(bytes);
  EXPECT_EQ(to_hex(in.unsigned_integer().value()), "ff");
  EXPECT_EQ(fault("0201ff", kUnsigned), "der_integer");
  const Bytes zero = hex("020100");
  EXPECT_EQ(to_hex(Reader(zero).unsigned_integer().value()), "00");
}

TEST(Integer, SmallIsBoundedAt63Bits) {
  const Bytes most = hex("02087fffffffffffffff");
  EXPECT_EQ(Reader(most).small_integer().value(), INT64_MAX);
  EXPECT_EQ(fault("0209"
                  "008000000000000000",
                  kSmall),
            "der_integer");
  EXPECT_EQ(fault("0208"
                  "8000000000000000",
                  kSmall),
            "der_integer");
  EXPECT_EQ(fault("0201ff", kSmall), "der_integer");
  const Bytes reason = hex("0a0105");
  EXPECT_EQ(Reader(reason).enumerated().value(), 5);
}

TEST(Boolean, IsZeroOrAllOnes) {
  const Bytes yes = hex("0101ff");
  const Bytes no = hex("010100");
  EXPECT_TRUE(Reader(yes).boolean().value());
  EXPECT_FALSE(Reader(no).boolean().value());
  EXPECT_EQ(fault("010101", kBoolean), "der_boolean");
  EXPECT_EQ(fault("0100", kBoolean), "der_boolean");
  EXPECT_EQ(fault("0102ffff", kBoolean), "der_boolean");
}

TEST(Null, HasNoContent) {
  EXPECT_EQ(fault("050100", [](Reader& in) { return in.null(); }), "der_null");
}

TEST(BitString, CountsUnusedBits) {
  const Bytes bytes = hex("030206c0");
  const BitString bits = Reader(bytes).bit_string().value();
  EXPECT_EQ(bits.unused_bits, 6U);
  EXPECT_TRUE(bits.bit(0));
  EXPECT_TRUE(bits.bit(1));
  EXPECT_FALSE(bits.bit(2));
  EXPECT_FALSE(bits.bit(800));
}

TEST(BitString, RefusesFaultsInTheUnusedBits) {
  EXPECT_EQ(fault("0300", kBits), "der_bit_string");      // no count
  EXPECT_EQ(fault("03020880", kBits), "der_bit_string");  // count above 7
  EXPECT_EQ(fault("030101", kBits), "der_bit_string");    // unused bits of nothing
  EXPECT_EQ(fault("030206c1", kBits), "der_bit_string");  // unused bit set
  EXPECT_EQ(fault("030100", kBits), "");                  // empty
  EXPECT_EQ(fault("03020480", [](Reader& in) { return in.bit_string_bytes(); }), "der_bit_string");
}

TEST(BitString, RefusesTheConstructedForm) {
  EXPECT_EQ(fault("23040302"
                  "00aa",
                  kBits),
            "der_unexpected_tag");
  EXPECT_EQ(fault("2403040141", [](Reader& in) { return in.octet_string(); }),
            "der_unexpected_tag");
}

TEST(ReaderTime, TakesEitherTypeWhereTimeStandsAndOneWhereGeneralizedTimeStands) {
  Writer w;
  w.time(at_date(2026, 11, 21));
  w.time(at_date(2050, 1, 1));
  const Bytes bytes = w.take();
  Reader in(bytes);
  EXPECT_EQ(in.time().value(), at_date(2026, 11, 21));
  EXPECT_EQ(in.time().value(), at_date(2050, 1, 1));
  EXPECT_TRUE(Reader(bytes).generalized_time().error().is(kDerUnexpectedTag));
}

std::string_view check(std::string_view text) {
  const auto result = check_der(hex(text));
  return result ? "" : result.error().code();
}

TEST(CheckDer, LooksAllTheWayDown) {
  EXPECT_EQ(check("3009"
                  "a003"
                  "020101"
                  "0402"
                  "aabb"),
            "");
  EXPECT_EQ(check("3009"
                  "a003"
                  "020200"
                  "0402"
                  "aabb"),
            "der_truncated");
  EXPECT_EQ(check("3005"
                  "a003"
                  "010101"),
            "der_boolean");
  EXPECT_EQ(check("3003"
                  "020100"
                  "00"),
            "der_trailing");
  EXPECT_EQ(check("3002"
                  "0501"),
            "der_truncated");
  EXPECT_EQ(check("3003"
                  "050100"),
            "der_null");
  EXPECT_EQ(check("3004"
                  "0202"
                  "0001"),
            "der_integer");
  EXPECT_EQ(check("3003"
                  "0a0180"),
            "");
  EXPECT_EQ(check("3003"
                  "060180"),
            "der_oid");
  EXPECT_EQ(check("3003"
                  "030108"),
            "der_bit_string");
  EXPECT_EQ(check("3003"
                  "170131"),
            "der_time");
  EXPECT_EQ(check("3003"
                  "180131"),
            "der_time");
  EXPECT_EQ(check(""), "der_truncated");
}

TEST(CheckDer, RefusesConstructedStringsAndPrimitiveSequences) {
  EXPECT_EQ(check("2403040141"), "der_tag_form");
  EXPECT_EQ(check("1000"), "der_tag_form");
  EXPECT_EQ(check("1100"), "der_tag_form");
}

TEST(CheckDer, SetsAreSorted) {
  EXPECT_EQ(check("3106"
                  "020101"
                  "020102"),
            "");
  EXPECT_EQ(check("3106"
                  "020102"
                  "020101"),
            "der_set_order");
  EXPECT_EQ(check("3006"
                  "020102"
                  "020101"),
            "");
}

TEST(CheckDer, IsBoundedInDepthWhateverTheInput) {
  Bytes bytes;
  for (int i = 0; i < 5'000; ++i) {  // built from the inside
    const Bytes head = header(Tag::sequence, bytes.size());
    bytes.insert(bytes.begin(), head.begin(), head.end());
  }
  EXPECT_TRUE(check_der(bytes).error().is(kDerTooDeep));
}

}  // namespace
}  // namespace chancery::der
