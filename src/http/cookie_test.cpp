#include "http/cookie.h"

#include <gtest/gtest.h>

namespace chancery::http {
namespace {

constexpr std::string_view kName = "__Host-x";

std::optional<std::string_view> read(const Request& request) {
  return cookie(request, kName);
}

Request with(std::initializer_list<std::string_view> fields) {
  Request request;
  for (const auto field : fields) {
    request.headers.add("Cookie", field);
  }
  return request;
}

TEST(Cookies, AreFoundByTheirWholeName) {
  EXPECT_EQ(read(with({"__Host-x=abc"})), "abc");
  EXPECT_EQ(read(with({"a=b; __Host-x=abc;c=d"})), "abc");
  EXPECT_EQ(read(with({"a=b", "__Host-x = abc "})), "abc");
  EXPECT_EQ(read(with({"__Host-x=a=b"})), "a=b");
  for (const auto* other :
       {"", ";;;", "__Host-x", "__host-x=a", "__Host-xx=a", "a__Host-x=a", "=", "x=__Host-x=a"}) {
    EXPECT_EQ(read(with({other})), std::nullopt) << other;
  }
}

TEST(Cookies, ThatStandTwiceAreNotTaken) {
  EXPECT_EQ(read(with({"__Host-x=a; __Host-x=b"})), std::nullopt);
  EXPECT_EQ(read(with({"__Host-x=a", "__Host-x=a"})), std::nullopt);
}

TEST(Cookies, AreSetForThisHostAloneAndOutOfReachOfScripts) {
  Response response;
  set_cookie(response, kName, "abc");
  EXPECT_EQ(response.headers.get("Set-Cookie"),
            "__Host-x=abc; Path=/; Secure; HttpOnly; SameSite=Strict");
  Response other;
  drop_cookie(other, kName);
  EXPECT_EQ(other.headers.get("Set-Cookie"),
            "__Host-x=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Strict");
}

}  // namespace
}  // namespace chancery::http
