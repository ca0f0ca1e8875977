#include "audit/record.h"

#include <gtest/gtest.h>

#include "audit/errors.h"
#include "base/encoding.h"

namespace chancery::audit {
namespace {

const Record kRecord{
    from_millis(0x0102030405060708), "k", "act", "subject", Outcome::refused, R"({"a":1})"};

TEST(Record, HasExactlyTheDocumentedBytes) {
  EXPECT_EQ(to_hex(encode(kRecord)),
            "01"                      // version
            "0102030405060708"        // time
            "02"                      // outcome
            "016b"                    // kind
            "03616374"                // actor
            "00077375626a656374"      // subject
            "0000077b2261223a317d");  // details
}

TEST(Record, ComesBackAsItWent) {
  EXPECT_EQ(parse_record(encode(kRecord)).value(), kRecord);
}

TEST(Record, NoPrefixAndNoExtensionOfALeafIsALeaf) {
  auto leaf = encode(kRecord);
  for (std::size_t length = 0; length < leaf.size(); ++length) {
    EXPECT_FALSE(parse_record(BytesView(leaf).first(length))) << length;
  }
  leaf.push_back(0);
  EXPECT_TRUE(parse_record(leaf).error().is(kLeafMalformed));
}

TEST(Record, UnknownVersionsAndOutcomesAreRefused) {
  auto leaf = encode(kRecord);
  leaf[0] = 2;
  EXPECT_FALSE(parse_record(leaf));
  leaf[0] = 1;
  leaf[9] = 0;
  EXPECT_FALSE(parse_record(leaf));
}

TEST(Record, FieldsTooLongAreCutAndStillParse) {
  auto record = kRecord;
  record.kind.assign(300, 'k');
  record.details.assign((1 << 20) + 5, 'd');
  const auto parsed = parse_record(encode(record)).value();
  EXPECT_EQ(parsed.kind.size(), 255u);
  EXPECT_EQ(parsed.details.size(), 1u << 20);
}

}  // namespace
}  // namespace chancery::audit
