#include "ra/sweeper.h"

#include "ra/office.h"
#include "store/application_repository.h"
#include "store/authorization_repository.h"

namespace chancery::ra {

namespace {

constexpr int kRowsPerUnit = 500;  // keeps the writer free for others
constexpr int kUnitsPerRun = 20;
constexpr Duration kPeriod = std::chrono::hours(1);
constexpr Duration kSoon = std::chrono::seconds(10);

}  // namespace

Result<jobs::Verdict> Sweeper::run() {
  const Time before = office_.now() - kGrace;
  for (int unit = 0; unit < kUnitsPerRun; ++unit) {
    const std::int64_t dropped =
        TRY(office_.database().write([&](store::Transaction& tx) -> Result<std::int64_t> {
          return TRY(store::ApplicationRepository::drop_expired(tx, before, kRowsPerUnit)) +
                 TRY(store::AuthorizationRepository::drop_expired(tx, before, kRowsPerUnit));
        }));
    if (dropped == 0) {
      return jobs::Again{office_.now() + kPeriod, {}};
    }
  }
  return jobs::Again{office_.now() + kSoon, {}};
}

}  // namespace chancery::ra
