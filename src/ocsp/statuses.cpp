#include "ocsp/statuses.h"

#include "store/certificate_repository.h"
#include "store/revocation_repository.h"

namespace chancery::ocsp {

Result<Statuses::Status> StoredStatuses::find(model::IssuerId issuer, const x509::Serial& serial) {
  return database_.read([&](store::Snapshot& snapshot) -> Result<Status> {
    Status status;
    status.revocation = TRY(store::RevocationRepository::find(snapshot, issuer, serial));
    status.issued = status.revocation.has_value() ||
                    TRY(store::CertificateRepository::by_serial(snapshot, issuer, serial));
    return status;
  });
}

}  // namespace chancery::ocsp
