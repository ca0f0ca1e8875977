#include "notice/outbox.h"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>

#include "net/testing/smtp_peer.h"
#include "store/test_database.h"

namespace chancery::notice {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class TheOutbox : public testing::Test {
 protected:
  TheOutbox() { start(); }

  /// As after a crash: what is in the store is all that is left.
  void start() {
    runner_.reset();
    runner_.emplace(*database_, queue_, clock_, random_);
    outbox_.register_jobs(*runner_);
  }
  Result<void> post(bool then_fail = false) {
    return database_->write([&](store::Transaction& tx) -> Result<void> {
      TRY(outbox_.post(tx, {"ann@example.net", "Hello", "a secret link\n"}));
      return then_fail ? fail(jobs_error_) : Result<void>();
    });
  }
  std::size_t run_due() { return runner_->run_due().value(); }
  bool store_holds(std::string_view bytes) const {
    for (const auto& file : std::filesystem::directory_iterator(folder_.path())) {
      std::ifstream in(file.path(), std::ios::binary);
      const std::string content(std::istreambuf_iterator<char>(in), {});
      if (content.find(bytes) != std::string::npos) {
        return true;
      }
    }
    return false;
  }

  static constexpr ErrorKind jobs_error_{"test", ErrorClass::rejected, "the act came to nothing"};
  store::TestFolder folder_{"/dev/shm"};
  std::unique_ptr<store::Database> database_ =
      store::Database::open("sqlite:" + (folder_.path() / "store.db").string()).value();
  ManualClock clock_{at_date(2026, 11, 21)};
  SystemRandom random_;
  IdSource ids_{clock_, random_};
  jobs::Queue queue_{*database_, ids_, "test"};
  net::testing::SmtpPeer peer_;
  Outbox outbox_{{*database_, queue_, clock_, random_, ids_},
                 crypto::SealingKey::generate(random_),
                 "ca@example.net",
                 net::SmtpServer{peer_.url(), "", {}}};
  std::optional<jobs::Runner> runner_;
};

TEST_F(TheOutbox, DeliversAMailOnce) {
  ASSERT_TRUE(post());
  EXPECT_THAT(peer_.taken(), IsEmpty());
  EXPECT_EQ(run_due(), 1U);
  const auto taken = peer_.taken();
  ASSERT_THAT(taken, SizeIs(1));
  EXPECT_THAT(taken[0].to, HasSubstr("<ann@example.net>"));
  EXPECT_THAT(taken[0].message, HasSubstr("Subject: Hello\r\n"));
  clock_.advance(std::chrono::hours(1));
  EXPECT_EQ(run_due(), 0U);
}

TEST_F(TheOutbox, DeliversNothingOfAnActThatCameToNothing) {
  ASSERT_FALSE(post(true));
  EXPECT_EQ(run_due(), 0U);
  EXPECT_THAT(peer_.taken(), IsEmpty());
}

TEST_F(TheOutbox, TriesAgainUntilTheServerTakesIt) {
  peer_.answer("MAIL", "421 come back later");
  ASSERT_TRUE(post());
  EXPECT_EQ(run_due(), 1U);
  EXPECT_EQ(run_due(), 0U) << "not at once";
  peer_.answer("MAIL", "250 ok");
  start();
  clock_.advance(std::chrono::minutes(1));
  EXPECT_EQ(run_due(), 1U);
  EXPECT_THAT(peer_.taken(), SizeIs(1));
}

TEST_F(TheOutbox, GivesUpWhatIsRefusedForGood) {
  peer_.answer("RCPT", "550 no such user");
  ASSERT_TRUE(post());
  EXPECT_EQ(run_due(), 1U);
  clock_.advance(std::chrono::hours(24));
  EXPECT_EQ(run_due(), 0U);
}

TEST_F(TheOutbox, TakesUpWhatAProcessThatDiedHadBegun) {
  ASSERT_TRUE(post());
  // Taken by a process that dies.
  ASSERT_THAT(queue_
                  .take(
                      clock_.now(), [](std::string_view) { return Duration(60'000); }, 1)
                  .value(),
              SizeIs(1));
  EXPECT_EQ(run_due(), 0U);
  clock_.advance(61s);
  EXPECT_EQ(run_due(), 1U);
  EXPECT_THAT(peer_.taken(), SizeIs(1));
}

TEST_F(TheOutbox, KeepsContentsSealed) {
  ASSERT_TRUE(post());
  EXPECT_FALSE(store_holds("a secret link"));
  EXPECT_FALSE(store_holds("ann@example.net"));
  EXPECT_TRUE(store_holds(kSendMailJob)) << "so the search finds what is there";
}

}  // namespace
}  // namespace chancery::notice
