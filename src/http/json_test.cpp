#include "http/json.h"

#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/errors.h"

namespace chancery::http {
namespace {

namespace json = boost::json;
using ::testing::ElementsAre;

Error refused(std::string_view text, JsonLimits limits = {}) {
  auto value = parse_json(as_bytes(text), limits);
  EXPECT_FALSE(value.has_value()) << text;
  return value ? Error(kServerFault) : std::move(value).error();
}

json::value parsed(std::string_view text) {
  return parse_json(as_bytes(text)).value();
}

TEST(ParseJson, ReadsEveryKindOfValue) {
  const std::string text =
      R"({"a":[1,-2,18446744073709551615,0.5,true,false,null,"x\n\u00fc"],"b":{"c":{}},"":[]})";
  EXPECT_EQ(json::serialize(parsed(text)),
            "{\"a\":[1,-2,18446744073709551615,5E-1,true,false,null,\"x\\n\xc3\xbc\"],"
            "\"b\":{\"c\":{}},\"\":[]}");
  EXPECT_EQ(parsed(" 7 \n"), 7);
}

TEST(ParseJson, NamesTheMemberThatComesTwice) {
  EXPECT_EQ(refused(R"({"csr":"a","csr":"b"})").parameter("member"), "csr");
  EXPECT_TRUE(refused(R"({"csr":"a","csr":"b"})").is(kJsonDuplicateMember));
  EXPECT_EQ(refused(R"({"x":{"k":1},"y":[{"k":1,"j":2,"k":3}]})").parameter("member"), "k");
  EXPECT_EQ(refused(R"({"abc":1,"\u0061bc":2})").parameter("member"), "abc");
  EXPECT_FALSE(parse_json(as_bytes(R"({"":1,"":2})")).has_value());
}

TEST(ParseJson, TheSameNameInDifferentObjectsIsNoDuplicate) {
  EXPECT_TRUE(parse_json(as_bytes(R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]})")).has_value());
}

TEST(ParseJson, RefusesWhatIsNotOneWholeJsonText) {
  for (const char* text :
       {"",    " ",   "{",       "[1,]",     "{\"a\":1,}",       "{'a':1}", "01",
        "nul", "1 2", "{}x",     "\"\xff\"", "\"\xed\xa0\x80\"", "\"\n\"",  "// c\n1",
        "NaN", "[1",  "\"\\x\"", "{\"a\"}",  "\"\\ud800\"",      "1e8403",  "-1e8403"}) {
    EXPECT_TRUE(refused(text).is(kJsonMalformed)) << text;
  }
  EXPECT_EQ(refused("{\"a\":1}!").parameter("position"), "7");
}

TEST(ParseJson, RefusesTheCharacterThatDatabasesCannotHold) {
  EXPECT_TRUE(refused(R"("a\u0000b")").is(kJsonMalformed));
  EXPECT_TRUE(refused(R"({"a\u0000":1})").is(kJsonMalformed));
}

TEST(ParseJson, DepthAndSizeAreBounded) {
  const JsonLimits limits{.max_bytes = 64, .max_depth = 3};
  EXPECT_TRUE(parse_json(as_bytes("[[[1]]]"), limits).has_value());
  EXPECT_TRUE(refused("[[[[1]]]]", limits).is(kJsonTooDeep));
  EXPECT_TRUE(refused(R"({"a":{"a":{"a":{}}}})", limits).is(kJsonTooDeep));
  EXPECT_TRUE(refused(std::string(65, ' '), limits).is(kJsonTooLarge));
  EXPECT_TRUE(refused(std::string(60'000, '[')).is(kJsonTooDeep));
}

TEST(JsonObject, GivesMembersOfTheRightType) {
  const json::value value =
      parsed(R"({"text":"a","number":5,"flag":true,"list":["x","y"],"inner":{"deep":"d"}})");
  const JsonObject object = JsonObject::of(value).value();
  EXPECT_EQ(object.text("text").value(), "a");
  EXPECT_EQ(object.integer("number").value(), 5);
  EXPECT_EQ(object.boolean("flag").value(), true);
  EXPECT_THAT(object.texts("list").value(), ElementsAre("x", "y"));
  EXPECT_EQ(object.array("list").value()->size(), 2U);
  EXPECT_EQ(object.object("inner").value().text("deep").value(), "d");
  EXPECT_EQ(object.optional_text("text").value(), "a");
  EXPECT_EQ(object.optional_text("none").value(), std::nullopt);
  EXPECT_EQ(object.optional_integer("none").value(), std::nullopt);
  EXPECT_EQ(object.optional_boolean("flag").value(), true);
  EXPECT_FALSE(object.optional_object("none").value().has_value());
  EXPECT_THAT(*object.optional_texts("list").value(), ElementsAre("x", "y"));
}

TEST(JsonObject, AnErrorNamesTheWholePlaceAndWhatIsExpected) {
  const json::value value = parsed(R"({"inner":{"deep":5,"list":["a",1]},"null":null})");
  const JsonObject object = JsonObject::of(value).value();
  const JsonObject inner = object.object("inner").value();
  EXPECT_TRUE(inner.text("missing").error().is(kJsonMemberMissing));
  EXPECT_EQ(inner.text("missing").error().parameter("member"), "inner.missing");
  EXPECT_TRUE(inner.text("deep").error().is(kJsonMemberWrong));
  EXPECT_EQ(inner.text("deep").error().parameter("expected"), "a string");
  EXPECT_EQ(inner.texts("list").error().parameter("member"), "inner.list");
  EXPECT_TRUE(object.optional_text("null").error().is(kJsonMemberWrong));
  EXPECT_TRUE(object.object("null").error().is(kJsonMemberWrong));
  EXPECT_TRUE(JsonObject::of(parsed("[]")).error().is(kJsonMemberWrong));
}

TEST(JsonObject, AMisspeltMemberDoesNotPassUnseen) {
  const json::value value = parsed(R"({"profile":"a","validty":1})");
  const JsonObject object = JsonObject::of(value, "request").value();
  EXPECT_TRUE(object.refuse_others({"profile", "validty"}).has_value());
  const auto others = object.refuse_others({"profile", "validity"});
  EXPECT_TRUE(others.error().is(kJsonMemberUnknown));
  EXPECT_EQ(others.error().parameter("member"), "request.validty");
}

TEST(JsonText, NeverHasANullMember) {
  const json::value value = parsed(R"({"a":null,"b":{"c":null,"d":1},"e":[null,{"f":null}]})");
  EXPECT_EQ(to_json_text(value), R"({"b":{"d":1},"e":[null,{}]})");
  EXPECT_EQ(to_json_text(parsed(R"({"a":[1]})")), R"({"a":[1]})");
}

TEST(JsonBody, NeedsItsContentType) {
  Request request;
  request.body = to_bytes(R"({"a":1})");
  EXPECT_TRUE(json_body(request).error().is(kContentTypeWrong));
  request.headers.add("Content-Type", "Application/JSON ; charset=utf-8");
  EXPECT_EQ(json_body(request).value(), (json::value{{"a", 1}}));
  EXPECT_TRUE(json_body(request, {}, "application/jose+json").error().is(kContentTypeWrong));
}

TEST(JsonResponse, CarriesTypeAndText) {
  const Response response = respond_json(201, {{"a", 1}, {"b", nullptr}});
  EXPECT_EQ(response.status, 201);
  EXPECT_EQ(response.headers.get("Content-Type"), "application/json");
  EXPECT_EQ(as_text(response.body.memory()), R"({"a":1})");
}

}  // namespace
}  // namespace chancery::http
