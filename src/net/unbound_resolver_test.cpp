#include "net/unbound_resolver.h"

#include <cstring>
#include <gtest/gtest.h>
#include <optional>
#include <sys/socket.h>
#include <thread>

#include "net/errors.h"
#include "net/root_anchor.h"
#include "net/socket_address.h"
#include "net/tcp_connector.h"
#include "net/testing/dns_peer.h"

namespace chancery::net {
namespace {

using namespace std::chrono_literals;

constexpr const char* kZones = R"({
  "signed.test": {"records": [
    "@ A 192.0.2.1", "@ AAAA 2001:db8::1", "www CNAME target", "target A 192.0.2.2",
    "many TXT \"one\" \"two\"", "many TXT \"three\"", "out CNAME host.unsigned.test.",
    "caa CAA 0 issue \"ca.example; accounturi=x\"", "caa CAA 128 unknown \"v\"",
    "loop1 CNAME loop2", "loop2 CNAME loop1"]},
  "unsigned.test": {"kind": "unsigned", "records": ["@ A 192.0.2.3", "host A 192.0.2.4"]},
  "bogus.test": {"kind": "bogus", "records": ["@ A 192.0.2.5", "@ TXT \"tampered\""]}
})";

class UnboundResolverTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { peer_ = std::make_unique<testing::DnsPeer>(kZones); }
  static void TearDownTestSuite() { peer_.reset(); }

  void SetUp() override {
    resolver_ = UnboundResolver::make(peer_->settings(), SystemClock().now()).value();
  }

  Result<DnsAnswer> ask(const char* name, RecordType type) {
    return resolver_->query(QueryName::parse(name).value(), type, Deadline::in(10s));
  }

  static std::unique_ptr<testing::DnsPeer> peer_;
  std::unique_ptr<UnboundResolver> resolver_;
};
std::unique_ptr<testing::DnsPeer> UnboundResolverTest::peer_;

TEST_F(UnboundResolverTest, SignedAnswerIsSecureAndTyped) {
  const auto a = ask("signed.test", RecordType::a).value();
  EXPECT_EQ(a.outcome, Outcome::data);
  EXPECT_EQ(a.security, Security::secure);
  EXPECT_EQ(addresses_of(a).value().at(0).text(), "192.0.2.1");
  const auto aaaa = ask("SIGNED.test.", RecordType::aaaa).value();
  EXPECT_EQ(addresses_of(aaaa).value().at(0).text(), "2001:db8::1");
}

TEST_F(UnboundResolverTest, CharacterStringsOfOneTxtRecordAreJoinedAndRecordsKeptApart) {
  auto values = txt_of(ask("many.signed.test", RecordType::txt).value()).value();
  std::ranges::sort(values);
  EXPECT_EQ(values, (std::vector<std::string>{"onetwo", "three"}));
}

TEST_F(UnboundResolverTest, CaaRecordsKeepFlagTagAndValue) {
  auto records = caa_of(ask("caa.signed.test", RecordType::caa).value()).value();
  std::ranges::sort(records, {}, &CaaRecord::tag);
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].text(), "0 issue \"ca.example; accounturi=x\"");
  EXPECT_EQ(records[1].tag, "unknown");
  EXPECT_TRUE(records[1].critical);
}

TEST_F(UnboundResolverTest, AliasesAreFollowedAndNamed) {
  const auto answer = ask("www.signed.test", RecordType::a).value();
  EXPECT_EQ(answer.aliases, std::vector<std::string>{"target.signed.test"});
  EXPECT_EQ(addresses_of(answer).value().at(0).text(), "192.0.2.2");
}

TEST_F(UnboundResolverTest, AnAliasIntoAnUnsignedZoneIsNotSecure) {
  const auto answer = ask("out.signed.test", RecordType::a).value();
  EXPECT_EQ(answer.outcome, Outcome::data);
  EXPECT_EQ(answer.security, Security::insecure);
}

TEST_F(UnboundResolverTest, AliasLoopIsAFailureNotAnAnswer) {
  EXPECT_FALSE(ask("loop1.signed.test", RecordType::a));
}

TEST_F(UnboundResolverTest, UnsignedZoneIsInsecureNotAnError) {
  const auto answer = ask("unsigned.test", RecordType::a).value();
  EXPECT_EQ(answer.security, Security::insecure);
}

TEST_F(UnboundResolverTest, AbsenceIsAnAnswerAndProvenWhereTheZoneIsSigned) {
  const auto name = ask("nowhere.signed.test", RecordType::a).value();
  EXPECT_EQ(name.outcome, Outcome::no_such_name);
  EXPECT_EQ(name.security, Security::secure);
  const auto type = ask("signed.test", RecordType::txt).value();
  EXPECT_EQ(type.outcome, Outcome::no_data);
  EXPECT_EQ(type.security, Security::secure);
  EXPECT_TRUE(require_data(name).error().is(kDnsNoSuchName));
  EXPECT_TRUE(require_data(type).error().is(kDnsNoData));
}

TEST_F(UnboundResolverTest, NothingIsAnsweredOutOfTheLibrarysOwnZones) {
  const auto answer = ask("test", RecordType::caa).value();
  EXPECT_EQ(answer.outcome, Outcome::no_data);
  EXPECT_EQ(answer.security, Security::secure) << "proven by the signed zone test.";
}

TEST_F(UnboundResolverTest, BogusDataNeverComesThrough) {
  for (const auto type : {RecordType::a, RecordType::txt, RecordType::caa}) {
    const auto answer = ask("bogus.test", type);
    ASSERT_FALSE(answer);
    EXPECT_TRUE(answer.error().is(kDnsBogus)) << answer.error().log_line();
    EXPECT_NE(answer.error().parameter("reason"), "");
    EXPECT_EQ(answer.error().message().find("tampered"), std::string::npos);
  }
}

TEST_F(UnboundResolverTest, NothingIsSecureWithoutATrustAnchor) {
  auto settings = peer_->settings();
  settings.trust_anchor = NoAnchor{};
  const auto resolver = UnboundResolver::make(settings, SystemClock().now()).value();
  EXPECT_FALSE(resolver->validates());
  for (const char* name : {"signed.test", "bogus.test"}) {
    const auto answer =
        resolver->query(QueryName::parse(name).value(), RecordType::a, Deadline::in(10s));
    ASSERT_TRUE(answer) << answer.error().log_line();
    EXPECT_EQ(answer->security, Security::insecure);
  }
}

TEST_F(UnboundResolverTest, ForeignTrustAnchorMakesEverythingBogus) {
  auto settings = peer_->settings();
  settings.trust_anchor = BuiltInRootAnchor{};
  const auto resolver = UnboundResolver::make(settings, SystemClock().now()).value();
  const auto answer =
      resolver->query(QueryName::parse("signed.test").value(), RecordType::a, Deadline::in(10s));
  ASSERT_FALSE(answer);
  EXPECT_TRUE(answer.error().is(kDnsBogus)) << answer.error().log_line();
}

TEST_F(UnboundResolverTest, ARecordJustAddedIsSeenAlthoughItsAbsenceWasAskedBefore) {
  // An answer may be kept for Settings::max_cache, a second, and no longer.
  const auto is_seen_soon = [&](const std::string& text) {
    const auto until = std::chrono::steady_clock::now() + 3s;
    std::vector<std::string> seen;
    while (seen != std::vector{text} && std::chrono::steady_clock::now() < until) {
      seen = txt_of(ask("new.signed.test", RecordType::txt).value()).value();
    }
    return seen == std::vector{text};
  };
  EXPECT_EQ(ask("new.signed.test", RecordType::txt)->outcome, Outcome::no_such_name);
  peer_->set("new.signed.test", "TXT", R"(["\"first\""])");
  EXPECT_TRUE(is_seen_soon("first"));
  peer_->set("new.signed.test", "TXT", R"(["\"second\""])");
  EXPECT_TRUE(is_seen_soon("second"));
}

TEST_F(UnboundResolverTest, ManyThreadsShareOneResolver) {
  std::atomic<int> good = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 20; ++i) {
          const auto answer = ask(i % 2 == 0 ? "signed.test" : "unsigned.test", RecordType::a);
          good +=
              answer && answer->security == (i % 2 == 0 ? Security::secure : Security::insecure);
        }
      });
    }
  }
  EXPECT_EQ(good, 8 * 20);
}

// Answers every question with one RCODE, or never.
class RcodeServer {
 public:
  explicit RcodeServer(std::optional<int> rcode) : rcode_(rcode) {
    const auto where = to_socket_address({Address::parse("127.0.0.1").value(), 0});
    EXPECT_EQ(::bind(socket_.fd(), where.get(), where.length), 0);
    sockaddr_storage bound{};
    socklen_t size = sizeof bound;
    ::getsockname(socket_.fd(), reinterpret_cast<sockaddr*>(&bound), &size);
    endpoint_ = from_socket_address(reinterpret_cast<sockaddr&>(bound), size).value();
    thread_ = std::thread([this] { serve(); });
  }
  ~RcodeServer() {
    ::shutdown(socket_.fd(), SHUT_RDWR);
    thread_.join();
  }
  [[nodiscard]] std::unique_ptr<UnboundResolver> resolver() const {
    return UnboundResolver::make({{endpoint_}, NoAnchor{}, 0s}, SystemClock().now()).value();
  }

 private:
  void serve() {
    char buffer[1024];
    sockaddr_storage from{};
    for (;;) {
      socklen_t size = sizeof from;
      auto* peer = reinterpret_cast<sockaddr*>(&from);
      const auto got = ::recvfrom(socket_.fd(), buffer, sizeof buffer, 0, peer, &size);
      if (got < 12) {
        return;
      }
      if (rcode_) {
        buffer[2] = static_cast<char>(buffer[2] | 0x80);
        buffer[3] = static_cast<char>(0x80 | *rcode_);
        buffer[11] = 0;  // the EDNS record of the question is not sent back
        const auto question = ::strnlen(buffer + 12, 255) + 1 + 4;
        ::sendto(socket_.fd(), buffer, 12 + question, 0, peer, size);
      }
    }
  }

  const std::optional<int> rcode_;
  Socket socket_{::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
  Endpoint endpoint_{Address::parse("127.0.0.1").value(), 0};
  std::thread thread_;
};

TEST(UnboundResolver, SilentServerIsATimeOutWithinTheDeadline) {
  const RcodeServer silent(std::nullopt);
  const auto resolver = silent.resolver();
  const auto start = std::chrono::steady_clock::now();
  const auto answer =
      resolver->query(QueryName::parse("a.test").value(), RecordType::a, Deadline::in(300ms));
  ASSERT_FALSE(answer);
  EXPECT_TRUE(answer.error().is(kDnsTimeout));
  EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
}

TEST(UnboundResolver, ServerFailureIsAFailureAndNeverInsecure) {
  for (const int rcode : {2, 5}) {  // SERVFAIL, REFUSED
    const RcodeServer failing(rcode);
    const auto answer = failing.resolver()->query(QueryName::parse("a.test").value(),
                                                  RecordType::caa, Deadline::in(20s));
    ASSERT_FALSE(answer);
    EXPECT_TRUE(answer.error().is(kDnsServfail)) << answer.error().log_line();
    EXPECT_EQ(answer.error().parameter("name"), "a.test");
    EXPECT_EQ(answer.error().parameter("type"), "CAA");
  }
}

TEST(ResolverSetup, UnreadableOrForeignAnchorFileIsRefusedAtStart) {
  const testing::TemporaryFolder folder;
  for (const auto& path :
       {folder.file("missing"), folder.write("garbage", "this is no trust anchor\n")}) {
    const auto made = UnboundResolver::make({{}, AnchorFile{path}, 1s}, SystemClock().now());
    ASSERT_FALSE(made) << path;
    EXPECT_TRUE(made.error().is(kResolverSetup));
    EXPECT_EQ(made.error().message().find(path), std::string::npos) << "paths are for the log";
  }
}

TEST(ResolverSetup, BuiltInRootKeysAreAcceptedWithAndWithoutForwarder) {
  EXPECT_TRUE(UnboundResolver::make({}, Time(at_date(2026, 11, 21))));
  EXPECT_TRUE(std::holds_alternative<BuiltInRootAnchor>(parse_trust_anchor("root")));
  EXPECT_TRUE(std::holds_alternative<NoAnchor>(parse_trust_anchor("none")));
  EXPECT_EQ(std::get<AnchorFile>(parse_trust_anchor("/etc/key")).path, "/etc/key");
}

TEST(RootAnchors, TwoKeysAreInForceInLate2026AndTheWithdrawnOneIsNot) {
  const Seconds now = at_date(2026, 11, 21);
  int in_force = 0;
  for (const auto& anchor : root_anchors()) {
    in_force += now >= anchor.valid_from && (!anchor.valid_until || now < *anchor.valid_until);
  }
  EXPECT_EQ(in_force, 2);
}

}  // namespace
}  // namespace chancery::net
