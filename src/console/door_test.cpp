#include "console/door.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "console/assets.h"

namespace chancery::console {
namespace {

class Console : public ::testing::Test {
 protected:
  Console() { add_routes(router_); }

  http::Response get(
      const std::string& target,
      std::initializer_list<std::pair<std::string_view, std::string_view>> fields = {}) {
    http::Request request;
    request.target = target;
    request.headers = http::Headers(fields);
    return router_.serve(std::move(request));
  }
  static std::string field(const http::Response& response, std::string_view name) {
    return std::string(response.headers.get(name).value_or(""));
  }
  static std::string_view text(const http::Response& response) {
    return as_text(response.body.memory());
  }
  /// A script of the console with a hash in its name.
  static const Asset& script() {
    return *std::ranges::find_if(assets(),
                                 [](const Asset& asset) { return asset.path.ends_with(".js"); });
  }

 private:
  http::Router router_;
};

TEST_F(Console, IsWhereTheRootLeads) {
  for (const auto* path : {"/", "/console"}) {
    const auto answer = get(path);
    EXPECT_EQ(answer.status, 302);
    EXPECT_EQ(field(answer, "Location"), "/console/");
  }
}

TEST_F(Console, GivesEveryPageOfItsOwnTheSameIndexThatNobodyMayKeep) {
  const auto index = get("/console/");
  EXPECT_EQ(field(index, "Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(field(index, "Cache-Control"), "no-store");
  EXPECT_NE(text(index).find("<noscript>"), std::string_view::npos);
  for (const auto* path : {"/console/certificates", "/console/certificates/0cn0s2cqyg400",
                           "/console/index.html", "/console/a/../../etc/passwd"}) {
    EXPECT_EQ(text(get(path)), text(index)) << path;
  }
}

TEST_F(Console, RunsNoInlineScriptAndLoadsNothingFromElsewhere) {
  const auto index = get("/console/");
  const std::string policy = field(index, "Content-Security-Policy");
  EXPECT_TRUE(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"));
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
  for (const std::string_view odd :
       {"<style", " style=", "onclick", "http://", "https://", "<script>"}) {
    EXPECT_EQ(text(index).find(odd), std::string_view::npos) << odd;
  }
}

TEST_F(Console, LetsFilesWithAHashBeKeptForEver) {
  const auto answer = get("/console/" + std::string(script().path));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(field(answer, "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(field(answer, "Content-Type"), "text/javascript; charset=utf-8");
}

TEST_F(Console, SendsWhatTheClientCanDecode) {
  const std::string path = "/console/" + std::string(script().path);
  const auto brotli = get(path, {{"Accept-Encoding", "gzip, br"}});
  EXPECT_EQ(field(brotli, "Content-Encoding"), "br");
  EXPECT_EQ(field(brotli, "Vary"), "Accept-Encoding");
  const auto gzip = get(path, {{"Accept-Encoding", "gzip"}});
  EXPECT_EQ(field(gzip, "Content-Encoding"), "gzip");
  EXPECT_EQ(text(gzip).substr(0, 2), "\x1f\x8b");
  const auto plain = get(path);
  EXPECT_EQ(field(plain, "Content-Encoding"), "");
  EXPECT_LT(brotli.body.size(), gzip.body.size());
  EXPECT_LT(gzip.body.size(), plain.body.size());
}

TEST_F(Console, DoesNotSendAgainWhatTheClientHas) {
  const std::string path = "/console/" + std::string(script().path);
  const auto again = get(path, {{"If-None-Match", script().etag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body.size(), 0U);
  EXPECT_EQ(field(again, "Content-Encoding"), "");
}

TEST_F(Console, HasNoPageWhereAFileIsMissing) {
  EXPECT_EQ(get("/console/assets/index-gone.js").status, 404);
  EXPECT_EQ(get("/elsewhere").status, 404);
}

}  // namespace
}  // namespace chancery::console
