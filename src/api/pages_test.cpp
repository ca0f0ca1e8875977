// The pages that people open in a browser.
#include "api/pages.h"

#include "api/door_for_tests.h"
#include "api/html.h"
#include "api/status_page.h"

namespace chancery::api {
namespace {

class Pages : public DoorTest {};

TEST_F(Pages, EscapeWhatCouldBeMarkup) {
  EXPECT_EQ(escape_html(R"(<b a="1" c='2'>&amp;</b>)"),
            "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;&lt;/b&gt;");
  EXPECT_EQ(escape_html("한글 text"), "한글 text");
}

TEST_F(Pages, LoadNothingFromElsewhereAndRunNoInlineScript) {
  for (const std::string path : {"/", "/api/v1/docs", "/assets/docs.js", "/assets/style.css"}) {
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
  EXPECT_EQ(get("/", "").type, "text/html; charset=utf-8");
  EXPECT_EQ(get("/assets/docs.js", "").type, "text/javascript; charset=utf-8");
}

TEST_F(Pages, ShowTheInstallationAndWhatToDoNext) {
  const std::string page = get("/", "").text;
  for (const std::string wanted :
       {"1.2.3", "SQLite", "private-root", "tls-sub", "enabled",
        "href=\"http://pki.example.net/ca/private-root.cer\"",
        "href=\"http://pki.example.net/crl/tls-sub.crl\"",
        "https://ca.example.net:8443/acme/directory", "https://ca.example.net:8443/api/v1/sign-in",
        "chancery api-key create --role registration-officer"}) {
    EXPECT_NE(page.find(wanted), std::string::npos) << wanted;
  }
}

TEST_F(Pages, EscapeSubjectsOfIssuers) {
  (void)ra::must(ca.hierarchy.create_root(
      {.name = "odd",
       .purpose = std::string(ca::kPrivatePurpose),
       .subject =
           x509::DistinguishedName::make({{x509::kOrganization, "<img src=x onerror=alert(1)>"},
                                          {x509::kCommonName, "\"Odd\" & Root"}})
               .value(),
       .key = crypto::kP256,
       .days = {},
       .actor = "test"}));
  const std::string page = get("/", "").text;
  EXPECT_EQ(page.find("<img"), std::string::npos);
  EXPECT_NE(page.find("&lt;img src"), std::string::npos);
}

TEST_F(Pages, SayWhatIsMissingBeforeThereAreIssuers) {
  const std::string page =
      status_page({.version = "1", .store = "SQLite", .api_url = "https://x"}, {}, ca.urls);
  EXPECT_NE(page.find("chancery hierarchy create"), std::string::npos);
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
