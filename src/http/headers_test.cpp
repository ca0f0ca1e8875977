#include "http/headers.h"

#include <gtest/gtest.h>

#include "http/response_head.h"

namespace chancery::http {
namespace {

TEST(Headers, NamesAreFoundWhateverTheirCase) {
  const Headers headers{{"Content-Type", "text/plain"}, {"Host", "a"}};
  EXPECT_EQ(headers.get("content-TYPE"), "text/plain");
  EXPECT_EQ(headers.get("Hos"), std::nullopt);
  EXPECT_EQ(headers.get("Hostx"), std::nullopt);
  EXPECT_EQ(headers.size(), 2U);
  EXPECT_EQ(headers.at(1).first, "Host");
}

TEST(Headers, TheFirstOfSeveralIsGivenAndAllAreCounted) {
  Headers headers{{"Link", "a"}, {"link", "b"}};
  headers.add_if_absent("LINK", "c");
  headers.add_if_absent("Other", "d");
  EXPECT_EQ(headers.get("Link"), "a");
  EXPECT_EQ(headers.count("Link"), 2U);
  EXPECT_EQ(headers.count("Other"), 1U);
}

TEST(Headers, AValueCannotStartAnotherField) {
  Headers headers;
  headers.add("Location", "/a\r\nSet-Cookie: x=1\n");
  headers.add("X", std::string_view("a\0b", 3));
  EXPECT_EQ(headers.get("Location"), "/a  Set-Cookie: x=1 ");
  EXPECT_EQ(headers.get("X"), "a b");
  EXPECT_FALSE(headers.has("Set-Cookie"));
}

TEST(Headers, ForgetFieldsWhenCleared) {
  Headers headers{{"A", "1"}};
  headers.clear();
  headers.add("B", "2");
  EXPECT_FALSE(headers.has("A"));
  EXPECT_EQ(headers.get("B"), "2");
}

TEST(ResponseHead, HasStatusDateFieldsAndLength) {
  const Response response = respond(200, "text/plain", "hello");
  std::string out;
  write_head(out, response, {.date = "now"});
  EXPECT_EQ(
      out, "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n");
}

TEST(ResponseHead, StatusesWithoutContentHaveNoLength) {
  for (const int status : {204, 304}) {
    std::string out;
    write_head(out, respond_empty(status), {.date = "now", .keep_alive = false});
    EXPECT_EQ(out.find("Content-Length"), std::string::npos) << out;
    EXPECT_NE(out.find("Connection: close\r\n"), std::string::npos) << out;
  }
}

TEST(ResponseHead, AnOldClientIsToldThatTheConnectionStays) {
  std::string out;
  write_head(out, respond_empty(204), {.date = "now", .is_http_1_0 = true});
  EXPECT_NE(out.find("Connection: keep-alive\r\n"), std::string::npos) << out;
}

TEST(ResponseHead, AStatusWithoutAPhraseOfItsOwnIsStillALine) {
  EXPECT_EQ(reason_phrase(200), "OK");
  EXPECT_EQ(reason_phrase(505), "HTTP Version Not Supported");
  EXPECT_EQ(reason_phrase(299), "Unknown");
  EXPECT_EQ(reason_phrase(999), "Unknown");
}

}  // namespace
}  // namespace chancery::http
