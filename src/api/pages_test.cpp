// The pages that people open in a browser.
#include "api/pages.h"

#include "api/door_for_tests.h"

namespace chancery::api {
namespace {

class Pages : public DoorTest {};

TEST_F(Pages, LoadNothingFromElsewhereAndRunNoInlineScript) {
  for (const std::string path : {"/api/v1/docs", "/assets/docs.js", "/assets/style.css"}) {
    const auto answer = get(path, "");
    EXPECT_EQ(answer.status, 200) << path;
    const auto policy = answer.headers.get("Content-Security-Policy").value_or("");
    EXPECT_TRUE(
        policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'; "
                           "connect-src 'self'; img-src 'self'"))
        << path;
    EXPECT_EQ(policy.find("unsafe"), std::string::npos);
    for (const std::string inline_code : {"<style", " style=", "onclick=", "javascript:"}) {
      EXPECT_EQ(answer.text.find(inline_code), std::string::npos) << path << inline_code;
    }
  }
  EXPECT_EQ(get("/assets/docs.js", "").type, "text/javascript; charset=utf-8");
}

TEST_F(Pages, ReferToNothingButTheirOwnFiles) {
  for (const auto page : {docs_html(), style_sheet()}) {
    EXPECT_EQ(page.find("http://"), std::string_view::npos);
    EXPECT_EQ(page.find("https://"), std::string_view::npos);
  }
  EXPECT_EQ(docs_script().find("innerHTML"), std::string_view::npos);
}

}  // namespace
}  // namespace chancery::api
