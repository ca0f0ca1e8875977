#include "der/writer.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "der/reader.h"
#include "der/time.h"

namespace chancery::der {
namespace {

template <class Body>
std::string written(Body body) {
  Writer w;
  body(w);
  return to_hex(w.take());
}

TEST(Writer, IntegersAreInTheirShortestForm) {
  const std::pair<std::int64_t, const char*> rows[] = {{0, "020100"},
                                                       {1, "020101"},
                                                       {127, "02017f"},
                                                       {128, "02020080"},
                                                       {255, "020200ff"},
                                                       {256, "02020100"},
                                                       {-1, "0201ff"},
                                                       {-128, "020180"},
                                                       {-129, "0202ff7f"},
                                                       {32768, "0203008000"},
                                                       {INT64_MAX, "02087fffffffffffffff"},
                                                       {INT64_MIN, "02088000000000000000"}};
  for (const auto& [value, expected] : rows) {
    EXPECT_EQ(written([v = value](Writer& w) { w.integer(v); }), expected);
  }
  EXPECT_EQ(written([](Writer& w) { w.enumerated(9); }), "0a0109");
}

TEST(Writer, MagnitudesGetASignOctetWhereNeeded) {
  EXPECT_EQ(written([](Writer& w) { w.unsigned_integer(from_hex("7f").value()); }), "02017f");
  EXPECT_EQ(written([](Writer& w) { w.unsigned_integer(from_hex("80").value()); }), "02020080");
  EXPECT_EQ(written([](Writer& w) { w.unsigned_integer(from_hex("000001").value()); }), "020101");
  EXPECT_EQ(written([](Writer& w) { w.unsigned_integer(from_hex("0000").value()); }), "020100");
  EXPECT_EQ(written([](Writer& w) { w.unsigned_integer({}); }), "020100");
}

TEST(Writer, NamedBitsHaveNoTrailingZeros) {
  EXPECT_EQ(written([](Writer& w) { w.named_bits(0); }), "030100");
  EXPECT_EQ(written([](Writer& w) { w.named_bits(1U << 0); }), "03020780");
  EXPECT_EQ(written([](Writer& w) { w.named_bits(1U << 5 | 1U << 6); }), "03020106");
  EXPECT_EQ(written([](Writer& w) { w.named_bits(1U << 7); }), "03020001");
  EXPECT_EQ(written([](Writer& w) { w.named_bits(1U << 8); }), "0303070080");
  EXPECT_EQ(written([](Writer& w) { w.named_bits(1U << 31); }), "03050000000001");
  EXPECT_EQ(written([](Writer& w) { w.named_bits(1, context_primitive(1)); }), "81020780");
}

TEST(Writer, PrimitivesAreAsX690Says) {
  EXPECT_EQ(written([](Writer& w) { w.boolean(true); }), "0101ff");
  EXPECT_EQ(written([](Writer& w) { w.boolean(false); }), "010100");
  EXPECT_EQ(written([](Writer& w) { w.null(); }), "0500");
  EXPECT_EQ(written([](Writer& w) { w.oid(Oid{2, 5, 29, 15}); }), "0603551d0f");
  EXPECT_EQ(written([](Writer& w) { w.octet_string(as_bytes("ab")); }), "04026162");
  EXPECT_EQ(written([](Writer& w) { w.bit_string(as_bytes("ab")); }), "0303006162");
  EXPECT_EQ(written([](Writer& w) { w.utf8_string("ab"); }), "0c026162");
  EXPECT_EQ(written([](Writer& w) { w.printable_string("ab"); }), "13026162");
  EXPECT_EQ(written([](Writer& w) { w.ia5_string("ab"); }), "16026162");
  EXPECT_EQ(written([](Writer& w) { w.context_primitive(2, as_bytes("ab")); }), "82026162");
}

TEST(Writer, TimeTurnsFromUtcTimeToGeneralizedTimeIn2050) {
  const auto last = kUtcTimeEnd - std::chrono::seconds(1);
  EXPECT_EQ(written([&](Writer& w) { w.time(last); }), "170d" + to_hex(as_bytes("491231235959Z")));
  EXPECT_EQ(written([](Writer& w) { w.time(kUtcTimeEnd); }),
            "180f" + to_hex(as_bytes("20500101000000Z")));
  EXPECT_EQ(written([&](Writer& w) { w.generalized_time(last); }),
            "180f" + to_hex(as_bytes("20491231235959Z")));
}

TEST(Writer, NestedElementsNestAndLengthsGrow) {
  EXPECT_EQ(written([](Writer& w) {
              w.sequence([&] {
                w.set([&] { w.null(); });
                w.context(3, [&] { w.octet_string([&] { w.null(); }); });
                w.bit_string([&] { w.null(); });
              });
            }),
            "300f"
            "31020500"
            "a30404020500"
            "0303000500");
}

TEST(Writer, LongContentIsMovedForItsLength) {
  for (const std::size_t size : {125, 126, 127, 128, 254, 255, 256, 65534, 65535, 65536, 100'000}) {
    const Bytes content(size, 0x33);
    Writer w;
    w.null();
    w.sequence([&] { w.sequence([&] { w.octet_string(content); }); });
    w.null();
    const Bytes bytes = w.take();
    Reader in(bytes);
    ASSERT_TRUE(in.null()) << size;
    auto inner = in.sequence().value().sequence().value();
    EXPECT_TRUE(equal(inner.octet_string().value(), content)) << size;
    EXPECT_TRUE(inner.at_end()) << size;
    EXPECT_TRUE(in.null() && in.at_end()) << size;
  }
}

TEST(Writer, SetOfSortsItsMembers) {
  EXPECT_EQ(written([](Writer& w) {
              w.set_of([&] {
                w.integer(300);
                w.integer(2);
                w.null();
                w.integer(1);
              });
            }),
            "310c"
            "020101"
            "020102"
            "0202012c"
            "0500");
}

TEST(Writer, HeaderKnowsItsSize) {
  for (const std::size_t size :
       {0UL, 127UL, 128UL, 255UL, 256UL, 65535UL, 65536UL, 16777215UL, 16777216UL, 4294967295UL}) {
    EXPECT_EQ(header(Tag::sequence, size).size(), header_size(size)) << size;
  }
  EXPECT_EQ(to_hex(header(Tag::sequence, 0x12345)), "3083012345");
  EXPECT_EQ(header_size(127), 2U);
  EXPECT_EQ(header_size(128), 3U);
}

TEST(Writer, TakeLeavesItEmpty) {
  Writer w;
  w.null();
  EXPECT_EQ(w.size(), 2U);
  EXPECT_EQ(w.view().size(), 2U);
  EXPECT_EQ(w.take().size(), 2U);
  EXPECT_EQ(w.size(), 0U);
}

}  // namespace
}  // namespace chancery::der
