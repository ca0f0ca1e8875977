// Which serial numbers are used: of everything that is stored about certificates, no more than
// that.
#pragma once

#include <vector>

#include "model/ids.h"
#include "store/session.h"
#include "x509/serial.h"

namespace chancery::store {

struct UsedSerial {
  model::IssuerId issuer;
  x509::Serial serial;
  model::CertificateId certificate;  ///< empty where `in_order` found it
};

/// Pages of stored certificates, for whoever holds all of them in memory. A serial that is
/// reserved, but whose certificate is not stored, is not among them.
class SerialRepository final {
 public:
  static constexpr int kMaxPage = 20'000;

  /// Up to `limit` that come after (`issuer`, `serial`), in the order of issuer and of the serial's
  /// octets: pass the last one to get the next page, IssuerId() and Serial() to begin. Reads one
  /// index and no certificate. What is stored meanwhile behind the reader's back is missed:
  /// follow with issued_after.
  [[nodiscard]] static Result<std::vector<UsedSerial>> in_order(Snapshot& snapshot,
                                                                model::IssuerId issuer,
                                                                const x509::Serial& serial,
                                                                int limit);

  /// Up to `limit` whose certificates have a larger id, oldest first. A commit can be overtaken by
  /// one with a later id: look back a minute.
  [[nodiscard]] static Result<std::vector<UsedSerial>> issued_after(Snapshot& snapshot,
                                                                    model::CertificateId after,
                                                                    int limit);
};

}  // namespace chancery::store
