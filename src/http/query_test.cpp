#include "http/query.h"

#include <gtest/gtest.h>

#include "http/errors.h"

namespace chancery::http {
namespace {

TEST(PercentDecode, TurnsTripletsIntoBytesAndLeavesPlusAlone) {
  EXPECT_EQ(percent_decode("a%2Fb%2fc").value(), "a/b/c");
  EXPECT_EQ(percent_decode("a+b").value(), "a+b");
  EXPECT_EQ(percent_decode("%C3%BC").value(), "\xc3\xbc");
  EXPECT_EQ(percent_decode("").value(), "");
}

TEST(PercentDecode, RefusesBrokenTripletsAndControlCharacters) {
  for (const char* text : {"%", "a%2", "%G0", "%0G", "%00", "%0A", "%7f", "a\nb", "%%41"}) {
    EXPECT_FALSE(percent_decode(text).has_value()) << text;
  }
}

TEST(Query, GivesDecodedValuesByName) {
  const Query query = Query::parse("name=a%26b&empty=&flag&plus=x+y&&").value();
  EXPECT_EQ(query.get("name"), "a&b");
  EXPECT_EQ(query.get("empty"), "");
  EXPECT_EQ(query.get("flag"), "");
  EXPECT_EQ(query.get("plus"), "x y");
  EXPECT_EQ(query.get("other"), std::nullopt);
  EXPECT_TRUE(Query::parse("").has_value());
}

TEST(Query, AnEqualsSignInAValueBelongsToIt) {
  EXPECT_EQ(Query::parse("cursor=YQ==").value().get("cursor"), "YQ==");
}

TEST(Query, RefusesANameThatComesTwice) {
  const auto query = Query::parse("a=1&b=2&%61=3");
  ASSERT_FALSE(query.has_value());
  EXPECT_TRUE(query.error().is(kQueryMalformed));
  EXPECT_EQ(query.error().parameter("parameter"), "a");
}

TEST(Query, RefusesBrokenEncodingNamelessPairsAndTooMany) {
  EXPECT_FALSE(Query::parse("a=%zz").has_value());
  EXPECT_FALSE(Query::parse("%=a").has_value());
  EXPECT_FALSE(Query::parse("=a").has_value());
  EXPECT_FALSE(Query::parse("a=%00").has_value());
  std::string many;
  for (int i = 0; i < 64; ++i) {
    many += "p" + std::to_string(i) + "=1&";
  }
  EXPECT_TRUE(Query::parse(many).has_value());
  EXPECT_FALSE(Query::parse(many + "one=more").has_value());
}

TEST(Query, AMisspeltFilterDoesNotPassUnseen) {
  const Query query = Query::parse("serial=1&limt=5").value();
  EXPECT_TRUE(query.refuse_others({"serial", "limt"}).has_value());
  const auto refused = query.refuse_others({"serial", "limit"});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().parameter("parameter"), "limt");
}

}  // namespace
}  // namespace chancery::http
