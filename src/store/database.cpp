#include "store/database.h"

#include "store/connection.h"
#include "store/migrations.h"
#include "store/read_pool.h"
#include "store/writer.h"

namespace chancery::store {
namespace {

/// Lives on the waiting thread's stack.
class WaitingRequest final : public WriteRequest {
 public:
  WaitingRequest(Result<void> (*call)(void*, Transaction&), void* unit)
      : call_(call), unit_(unit) {}
  Result<void> run(Transaction& tx) override { return call_(unit_, tx); }
  void done(Result<void> outcome) override { outcome_ = std::move(outcome); }
  [[nodiscard]] Result<void> take_outcome() { return std::move(outcome_); }

 private:
  Result<void> (*call_)(void*, Transaction&);
  void* unit_;
  Result<void> outcome_;
};

}  // namespace

Result<std::unique_ptr<Database>> Database::open(std::string_view url, DatabaseOptions options) {
  auto connector = TRY(make_connector(url));
  auto connection = TRY(connector->connect(Access::write));
  TRY(migrate(*connection, all_migrations()));
  const BackEnd back_end = connector->back_end();
  auto writer = std::make_unique<Writer>(std::move(connection), options);
  auto readers = std::make_unique<ReadPool>(std::move(connector), options.read_connections);
  return std::unique_ptr<Database>(new Database(back_end, std::move(writer), std::move(readers)));
}

Database::Database(BackEnd back_end, std::unique_ptr<Writer> writer,
                   std::unique_ptr<ReadPool> readers)
    : back_end_(back_end), writer_(std::move(writer)), readers_(std::move(readers)) {}

// Readers first: the writer's connection is the last to close and copies the WAL back.
Database::~Database() {
  readers_.reset();
}

void Database::submit(WriteRequest& request) {
  writer_->submit(request);
}

Result<void> Database::write_and_wait(Result<void> (*call)(void*, Transaction&), void* unit) {
  WaitingRequest request(call, unit);
  writer_->submit_and_wait(request);
  return request.take_outcome();
}

Result<void> Database::read_with(void (*call)(void*, Snapshot&), void* work) {
  return readers_->run(call, work);
}

void Database::add_participant(BatchParticipant& participant) {
  writer_->add_participant(participant);
}

void Database::remove_participant(BatchParticipant& participant) {
  writer_->remove_participant(participant);
}

DatabaseStatistics Database::statistics() const {
  return writer_->statistics();
}

}  // namespace chancery::store
