#include "net/recent_answers.h"

#include <gtest/gtest.h>
#include <thread>

#include "net/errors.h"

namespace chancery::net {
namespace {

/// Counts the questions, and answers all of them alike.
class CountingResolver final : public Resolver {
 public:
  Result<DnsAnswer> query(const QueryName& name, RecordType type, Deadline) override {
    ++asked;
    if (fails) {
      return fail(kDnsServfail);
    }
    return DnsAnswer{.name = name,
                     .type = type,
                     .outcome = outcome,
                     .security = Security::secure,
                     .aliases = {},
                     .rdata = {},
                     .ttl = ttl};
  }
  bool validates() const override { return true; }

  int asked = 0;
  bool fails = false;
  Outcome outcome = Outcome::data;
  std::chrono::seconds ttl{1};
};

class RecentAnswersTest : public testing::Test {
 protected:
  Result<DnsAnswer> ask(const char* name, RecordType type = RecordType::caa) {
    return recent_.query(QueryName::parse(name).value(), type,
                         Deadline::in(std::chrono::seconds(5)));
  }
  CountingResolver behind_;
  RecentAnswers recent_{behind_};
};

TEST_F(RecentAnswersTest, TheSameQuestionWithinTheTtlIsAskedOnce) {
  EXPECT_EQ(ask("example.org")->security, Security::secure);
  EXPECT_EQ(ask("example.org")->outcome, Outcome::data);
  EXPECT_EQ(behind_.asked, 1);
  EXPECT_TRUE(ask("www.example.org"));
  EXPECT_EQ(behind_.asked, 2);
}

TEST_F(RecentAnswersTest, RecordsAreNotKeptBeyondTheirTtl) {
  EXPECT_TRUE(ask("example.org"));
  std::this_thread::sleep_for(std::chrono::milliseconds(1050));
  EXPECT_TRUE(ask("example.org"));
  EXPECT_EQ(behind_.asked, 2);
}

TEST_F(RecentAnswersTest, AnswersThatNobodyMayKeepAreNotKept) {
  behind_.ttl = std::chrono::seconds(0);
  EXPECT_TRUE(ask("example.org"));
  EXPECT_TRUE(ask("example.org"));
  EXPECT_EQ(behind_.asked, 2);
}

TEST_F(RecentAnswersTest, AbsenceIsKeptLonger) {
  behind_.outcome = Outcome::no_such_name;
  EXPECT_TRUE(ask("example.org"));
  std::this_thread::sleep_for(std::chrono::milliseconds(1050));
  EXPECT_EQ(ask("example.org")->outcome, Outcome::no_such_name);
  EXPECT_EQ(behind_.asked, 1);
}

TEST_F(RecentAnswersTest, FailuresAreNotKept) {
  behind_.fails = true;
  EXPECT_FALSE(ask("example.org"));
  behind_.fails = false;
  EXPECT_TRUE(ask("example.org"));
}

TEST_F(RecentAnswersTest, ProofsAreAskedForAnewEachTime) {
  EXPECT_TRUE(ask("_acme-challenge.example.org", RecordType::txt));
  EXPECT_TRUE(ask("_acme-challenge.example.org", RecordType::txt));
  EXPECT_EQ(behind_.asked, 2);
}

}  // namespace
}  // namespace chancery::net
