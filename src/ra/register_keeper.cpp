#include "ra/register_keeper.h"

#include "ra/office.h"
#include "store/certificate_index.h"

namespace chancery::ra {

namespace {

using store::CertificateIndex;

constexpr int kBlocksPerRun = 50;
constexpr Duration kPeriod = std::chrono::seconds(10);
constexpr Duration kSoon = std::chrono::seconds(1);

}  // namespace

Result<jobs::Verdict> RegisterKeeper::run() {
  const bool is_done = TRY(seal_blocks());
  TRY(take_revocations());
  return jobs::Again{office_.now() + (is_done ? kPeriod : kSoon), {}};
}

/// False when there is more to do.
Result<bool> RegisterKeeper::seal_blocks() {
  store::Database& database = office_.database();
  for (int block = 0; block < kBlocksPerRun; ++block) {
    const auto draft = TRY(database.read([&](store::Snapshot& snapshot) {
      return CertificateIndex::draft(snapshot, office_.now());
    }));
    if (!draft) {
      return true;
    }
    (void)TRY(
        database.write([&](store::Transaction& tx) { return CertificateIndex::seal(tx, *draft); }));
  }
  return false;
}

Result<void> RegisterKeeper::take_revocations() {
  store::Database& database = office_.database();
  const std::int64_t taken = TRY(database.read(
      [](store::Snapshot& snapshot) { return CertificateIndex::revocations_taken(snapshot); }));
  std::int64_t last = taken;
  for (;;) {
    const auto next = TRY(database.write(
        [&](store::Transaction& tx) { return CertificateIndex::take_revocations(tx, last); }));
    if (!next) {
      break;
    }
    last = *next;
  }
  // A commit can be overtaken by one with a later number: the last minute is looked at again.
  const std::int64_t settled =
      std::min(last, std::max(taken, first_id_at(office_.now() - store::kSettlingTime)));
  if (settled == taken) {
    return {};
  }
  return database.write(
      [&](store::Transaction& tx) { return CertificateIndex::set_revocations_taken(tx, settled); });
}

}  // namespace chancery::ra
