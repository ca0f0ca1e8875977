#include "net/smtp_sender.h"

#include <gtest/gtest.h>

#include "net/errors.h"
#include "net/testing/smtp_peer.h"

namespace chancery::net {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kMessage = "Subject: x\r\n\r\nfirst\r\n.\r\n..two dots\r\nlast\r\n";

class Mails : public ::testing::Test {
 protected:
  Result<void> send(const std::string& url, Duration within = 10s) {
    return SmtpSender({url, "", {}})
        .send({"ca@example.net", "ann@example.net"}, kMessage, Deadline::in(within));
  }
  static std::string_view code_of(const Result<void>& result) {
    return result ? "" : result.error().code();
  }

  testing::SmtpPeer peer_;
};

TEST_F(Mails, AreTakenOverAsTheyAre) {
  const auto sent = send(peer_.url());
  ASSERT_TRUE(sent) << sent.error().message();
  const auto taken = peer_.taken();
  ASSERT_EQ(taken.size(), 1U);
  EXPECT_EQ(taken[0].message, kMessage);
  EXPECT_TRUE(taken[0].from.starts_with("MAIL FROM:<ca@example.net>"));
  EXPECT_TRUE(taken[0].to.starts_with("RCPT TO:<ann@example.net>"));
}

TEST_F(Mails, ThatAreRefusedForGoodAreToldFromOthers) {
  peer_.answer("RCPT", "550 no such user");
  EXPECT_EQ(code_of(send(peer_.url())), kMailRefused.code);
  peer_.answer("RCPT", "450 busy");
  EXPECT_EQ(code_of(send(peer_.url())), kMailFailed.code);
  peer_.answer("RCPT", "250 ok");
  peer_.answer(".", "451 later");
  EXPECT_EQ(code_of(send(peer_.url())), kMailFailed.code);
  peer_.answer(".", "554 never");
  EXPECT_EQ(code_of(send(peer_.url())), kMailRefused.code);
  EXPECT_TRUE(peer_.taken().empty());
}

TEST_F(Mails, WaitWhereTheServerRefusesUsAndNotThem) {
  peer_.answer("EHLO", "550 not from there");
  peer_.answer("HELO", "550 not from there");
  EXPECT_EQ(code_of(send(peer_.url())), kMailFailed.code) << "somebody can set that right";
  EXPECT_TRUE(peer_.taken().empty());
}

TEST_F(Mails, WaitForNobodyBeyondTheirDeadline) {
  EXPECT_EQ(code_of(send("smtp://127.0.0.1:1")), kMailFailed.code);
  peer_.answer("MAIL", "250-and so on");
  const auto before = std::chrono::steady_clock::now();
  EXPECT_EQ(code_of(send(peer_.url(), 300ms)), kMailFailed.code);
  EXPECT_LT(std::chrono::steady_clock::now() - before, 5s);
}

TEST_F(Mails, GoToNoServerThatHidesItselfWhenThereIsAPassword) {
  const SmtpSender sender({peer_.url(), "chancery", Secret("secret")});
  EXPECT_EQ(code_of(sender.send({"ca@example.net", "ann@example.net"}, kMessage, Deadline::in(5s))),
            kMailFailed.code)
      << "no STARTTLS is offered";
  EXPECT_TRUE(peer_.taken().empty());
}

TEST_F(Mails, SpeakNothingButSmtp) {
  EXPECT_EQ(code_of(send("file:///etc/passwd")), kMailFailed.code);
  EXPECT_EQ(code_of(send("http://127.0.0.1:1")), kMailFailed.code);
}

}  // namespace
}  // namespace chancery::net
