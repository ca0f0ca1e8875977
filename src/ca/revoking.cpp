#include "ca/revoking.h"

#include <boost/json.hpp>

#include "ca/errors.h"
#include "store/certificate_repository.h"
#include "store/revocation_repository.h"

namespace chancery::ca {
namespace {

constexpr std::size_t kMaxComment = 1000;

audit::Record record_of(const model::Revocation& revocation, const RevokeOrder& order, Time now) {
  boost::json::object details{{"serial", revocation.serial.hex()},
                              {"reason", x509::to_text(revocation.reason)},
                              {"revoked_at", to_rfc3339(revocation.revoked_at)}};
  if (!order.comment.empty()) {
    details["comment"] = order.comment.substr(0, kMaxComment);
  }
  return {now,
          "certificate.revoked",
          order.actor,
          "certificate:" + to_text(revocation.certificate),
          audit::Outcome::done,
          boost::json::serialize(details)};
}

}  // namespace

Result<void> Revoking::check_reason(x509::RevocationReason reason, RevokedBy by) {
  using enum x509::RevocationReason;
  const bool allowed = reason == unspecified || reason == key_compromise ||
                       reason == affiliation_changed || reason == superseded ||
                       reason == cessation_of_operation ||
                       (reason == privilege_withdrawn && by == RevokedBy::ca);
  if (!allowed) {
    return fail(kReasonForbidden, "reason", std::string(x509::to_text(reason)));
  }
  return {};
}

Result<model::Revocation> Revoking::revoke(const RevokeOrder& order) {
  TRY(check_reason(order.reason, order.by));
  return database_.write([&](store::Transaction& tx) { return record(tx, order); });
}

Result<model::Revocation> Revoking::record(store::Transaction& tx, const RevokeOrder& order) {
  const auto certificate = TRY(store::CertificateRepository::by_id(tx, order.certificate));
  if (!certificate) {
    return fail(kCertificateUnknown, "certificate", to_text(order.certificate));
  }
  const Time now = clock_.now();
  model::Revocation wish;
  wish.issuer = certificate->issuer;
  wish.serial = certificate->serial;
  wish.certificate = certificate->id;
  wish.crl_shard = certificate->crl_shard;
  wish.revoked_at = order.compromised_since.value_or(now);
  wish.reason = order.reason;
  wish.certificate_expires = certificate->not_after;
  wish.change = ids_.next_value();
  const auto recorded = TRY(store::RevocationRepository::revoke(tx, wish));
  (void)TRY(audit_.append(tx, record_of(recorded, order, now)));
  if (alongside_) {
    TRY(alongside_(tx, recorded));
  }
  return recorded;
}

}  // namespace chancery::ca
