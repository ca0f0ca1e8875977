#include "net/dns_record.h"

#include <gtest/gtest.h>

#include "net/dns_message.h"
#include "net/errors.h"
#include "net/query_name.h"

namespace chancery::net {
namespace {

using namespace std::string_literals;

Result<CaaRecord> caa(const std::string& rdata) {
  return parse_caa(as_bytes(rdata));
}
Result<std::string> txt(const std::string& rdata) {
  return parse_txt(as_bytes(rdata));
}

TEST(QueryName, LowersAndDropsTheTrailingDot) {
  EXPECT_EQ(QueryName::parse("_ACME-challenge.Example.ORG.")->text(),
            "_acme-challenge.example.org");
  EXPECT_EQ(QueryName::parse("a.b.c")->parent(), "b.c");
  EXPECT_EQ(QueryName::parse("c")->parent(), "");
  EXPECT_TRUE(QueryName::parse(std::string(63, 'a') + ".b"));
}

TEST(QueryName, RefusesWhatIsNotAskable) {
  const std::string long_name = std::string(63, 'a') + "." + std::string(63, 'a') + "." +
                                std::string(63, 'a') + "." + std::string(62, 'a');
  EXPECT_FALSE(QueryName::parse(long_name));
  EXPECT_TRUE(QueryName::parse(long_name.substr(1)));
  for (const auto& bad : {""s, "."s, ".."s, "a..b"s, ".a"s, "a.."s, "*.example.org"s, "a b"s,
                          "a\\.b"s, "a\0b"s, "\xc3\xbc.de"s, std::string(64, 'a'), "a/b"s}) {
    EXPECT_TRUE(QueryName::parse(bad).error().is(kDnsNameMalformed)) << bad;
  }
}

TEST(TxtRdata, JoinsCharacterStrings) {
  EXPECT_EQ(txt("\3abc\2de").value(), "abcde");
  EXPECT_EQ(txt("\0"s).value(), "");
  EXPECT_EQ(txt("\0\1x\0"s).value(), "x");
}

TEST(TxtRdata, NeverReadsPastItsEnd) {
  for (const auto& bad : {""s, "\1"s, "\3ab"s, "\1a\5"s}) {
    EXPECT_TRUE(txt(bad).error().is(kDnsRecordMalformed));
  }
}

TEST(CaaRdata, ReadsFlagTagAndValue) {
  const auto record = caa("\x80\5IsSue"s + "ca.example; x=y").value();
  EXPECT_TRUE(record.critical);
  EXPECT_EQ(record.tag, "issue");
  EXPECT_EQ(record.value, "ca.example; x=y");
  EXPECT_EQ(record.text(), "128 issue \"ca.example; x=y\"");
  EXPECT_FALSE(caa("\x7f\5issue"s)->critical) << "only bit 0 is the critical flag";
  EXPECT_EQ(caa("\0\5issue"s)->value, "");
}

TEST(CaaRdata, RefusesAMalformedRecordInsteadOfGuessing) {
  for (const auto& bad : {""s, "\0"s, "\0\0"s, "\0\0value"s, "\0\5issu"s, "\0\xffissue"s,
                          "\0\5is-ue"s, "\0\5is\0ue"s, "\0\1 "s}) {
    EXPECT_TRUE(caa(bad).error().is(kDnsRecordMalformed));
  }
}

TEST(Printable, EscapesAndCutsForeignBytes) {
  EXPECT_EQ(printable("ok \"\\\n\xff", 10), "ok \\034\\092\\010\\255");
  EXPECT_EQ(printable("abcdef", 3), "abc...");
  EXPECT_EQ(printable("abc", 3), "abc");
}

// A message with one question, a.b IN A, and the given answer records.
std::string message(int answers, const std::string& records) {
  return "\x12\x34\x81\x80\0\1\0"s + static_cast<char>(answers) + "\0\0\0\0"s +
         "\1a\1b\0\0\1\0\1"s + records;
}
// The owner a.b, by pointer, and a CNAME with the given data.
std::string cname(const std::string& target, const std::string& owner = "\xc0\x0c") {
  return owner + "\0\5\0\1\0\0\0\1\0"s + static_cast<char>(target.size()) + target;
}

TEST(AliasChain, FollowsCompressedNames) {
  const auto first = cname("\1c\xc0\x0e"s);             // a.b -> c.b; "c.b" stands at 33
  const auto second = cname("\1D\1-\0"s, "\xc0\x21"s);  // c.b -> d.-
  const auto chain = alias_chain(as_bytes(message(2, first + second)), "a.b").value();
  EXPECT_EQ(chain, (std::vector<std::string>{"c.b", "d.-"}));
}

TEST(AliasChain, EscapesForeignBytes) {
  EXPECT_EQ(alias_chain(as_bytes(message(1, cname("\3x.y\0"s))), "a.b").value().at(0), "x\\046y");
}

TEST(AliasChain, OtherRecordsAndOtherOwnersAreNotAliases) {
  EXPECT_TRUE(alias_chain(as_bytes(message(1, cname("\1c\0"s, "\1z\0"s))), "a.b")->empty());
  EXPECT_TRUE(alias_chain(as_bytes(message(0, "")), "a.b")->empty());
}

TEST(AliasChain, HostileMessagesEndInAnError) {
  const auto self_pointer = cname("\xc0\x21"s);
  const auto forward_pointer = cname("\xc0\x40"s);
  const auto loop = cname("\xc0\x0c"s);  // a.b -> a.b
  for (const auto& bad : {message(1, self_pointer), message(1, forward_pointer), message(1, loop),
                          message(1, cname("\xc0"s)), message(1, cname("\x3fq"s)),
                          message(1, cname("\x80q"s)), message(2, cname("\1c\0"s)),
                          message(1, "\xc0\x0c\0\5\0\1\0\0\0\1\xff\xff"s), "\0\0"s, ""s}) {
    const auto chain = alias_chain(as_bytes(bad), "a.b");
    ASSERT_FALSE(chain);
    EXPECT_TRUE(chain.error().is(kDnsRecordMalformed));
  }
}

}  // namespace
}  // namespace chancery::net
