#include "notice/mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "notice/errors.h"

namespace chancery::notice {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr Time kNow = at_date(2026, 11, 21);

std::string composed(std::string subject, std::string text) {
  return compose({"ann@example.net", std::move(subject), std::move(text)},
                 {"ca@example.net", "1@example.net", kNow});
}

/// What stands behind the header, decoded.
std::string body_of(const std::string& message) {
  const auto decoded = from_base64(message.substr(message.find("\r\n\r\n"))).value();
  return std::string(as_text(decoded));
}

TEST(Mails, AreRfc5322Messages) {
  const auto message = composed("Hello", "one\ntwo\n");
  EXPECT_TRUE(
      message.starts_with("From: Chancery <ca@example.net>\r\n"
                          "To: <ann@example.net>\r\n"
                          "Subject: Hello\r\n"
                          "Date: Sat, 21 Nov 2026 00:00:00 +0000\r\n"
                          "Message-ID: <1@example.net>\r\n"));
  EXPECT_THAT(message, HasSubstr("Auto-Submitted: auto-generated\r\n"));
  EXPECT_EQ(body_of(message), "one\r\ntwo\r\n");
}

TEST(Mails, GetNoHeaderFromTheirSubject) {
  const auto message = composed("x\r\nBcc: evil@example.net", "text");
  EXPECT_THAT(message, Not(HasSubstr("Bcc")));
  EXPECT_THAT(composed("=?UTF-8?B?eA==?=", "text"), Not(HasSubstr("Subject: =?UTF-8?B?eA==?=\r")))
      << "what looks encoded is encoded again";
}

TEST(Mails, HaveSubjectsOfAnyLanguageInWordsOf75Characters) {
  std::string subject;
  for (int i = 0; i < 40; ++i) {
    subject += "\xea\xb9\x80";
  }
  const auto message = composed(subject, "text");
  const auto start = message.find("Subject: ") + 9;
  auto field = message.substr(start, message.find("\r\nDate:") - start);
  std::string decoded;
  for (std::size_t at = 0; (at = field.find("=?UTF-8?B?", at)) != std::string::npos;) {
    const auto end = field.find("?=", at);
    EXPECT_LE(end + 2 - at, 75U);
    decoded += as_text(from_base64(field.substr(at + 10, end - at - 10)).value());
    at = end;
  }
  EXPECT_EQ(decoded, subject);
}

TEST(Mails, HaveNoLineThatServersCut) {
  const auto message = composed("x", std::string(5000, 'x') + "\n.\n");
  for (std::size_t at = 0; at < message.size();) {
    const auto end = message.find("\r\n", at);
    EXPECT_LE(end - at, 78U);
    EXPECT_NE(message.substr(at, end - at), ".");
    at = end + 2;
  }
}

TEST(Mails, AreReadBackFromTheOutbox) {
  const Mail mail{"ann@example.net", "subject", std::string("a\0b", 3)};
  const Bytes bytes = encode(mail);
  const auto again = parse_mail(bytes).value();
  EXPECT_EQ(again.to, mail.to);
  EXPECT_EQ(again.subject, mail.subject);
  EXPECT_EQ(again.text, mail.text);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(parse_mail(BytesView(bytes).first(size))) << size;
  }
  Bytes longer = bytes;
  longer.push_back(0);
  EXPECT_FALSE(parse_mail(longer));
}

}  // namespace
}  // namespace chancery::notice
