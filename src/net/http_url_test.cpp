#include "net/http_url.h"

#include <gtest/gtest.h>

#include "net/errors.h"

namespace chancery::net {
namespace {

HttpUrl url(std::string_view text) {
  return HttpUrl::parse(text).value();
}

TEST(HttpUrl, TakesItsPartsApart) {
  const auto parsed = url("HTTPS://WWW.Example.org:8443/a/b?c=d#fragment");
  EXPECT_EQ(parsed.scheme(), HttpScheme::https);
  EXPECT_EQ(parsed.host(), "www.example.org");
  EXPECT_EQ(parsed.port(), 8443);
  EXPECT_EQ(parsed.target(), "/a/b?c=d");
  EXPECT_EQ(parsed.text(), "https://www.example.org:8443/a/b?c=d");
}

TEST(HttpUrl, KnowsTheSchemesOwnPorts) {
  EXPECT_EQ(url("http://a").effective_port(), 80);
  EXPECT_EQ(url("https://a").effective_port(), 443);
  EXPECT_EQ(url("http://a:").port(), std::nullopt);
  EXPECT_EQ(url("http://a").target(), "/");
  EXPECT_EQ(url("http://a?q").target(), "/?q");
}

TEST(HttpUrl, KeepsIpv6HostsWithoutBrackets) {
  EXPECT_EQ(url("http://[2001:DB8::1]:80/x").host(), "2001:db8::1");
  EXPECT_EQ(url("http://[2001:db8::1]/x").authority(), "[2001:db8::1]");
}

TEST(HttpUrl, RefusesForeignSchemesUsersAndSloppyText) {
  for (const char* bad : {"",
                          "/path",
                          "//host/path",
                          "ftp://a/",
                          "file:///etc/passwd",
                          "javascript:alert(1)",
                          "http:///x",
                          "http://",
                          "http:x",
                          "http://user@a/",
                          "http://u:p@a/",
                          "http://a:0/",
                          "http://a:99999/",
                          "http://a:8o/",
                          "http://a/ b",
                          "http://a/\r\nX: y",
                          "http://[::1/",
                          "http://[v1.x]/",
                          "http://a/%zz",
                          "gopher://a:70/"}) {
    const auto parsed = HttpUrl::parse(bad);
    ASSERT_FALSE(parsed) << bad;
    EXPECT_TRUE(parsed.error().is(kUrlMalformed));
  }
  EXPECT_FALSE(HttpUrl::parse("http://a/" + std::string(HttpUrl::kMaxLength, 'x')));
}

TEST(HttpUrlResolve, FollowsRfc3986) {
  const auto base = url("http://a.test/.well-known/acme-challenge/token?x");
  EXPECT_EQ(base.resolve("https://b.test/y#f")->text(), "https://b.test/y");
  EXPECT_EQ(base.resolve("/elsewhere")->text(), "http://a.test/elsewhere");
  EXPECT_EQ(base.resolve("//c.test/z")->text(), "http://c.test/z");
  EXPECT_EQ(base.resolve("../up")->text(), "http://a.test/.well-known/up");
  EXPECT_EQ(base.resolve("../../../../etc")->text(), "http://a.test/etc");
  EXPECT_EQ(base.resolve("?q")->text(), "http://a.test/.well-known/acme-challenge/token?q");
}

TEST(HttpUrlResolve, RefusesWhatParseRefuses) {
  const auto base = url("http://a.test/");
  for (const char* bad : {"file:///etc/passwd", "http://u@b/", "a b", "http://b:0/", "\x01"}) {
    EXPECT_TRUE(base.resolve(bad).error().is(kUrlMalformed)) << bad;
  }
}

}  // namespace
}  // namespace chancery::net
