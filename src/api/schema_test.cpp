#include "api/schema.h"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "api/errors.h"
#include "http/errors.h"

namespace chancery::api {
namespace {

namespace json = boost::json;

constexpr std::string_view kDocument = R"({"components": {"schemas": {
  "Pet": {"type": "object", "additionalProperties": false, "required": ["name"], "properties": {
    "name": {"type": "string", "minLength": 1, "maxLength": 3},
    "kind": {"type": "string", "enum": ["cat", "dog"]},
    "age": {"type": "integer", "minimum": 0, "maximum": 30},
    "tame": {"type": "boolean"},
    "friends": {"type": "array", "maxItems": 2, "items": {"$ref": "#/components/schemas/Pet2"}}}},
  "Pet2": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}}}})";

class Schemas : public testing::Test {
 protected:
  Result<void> check(std::string_view text) {
    const json::value document = json::parse({kDocument.data(), kDocument.size()});
    const auto schema =
        Schema::compile(document.as_object(), json::object{{"$ref", "#/components/schemas/Pet"}});
    return schema.check(json::parse({text.data(), text.size()}), "");
  }
  void expect_wrong(std::string_view text, std::string_view member) {
    const auto checked = check(text);
    ASSERT_FALSE(checked) << text;
    EXPECT_TRUE(checked.error().is(http::kJsonMemberWrong)) << checked.error().code();
    EXPECT_EQ(checked.error().parameter("member"), member);
    EXPECT_NE(checked.error().parameter("expected"), "");
  }
};

TEST_F(Schemas, TakeWhatTheySay) {
  EXPECT_TRUE(check(R"({"name": "Tom"})"));
  EXPECT_TRUE(check(R"({"name": "한글이", "kind": "cat", "age": 30, "tame": true})"));
  EXPECT_TRUE(check(R"({"name": "a", "friends": [{"name": "longer", "more": 1}, {"name": ""}]})"));
}

TEST_F(Schemas, NameTheMemberThatIsWrong) {
  expect_wrong("[]", "(the whole text)");
  expect_wrong(R"({"name": ""})", "name");
  expect_wrong(R"({"name": "four"})", "name");
  expect_wrong(R"({"name": null})", "name");
  expect_wrong(R"({"name": "a", "kind": "cow"})", "kind");
  expect_wrong(R"({"name": "a", "age": -1})", "age");
  expect_wrong(R"({"name": "a", "age": 31})", "age");
  expect_wrong(R"({"name": "a", "age": 1.5})", "age");
  expect_wrong(R"({"name": "a", "age": 18446744073709551615})", "age");
  expect_wrong(R"({"name": "a", "tame": "yes"})", "tame");
  expect_wrong(R"({"name": "a", "friends": {}})", "friends");
  expect_wrong(R"({"name": "a", "friends": [{"name":"b"},{"name":"b"},{"name":"b"}]})", "friends");
  expect_wrong(R"({"name": "a", "friends": [{"name": "b"}, {"name": 1}]})", "friends[1].name");
}

TEST_F(Schemas, MissAndRefuseMembers) {
  const auto missing = check(R"({"kind": "cat"})");
  ASSERT_FALSE(missing);
  EXPECT_TRUE(missing.error().is(http::kJsonMemberMissing));
  EXPECT_EQ(missing.error().parameter("member"), "name");
  const auto unknown = check(R"({"name": "a", "nmae": "b"})");
  ASSERT_FALSE(unknown);
  EXPECT_TRUE(unknown.error().is(http::kJsonMemberUnknown));
  EXPECT_EQ(unknown.error().parameter("member"), "nmae");
}

TEST_F(Schemas, ShowOnlyTheBeginningOfALongUnknownName) {
  const auto unknown = check(R"({"name": "a", ")" + std::string(10'000, 'x') + R"(": 1})");
  ASSERT_FALSE(unknown);
  EXPECT_LT(unknown.error().message().size(), 400U);
}

TEST_F(Schemas, ReadIntegersFromTextWholeOrNotAtAll) {
  const json::object document;
  const auto number = Schema::compile(
      document, json::object{{"type", "integer"}, {"minimum", 1}, {"maximum", 500}});
  EXPECT_TRUE(number.check_text("500", "limit"));
  for (const char* text : {"", "0", "501", "1x", " 1", "+1", "1.0", "99999999999999999999"}) {
    const auto checked = number.check_text(text, "limit");
    ASSERT_FALSE(checked) << text;
    EXPECT_TRUE(checked.error().is(kQueryParameterWrong));
    EXPECT_EQ(checked.error().parameter("parameter"), "limit");
  }
}

TEST_F(Schemas, TakeNoTextThatIsNotUtf8) {  // a database would refuse it
  const json::object document;
  const auto text = Schema::compile(document, json::object{{"type", "string"}});
  EXPECT_TRUE(text.check_text("gr\xc3\xbcn", "name"));
  EXPECT_TRUE(text.check_text("\xff\xfe", "name").error().is(kQueryParameterWrong));
}

TEST_F(Schemas, DoNotTakeTextThatLooksLikeANumberForOne) {
  const json::object document;
  const auto text = Schema::compile(document, json::object{{"type", "string"}});
  EXPECT_TRUE(text.check_text("123", "name"));
}

}  // namespace
}  // namespace chancery::api
