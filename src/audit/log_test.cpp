// The audit log over both back ends: appending, proofs, checkpoints, and finding every tampering.
#include "audit/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/checkpoint.h"
#include "audit/errors.h"
#include "audit/verify.h"
#include "base/encoding.h"
#include "crypto/private_key.h"
#include "store/errors.h"
#include "store/setting_repository.h"
#include "store/test_database.h"

namespace chancery::audit {
namespace {

using store::BackEnd;
using store::Snapshot;
using store::Sql;
using store::TestDatabase;
using store::Transaction;
using testing::Contains;
using testing::Field;
using testing::IsEmpty;

constexpr ErrorKind kRefused{"test_refused", ErrorClass::rejected, "refused by the test"};
const Time kNow = at_date(2026, 11, 21);
const std::string kOrigin = "ca.example.com/audit";

Record record(std::int64_t number) {
  return {kNow + Duration(number),
          "test.counted",
          "system",
          "number:" + std::to_string(number),
          Outcome::done,
          "{}"};
}

class LogContract : public testing::TestWithParam<BackEnd> {
 protected:
  void SetUp() override {
    if (!TestDatabase::available(GetParam())) {
      GTEST_SKIP() << "PostgreSQL is not installed";
    }
    db_ = std::make_unique<TestDatabase>(GetParam());
    restart();
    const auto spki = private_key_.public_key().spki_der();
    key_ = {"ca.example.com/audit-key", Bytes(spki.end() - 32, spki.end())};
  }
  void restart(store::DatabaseOptions options = {}) {
    log_.reset();
    db_->open(options);
    log_ = std::make_unique<Log>(**db_);
  }
  store::Database& db() { return **db_; }

  // `rows` commits of `each` leaves.
  void append(int rows, int each = 1) {
    for (int row = 0; row < rows; ++row) {
      const auto stored = db().write([&](Transaction& tx) -> Result<void> {
        for (int i = 0; i < each; ++i) {
          TRY(log_->append(tx, record(next_ + i)));
        }
        return {};
      });
      ASSERT_TRUE(stored);
      next_ += each;
    }
  }
  Result<std::string> checkpoint() {
    return make_checkpoint(
        db(), kOrigin, key_,
        [&](BytesView message) {
          return private_key_.sign(crypto::SignatureAlgorithm::ed25519, message);
        },
        kNow);
  }
  VerifyReport verified(std::vector<std::string> kept = {}) {
    return verify(db(), key_, kept).value();
  }
  void tamper(Sql sql, store::Params params = {}) {
    ASSERT_GT(db().write([&](Transaction& tx) { return tx.execute(sql, params); }).value(), 0);
  }
  Head now() { return db().read(head).value(); }

  std::unique_ptr<TestDatabase> db_;
  std::unique_ptr<Log> log_;
  crypto::PrivateKey private_key_ = crypto::PrivateKey::generate(crypto::kEd25519).value();
  NoteKey key_;
  int next_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Both, LogContract, testing::Values(BackEnd::sqlite, BackEnd::postgres),
                         [](const auto& test) { return store::to_text(test.param); });

auto finds(FaultKind kind) {
  return Contains(Field(&Fault::kind, kind));
}

TEST_P(LogContract, LeavesComeBackByIndexAndInOrder) {
  append(3, 5);
  EXPECT_EQ(db().read([](Snapshot& s) { return leaf_at(s, 7); }).value().record, record(7));
  const auto some = db().read([](Snapshot& s) { return leaves_from(s, 4, 7); }).value();
  ASSERT_EQ(some.size(), 7u);
  for (std::size_t i = 0; i < some.size(); ++i) {
    EXPECT_EQ(some[i].index, static_cast<std::int64_t>(i) + 4);
    EXPECT_EQ(some[i].record, record(some[i].index));
  }
  for (const std::int64_t index : {-1, 15}) {
    const auto none = db().read([&](Snapshot& s) { return leaf_at(s, index); });
    ASSERT_FALSE(none);
    EXPECT_TRUE(none.error().is(kLeafUnknown));
  }
}

TEST_P(LogContract, AppendTellsTheIndexAndADroppedUnitLeavesNone) {
  const auto append_one = [&](Transaction& tx) { return log_->append(tx, record(0)); };
  EXPECT_EQ(db().write(append_one).value(), 0);
  const auto dropped = db().write([&](Transaction& tx) -> Result<void> {
    TRY(log_->append(tx, record(1)));
    TRY(store::SettingRepository::set(tx, "a", "b"));
    return fail(kRefused);
  });
  EXPECT_FALSE(dropped);
  EXPECT_EQ(db().write(append_one).value(), 1);
  EXPECT_EQ(now().size, 2);
  EXPECT_TRUE(verified().intact());
}

TEST_P(LogContract, TheTreeGoesOnAfterARestart) {
  append(3, 100);
  restart();
  append(3, 100);
  const auto report = verified();
  EXPECT_TRUE(report.intact());
  EXPECT_EQ(report.leaves, 600);
  EXPECT_EQ(report.root, now().root);
}

TEST_P(LogContract, TwoProcessesAppendToOneTree) {
  auto other_db = store::Database::open(db_->url()).value();
  Log other(*other_db);
  std::thread thread([&] {
    for (int i = 0; i < 40; ++i) {
      EXPECT_TRUE(
          other_db->write([&](Transaction& tx) { return other.append(tx, record(1000 + i)); }));
    }
  });
  append(40);
  thread.join();
  const auto report = verified();
  EXPECT_TRUE(report.intact());
  EXPECT_EQ(report.leaves, 80);
}

TEST_P(LogContract, EveryStoredLeafCanBeProven) {
  append(1, 300);
  append(250);
  append(1, 250);
  const auto root = now().root;
  const auto check = db().read([&](Snapshot& s) -> Result<void> {
    for (const std::int64_t index : {0, 1, 255, 256, 299, 300, 511, 512, 600, 799}) {
      const auto proof = TRY(prove_inclusion(s, index, 800));
      TRY(verify_inclusion(leaf_hash(encode(record(index))), index, 800, proof, root));
    }
    return {};
  });
  EXPECT_TRUE(check);
  for (const std::int64_t index : {-1, 800}) {
    EXPECT_FALSE(db().read([&](Snapshot& s) { return prove_inclusion(s, index, 800); }));
  }
  EXPECT_FALSE(db().read([](Snapshot& s) { return prove_inclusion(s, 0, 801); }));
}

TEST_P(LogContract, EveryEarlierSizeIsProvenToBeABeginning) {
  std::map<std::int64_t, Hash> roots;
  for (const int more : {1, 99, 155, 1, 1, 300}) {
    append(1, more);
    roots[now().size] = now().root;
  }
  const auto last = now();
  for (const auto& [size, root] : roots) {
    const auto proof =
        db().read([&](Snapshot& s) { return prove_consistency(s, size, last.size); });
    ASSERT_TRUE(proof);
    EXPECT_TRUE(verify_consistency(size, root, last.size, last.root, *proof)) << size;
  }
}

TEST_P(LogContract, ACheckpointOpensWithItsKeyOnly) {
  append(5);
  const auto note = checkpoint().value();
  const auto opened = open_checkpoint(note, key_).value();
  EXPECT_EQ(opened, (Checkpoint{kOrigin, 5, now().root}));
  auto other = key_;
  other.public_key[0] ^= 1;
  EXPECT_FALSE(open_checkpoint(note, other));
  other = key_;
  other.name = "someone.else";
  EXPECT_TRUE(open_checkpoint(note, other).error().is(kNoteSignature));
}

TEST_P(LogContract, NoOctetOfACheckpointCanBeChanged) {
  append(5);
  const auto note = checkpoint().value();
  for (std::size_t i = 0; i < note.size(); ++i) {
    auto changed = note;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(open_checkpoint(changed, key_)) << "octet " << i;
  }
  for (const auto& wrong : {std::string(), std::string("\n\n"), note.substr(0, note.size() - 1),
                            std::string(20'000, '\n')}) {
    EXPECT_FALSE(open_checkpoint(wrong, key_));
  }
}

TEST_P(LogContract, AnUnchangedLogIsNotSignedTwice) {
  append(2);
  const auto first = checkpoint().value();
  EXPECT_EQ(checkpoint().value(), first);
  append(1);
  EXPECT_NE(checkpoint().value(), first);
  const auto stored = db().read([](Snapshot& s) { return checkpoints_after(s, 0, 10); }).value();
  EXPECT_EQ(stored.size(), 2u);
}

TEST_P(LogContract, AForkIsNeverSigned) {
  append(3);
  ASSERT_TRUE(checkpoint());
  append(3);
  Frontier forged;
  for (int i = 0; i < 6; ++i) {
    forged.append(leaf_hash(as_bytes("forged")));
  }
  const auto hashes = forged.hashes();
  tamper("UPDATE audit_frontier SET hashes = $1", {hashes});
  const auto refused = checkpoint();
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(kLogDamaged));
}

TEST_P(LogContract, AnEmptyLogIsIntact) {
  EXPECT_TRUE(verified().intact());
  ASSERT_TRUE(checkpoint());
  EXPECT_TRUE(verified().intact());
}

// What an intruder with access to the database could do. Every case must be found.
class Tampering : public LogContract {
 protected:
  void SetUp() override {
    LogContract::SetUp();
    if (IsSkipped()) {
      return;
    }
    append(4, 100);
    kept_ = checkpoint().value();
    append(20, 20);
    ASSERT_TRUE(checkpoint());
    append(1, 10);
    ASSERT_TRUE(verified({kept_}).intact());
  }

  // Makes all stored hashes agree with the stored leaves again, as a careful intruder would.
  void rehash() {
    Frontier frontier;
    std::vector<Node> nodes;
    auto leaves = db().read([](Snapshot& s) { return leaves_from(s, 0, 1000); }).value();
    for (const auto& leaf : leaves) {
      frontier.append(leaf_hash(encode(leaf.record)), [&](const Node& node) {
        if (node.level == 8) {
          nodes.push_back(node);
        }
      });
    }
    ASSERT_TRUE(db().write([&](Transaction& tx) -> Result<void> {
      for (const auto& node : nodes) {
        TRY(tx.execute("UPDATE audit_node SET hash = $2 WHERE level = 8 AND position = $1",
                       {node.index, node.hash}));
      }
      const auto hashes = frontier.hashes();
      TRY(tx.execute("UPDATE audit_frontier SET size = $1, hashes = $2",
                     {frontier.size(), hashes}));
      return {};
    }));
  }

  // Changes one octet of the leaves in the row that begins with `first`.
  void change_leaf(std::int64_t first) {
    auto blob = db().read([&](Snapshot& s) {
                      return s.first("SELECT leaves FROM audit_batch WHERE first = $1", {first},
                                     [](const store::Row& row) { return row.bytes(0); });
                    })
                    .value()
                    .value();
    const auto at =
        std::search(blob.begin(), blob.end(), std::begin("number:"), std::end("number:") - 1);
    ASSERT_NE(at, blob.end());
    *at = 'N';
    tamper("UPDATE audit_batch SET leaves = $2 WHERE first = $1", {first, blob});
  }

  std::string kept_;
};

INSTANTIATE_TEST_SUITE_P(Both, Tampering, testing::Values(BackEnd::sqlite, BackEnd::postgres),
                         [](const auto& test) { return store::to_text(test.param); });

TEST_P(Tampering, AChangedLeafIsFoundAndItsSubtreeNamed) {
  change_leaf(300);
  const auto report = verified();
  EXPECT_THAT(report.faults, finds(FaultKind::subtree_differs));
  const auto& fault = report.faults.front();
  EXPECT_EQ(fault.first, 256);
  EXPECT_EQ(fault.end, 512);
}

TEST_P(Tampering, AChangedLeafWithAllHashesRedoneIsFoundByTheCheckpoint) {
  change_leaf(300);
  rehash();
  const auto report = verified();
  EXPECT_THAT(report.faults, Each(Field(&Fault::kind, FaultKind::checkpoint_forked)));
  EXPECT_EQ(report.faults.size(), 2u);
}

TEST_P(Tampering, AChangedLeafAfterTheLastCheckpointIsFoundByTheFrontier) {
  change_leaf(800);
  EXPECT_THAT(verified().faults, finds(FaultKind::frontier_differs));
}

TEST_P(Tampering, AMissingRowIsFound) {
  tamper("DELETE FROM audit_batch WHERE first = 420");
  const auto report = verified();
  ASSERT_THAT(report.faults, finds(FaultKind::leaf_missing));
  EXPECT_EQ(report.faults.front().first, 420);
  EXPECT_EQ(report.faults.front().end, 440);
  EXPECT_THAT(report.faults, finds(FaultKind::checkpoint_forked));
}

TEST_P(Tampering, ATruncatedLogIsFound) {
  tamper("DELETE FROM audit_batch WHERE first = 800");
  EXPECT_THAT(verified().faults, finds(FaultKind::leaf_missing));
  tamper("DELETE FROM audit_batch WHERE first >= 400");
  rehash();
  EXPECT_THAT(verified().faults, finds(FaultKind::checkpoint_forked));
}

TEST_P(Tampering, LeavesBeyondTheFrontierAreFound) {
  tamper(
      "INSERT INTO audit_batch (first, count, leaves) SELECT 810, count, leaves FROM "
      "audit_batch WHERE first = 0");
  EXPECT_THAT(verified().faults, finds(FaultKind::leaf_missing));
}

TEST_P(Tampering, SwappedRowsAreFound) {
  tamper("UPDATE audit_batch SET first = -1 WHERE first = 100");
  tamper("UPDATE audit_batch SET first = 100 WHERE first = 200");
  tamper("UPDATE audit_batch SET first = 200 WHERE first = -1");
  const auto report = verified();
  EXPECT_THAT(report.faults, finds(FaultKind::subtree_differs));
  EXPECT_THAT(report.faults, finds(FaultKind::checkpoint_forked));
}

TEST_P(Tampering, ARowThatOverlapsIsFound) {
  tamper(
      "INSERT INTO audit_batch (first, count, leaves) SELECT 50, count, leaves FROM "
      "audit_batch WHERE first = 0");
  EXPECT_THAT(verified().faults, finds(FaultKind::leaf_missing));
}

TEST_P(Tampering, ARowThatCannotBeReadIsFound) {
  tamper("UPDATE audit_batch SET count = count + 1 WHERE first = 100");
  EXPECT_THAT(verified().faults, finds(FaultKind::leaf_malformed));
}

TEST_P(Tampering, AHugeGapEndsTheCheckAndIsFound) {
  tamper("UPDATE audit_batch SET first = 4000000000000000 WHERE first = 800");
  tamper("UPDATE audit_frontier SET size = 4000000000000010");
  EXPECT_THAT(verified().faults, finds(FaultKind::leaf_missing));
}

TEST_P(Tampering, AChangedSubtreeOrFrontierIsFound) {
  const Hash other = leaf_hash(as_bytes("other"));
  tamper("UPDATE audit_node SET hash = $1 WHERE level = 8 AND position = 0", {other});
  EXPECT_THAT(verified().faults, finds(FaultKind::subtree_differs));
  tamper("DELETE FROM audit_node WHERE level = 8 AND position = 0");
  EXPECT_THAT(verified().faults, finds(FaultKind::subtree_differs));
  tamper("UPDATE audit_frontier SET size = 809");
  EXPECT_THAT(verified().faults, finds(FaultKind::frontier_differs));
}

TEST_P(Tampering, AForgedCheckpointIsFound) {
  const auto stranger = crypto::PrivateKey::generate(crypto::kEd25519).value();
  const auto forged = sign_checkpoint({kOrigin, 400, leaf_hash({})}, key_, [&](BytesView message) {
                        return stranger.sign(crypto::SignatureAlgorithm::ed25519, message);
                      }).value();
  tamper("UPDATE audit_checkpoint SET note = $1 WHERE size = 400", {forged});
  EXPECT_THAT(verified().faults, finds(FaultKind::checkpoint_invalid));
}

TEST_P(Tampering, ACheckpointMovedToAnotherSizeIsFound) {
  tamper("UPDATE audit_checkpoint SET size = 500 WHERE size = 400");
  EXPECT_THAT(verified().faults, finds(FaultKind::checkpoint_invalid));
}

TEST_P(Tampering, AWholeLogMadeAnewIsFoundByACheckpointThatWasKeptElsewhere) {
  tamper("DELETE FROM audit_checkpoint");
  change_leaf(0);
  rehash();
  ASSERT_TRUE(checkpoint());  // the intruder even has the key
  EXPECT_THAT(verified().faults, IsEmpty());
  EXPECT_THAT(verified({kept_}).faults, finds(FaultKind::checkpoint_forked));
}

TEST_P(Tampering, ALogCutBeforeAKeptCheckpointIsFound) {
  tamper("DELETE FROM audit_checkpoint");
  tamper("DELETE FROM audit_batch WHERE first >= 300");
  rehash();
  EXPECT_THAT(verified({kept_}).faults, finds(FaultKind::checkpoint_forked));
}

struct Faults : store::FaultHook {
  store::Fault next = store::Fault::none;
  store::Fault next_commit() override { return std::exchange(next, store::Fault::none); }
};

// Every write breaks once, in both ways: what was confirmed is in the log, and the log stays
// intact.
TEST_P(LogContract, BrokenCommitsNeverBreakTheTree) {
  Faults faults;
  restart({.faults = &faults});
  std::int64_t stored = 0;
  for (int i = 0; i < 12; ++i) {
    faults.next = static_cast<store::Fault>(i % 3);
    const auto outcome = db().write([&](Transaction& tx) { return log_->append(tx, record(i)); });
    stored += faults.next == store::Fault::none && i % 3 != 1 ? 1 : 0;
    EXPECT_EQ(outcome.has_value(), i % 3 == 0);
    if (outcome) {
      EXPECT_EQ(db().read([&](Snapshot& s) { return leaf_at(s, *outcome); }).value().record,
                record(i));
    }
  }
  restart();
  const auto report = verified();
  EXPECT_TRUE(report.intact());
  EXPECT_EQ(report.leaves, stored);
}

}  // namespace
}  // namespace chancery::audit
