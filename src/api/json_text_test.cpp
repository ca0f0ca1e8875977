#include "api/json_text.h"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace chancery::api {
namespace {

std::string as_json(std::string_view value) {
  std::string out;
  append_json_string(out, value);
  return out;
}

TEST(JsonText, EscapesWhatJsonCannotHoldWhereverItStands) {
  for (int octet = 0; octet < 0x80; ++octet) {
    for (std::size_t place = 0; place < 20; ++place) {
      std::string value = "certificate authority";
      value[place] = static_cast<char>(octet);
      EXPECT_EQ(boost::json::parse(as_json(value)).as_string(), value) << octet << " at " << place;
    }
  }
}

TEST(JsonText, LeavesTextAboveAsciiAsItIs) {
  const std::string value = "인증서 authority — 证书 \x7f";
  EXPECT_EQ(as_json(value), '"' + value + '"');
}

TEST(JsonText, EscapesNeighboursOneByOne) {
  EXPECT_EQ(as_json("\n\n\"\\\x01"), R"("\n\n\"\\\u0001")");
  EXPECT_EQ(as_json(""), R"("")");
}

TEST(JsonText, MembersStandInTheOrderOfTheCalls) {
  std::string out;
  JsonMembers members(out);
  members.text("name", "a\"b");
  members.flag("open", true);
  members.begin("list") += "[]";
  members.end();
  EXPECT_EQ(out, R"({"name":"a\"b","open":true,"list":[]})");
}

}  // namespace
}  // namespace chancery::api
