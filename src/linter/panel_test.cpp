#include "linter/panel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "linter/pkimetal_linter.h"
#include "linter/process_linter.h"
#include "linter/testing_programs.h"
#include "net/testing/tcp_peer.h"

namespace chancery::linter {
namespace {

using lint::Severity;
using net::testing::TcpPeer;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Bytes kDer = {0x30, 0x03, 0x02, 0x01, 0xff};
const Document kDocument{DocumentKind::certificate, policy::PolicySet::public_trust, kDer};

std::string ok(const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n\r\n" + body;
}

std::unique_ptr<Linter> pkimetal(const TcpPeer& peer) {
  return std::make_unique<PkimetalLinter>(
      net::HttpUrl::parse("http://127.0.0.1:" + std::to_string(peer.port())).value(),
      at_date(2026, 8, 21));
}

template <class... Made>
std::vector<std::unique_ptr<Linter>> linters(Made... made) {
  std::vector<std::unique_ptr<Linter>> all;
  (all.push_back(std::move(made)), ...);
  return all;
}

TEST(Panel, PutsTogetherWhatAllSay) {
  Programs programs;
  const TcpPeer peer([](const std::string&) {
    return ok(R"([{"Linter":"pkilint","Finding":"w","Severity":"warning","Code":"w.x"}])");
  });
  const Panel panel(
      linters(std::make_unique<ProcessLinter>("zlint", programs.make(kFindsAFault), 1),
              pkimetal(peer)),
      {.timeout = std::chrono::seconds(20)});
  const Opinion opinion = panel.ask(kDocument);
  EXPECT_THAT(opinion.findings, SizeIs(2));
  EXPECT_THAT(opinion.silent, IsEmpty());
  EXPECT_TRUE(panel.stops(opinion));
  EXPECT_EQ(opinion.to_text(),
            "error zlint/e_one (BR 7): bad\nwarning pkimetal/pkilint/w.x (): w\n");
}

TEST(Panel, StopsAtTheSeverityThatIsSet) {
  const Opinion warned{{{"zlint", "w_one", Severity::warning, "", ""}}, {}};
  EXPECT_FALSE(Panel({}, {}).stops(warned));
  EXPECT_TRUE(Panel({}, {.stops_at = Severity::warning}).stops(warned));
  EXPECT_TRUE(Panel({}, {.stops_at = Severity::notice}).stops(warned));
}

TEST(Panel, NamesWhoGaveNoAnswerAndKeepsWhatTheOthersSaid) {
  const TcpPeer peer([](const std::string&) { return ok("[]"); });
  const Panel panel(
      linters(std::make_unique<ProcessLinter>("zlint", "/nonexistent", 1), pkimetal(peer)),
      {.timeout = std::chrono::seconds(20)});
  const Opinion opinion = panel.ask(kDocument);
  EXPECT_THAT(opinion.silent, ElementsAre("zlint"));
  EXPECT_FALSE(panel.stops(opinion));
  EXPECT_THAT(opinion.to_text(), HasSubstr("zlint/no_answer"));
}

TEST(Pkimetal, IsShownTheDocumentAsAForm) {
  const TcpPeer peer([](const std::string&) { return ok("[]"); });
  const auto linter = pkimetal(peer);
  EXPECT_THAT(linter->look(kDocument, net::Deadline::in(std::chrono::seconds(20))).value(),
              IsEmpty());
  const std::string request = peer.requests().at(0);
  EXPECT_THAT(request, HasSubstr("POST /lintcert HTTP/1.1\r\n"));
  EXPECT_THAT(request, HasSubstr("Content-Type: application/x-www-form-urlencoded\r\n"));
}

TEST(Pkimetal, ThatFailsIsSilent) {
  for (const char* const answer :
       {"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}", "garbage\r\n\r\n"}) {
    const TcpPeer peer([&](const std::string&) { return std::string(answer); });
    EXPECT_FALSE(pkimetal(peer)->look(kDocument, net::Deadline::in(std::chrono::seconds(20))));
  }
  const TcpPeer silent([](const std::string&) { return std::string(); });
  EXPECT_FALSE(
      pkimetal(silent)->look(kDocument, net::Deadline::in(std::chrono::milliseconds(200))));
}

TEST(Pkimetal, TellsItsLintersAndWhenItsReleaseCameOut) {
  const TcpPeer peer(
      [](const std::string&) { return ok(R"([{"Name":"zlint","Version":"v3.7.1"}])"); });
  EXPECT_EQ(pkimetal(peer)->version(net::Deadline::in(std::chrono::seconds(20))).value(),
            (Version{"pkimetal", "zlint v3.7.1", at_date(2026, 8, 21)}));
}

}  // namespace
}  // namespace chancery::linter
