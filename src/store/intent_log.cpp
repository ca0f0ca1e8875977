#include "store/intent_log.h"

#include "store/errors.h"

namespace chancery::store {
namespace {

// A row holds, for each intent: issuer (8 octets, big-endian), length of the serial (1), serial,
// length of the TBSCertificate (4), TBSCertificate.

void put(Bytes& out, std::uint64_t value, int octets) {
  for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
    out.push_back(static_cast<std::uint8_t>(value >> shift));
  }
}

void put(Bytes& out, const model::Intent& intent) {
  put(out, static_cast<std::uint64_t>(intent.issuer.value()), 8);
  put(out, intent.serial.bytes().size(), 1);
  append(out, intent.serial.bytes());
  put(out, intent.tbs_der.size(), 4);
  append(out, intent.tbs_der);
}

/// Takes from the front of what is left; remembers when there was not enough.
class Cursor final {
 public:
  explicit Cursor(BytesView rest) : rest_(rest) {}
  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] bool failed() const { return failed_; }

  BytesView take(std::size_t count) {
    failed_ = failed_ || count > rest_.size();
    const auto taken = rest_.first(failed_ ? rest_.size() : count);
    rest_ = rest_.subspan(taken.size());
    return taken;
  }
  std::uint64_t number(std::size_t octets) {
    std::uint64_t value = 0;
    for (const std::uint8_t octet : take(octets)) {
      value = value << 8 | octet;
    }
    return value;
  }

 private:
  BytesView rest_;
  bool failed_ = false;
};

Result<std::vector<OutstandingIntent>> parse(std::int64_t batch, BytesView row) {
  std::vector<OutstandingIntent> found;
  for (Cursor cursor(row); !cursor.at_end();) {
    OutstandingIntent one;
    one.key = {batch, static_cast<std::int32_t>(found.size())};
    one.intent.issuer = model::IssuerId(static_cast<std::int64_t>(cursor.number(8)));
    const auto serial = x509::Serial::from_content(cursor.take(cursor.number(1)));
    one.intent.tbs_der = to_bytes(cursor.take(cursor.number(4)));
    if (cursor.failed() || !serial) {
      return fail(kStoreCorrupt);
    }
    one.intent.serial = *serial;
    found.push_back(std::move(one));
  }
  return found;
}

Result<bool> is_issued(Snapshot& snapshot, const model::Intent& intent) {
  const auto found = TRY(snapshot.first(
      "SELECT id FROM certificate WHERE issuer = $1 AND serial = $2",
      {intent.issuer, intent.serial.bytes()}, [](const Row& row) { return row.integer(0); }));
  return found.has_value();
}

}  // namespace

IntentLog::IntentLog(Database& database, IdSource& ids, std::string node)
    : database_(database), ids_(ids), node_(std::move(node)), run_(ids.next_value()) {
  database_.add_participant(*this);
}

IntentLog::~IntentLog() {
  database_.remove_participant(*this);
}

model::IntentKey IntentLog::record(Transaction&, const model::Intent& intent) {
  if (batch_ == 0) {
    batch_ = ids_.next_value();
  }
  put(recorded_, intent);
  has_rows_ = true;
  return {batch_, recorded_count_++};
}

void IntentLog::clean_up() {
  if (has_rows_) {  // every batch deletes what the ones before have closed
    (void)database_.write([](Transaction&) -> Result<void> { return {}; });
  }
}

void IntentLog::close(Transaction&, model::IntentKey key) {
  closed_.push_back(key.batch);
}

Result<std::vector<OutstandingIntent>> IntentLog::outstanding(Snapshot& snapshot, int limit) {
  std::vector<OutstandingIntent> found;
  TRY(snapshot.each(
      "SELECT id, intents FROM intent_batch WHERE node = $1 AND run <> $2 ORDER BY id LIMIT $3",
      {node_, run_, limit}, [&](const Row& row) -> Result<void> {
        auto batch = parse(row.integer(0), row.blob(1));
        if (!batch) {
          return pass(batch);
        }
        std::ranges::move(*batch, std::back_inserter(found));
        return {};
      }));
  for (auto& one : found) {
    one.issued = TRY(is_issued(snapshot, one.intent));
  }
  return found;
}

Result<void> IntentLog::forget_through(Transaction& tx, std::int64_t batch) {
  return tx.post("DELETE FROM intent_batch WHERE node = $1 AND run <> $2 AND id <= $3",
                 {node_, run_, batch});
}

void IntentLog::batch_started() {
  batch_ = 0;
  recorded_.clear();
  recorded_count_ = 0;
  closed_.clear();
}

void IntentLog::unit_started() {
  mark_ = {recorded_.size(), recorded_count_, closed_.size()};
}

void IntentLog::unit_dropped() {
  recorded_.resize(mark_.recorded);
  recorded_count_ = mark_.recorded_count;
  closed_.resize(mark_.closed);
}

Result<void> IntentLog::before_commit(Transaction& tx) {
  if (recorded_count_ > 0) {
    TRY(tx.post("INSERT INTO intent_batch (id, node, run, intents) VALUES ($1, $2, $3, $4)",
                {batch_, node_, run_, recorded_}));
  }
  for (const std::int64_t row : deletable_) {
    TRY(tx.post("DELETE FROM intent_batch WHERE id = $1", {row}));
  }
  return {};
}

void IntentLog::batch_ended(BatchOutcome outcome) {
  if (outcome != BatchOutcome::committed) {
    return;  // rows that may be there without need are recovery's business
  }
  deletable_.clear();
  if (recorded_count_ > 0) {
    open_[batch_] = recorded_count_;
  }
  for (const std::int64_t row : closed_) {
    if (const auto at = open_.find(row); at != open_.end() && --at->second == 0) {
      deletable_.push_back(row);
      open_.erase(at);
    }
  }
}

}  // namespace chancery::store
