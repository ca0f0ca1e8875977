#include "store/serial_repository.h"

#include <algorithm>

#include "store/errors.h"

namespace chancery::store {
namespace {

// Both columns stand in the index certificate_by_serial.
constexpr auto kInOrder = SqlText(
    "SELECT issuer, serial FROM certificate WHERE (issuer, serial) > ($1, $2) "
    "ORDER BY issuer, serial LIMIT $3");
constexpr auto kIssuedAfter =
    SqlText("SELECT issuer, serial, id FROM certificate WHERE id > $1 ORDER BY id LIMIT $2");

Result<UsedSerial> parse(const Row& row) {
  const auto serial = x509::Serial::from_content(row.blob(1));
  if (!serial) {
    return fail(kStoreCorrupt);
  }
  return UsedSerial{row.id<model::IssuerId>(0), *serial, {}};
}

}  // namespace

Result<std::vector<UsedSerial>> SerialRepository::in_order(Snapshot& snapshot,
                                                           model::IssuerId issuer,
                                                           const x509::Serial& serial, int limit) {
  return snapshot.all(kInOrder, {issuer.value(), serial.bytes(), std::min(limit, kMaxPage)}, parse);
}

Result<std::vector<UsedSerial>> SerialRepository::issued_after(Snapshot& snapshot,
                                                               model::CertificateId after,
                                                               int limit) {
  return snapshot.all(kIssuedAfter, {after.value(), std::min(limit, kMaxPage)},
                      [](const Row& row) -> Result<UsedSerial> {
                        UsedSerial used = TRY(parse(row));
                        used.certificate = row.id<model::CertificateId>(2);
                        return used;
                      });
}

}  // namespace chancery::store
