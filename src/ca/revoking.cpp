#include "ca/revoking.h"

#include <boost/json.hpp>

#include "ca/errors.h"
#include "ca/issuer_row.h"
#include "store/certificate_repository.h"
#include "store/compromised_key_repository.h"
#include "store/issuer_repository.h"
#include "store/revocation_repository.h"
#include "x509/certificate.h"

namespace chancery::ca {
namespace {

using x509::RevocationReason;

constexpr std::size_t kMaxComment = 1000;

/// At most so many octets of UTF-8, without half a character at the end.
std::string_view cut(std::string_view text, std::size_t size) {
  if (text.size() <= size) {
    return text;
  }
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0U) == 0x80U) {
    --size;
  }
  return text.substr(0, size);
}

audit::Record record_of(const model::Revocation& revocation, const RevokeOrder& order, Time now) {
  boost::json::object details{{"serial", revocation.serial.hex()},
                              {"reason", x509::to_text(revocation.reason)},
                              {"revoked_at", to_rfc3339(revocation.revoked_at)}};
  if (!order.comment.empty()) {
    details["comment"] = cut(order.comment, kMaxComment);
  }
  return {now,
          "certificate.revoked",
          order.actor,
          "certificate:" + to_text(revocation.certificate),
          audit::Outcome::done,
          boost::json::serialize(details)};
}

Result<void> check_date(const RevokeOrder& order, Time now) {
  if (order.compromised_since &&
      (order.reason != RevocationReason::key_compromise || *order.compromised_since > now)) {
    return fail(kCompromiseDateMisplaced, "seen", to_rfc3339(*order.compromised_since));
  }
  return {};
}

/// What a subscriber revokes is in force (NC-x1, AL-36); a compromised key is blocked even later.
Result<void> check_in_force(const model::IssuedCertificate& certificate,
                            const std::optional<model::Revocation>& before,
                            const RevokeOrder& order, Time now) {
  const bool is_too_late = !before && order.by == RevokedBy::subscriber &&
                           order.reason != RevocationReason::key_compromise &&
                           now >= certificate.not_after + std::chrono::seconds(1);
  return is_too_late ? fail(kRevocationTooLate, "expired", to_rfc3339(certificate.not_after))
                     : Result<void>();
}

model::Revocation wish_of(const model::IssuedCertificate& certificate, const RevokeOrder& order,
                          Time now) {
  model::Revocation wish;
  wish.issuer = certificate.issuer;
  wish.serial = certificate.serial;
  wish.certificate = certificate.id;
  wish.crl_shard = certificate.crl_shard;
  wish.revoked_at = order.compromised_since.value_or(now);
  wish.reason = order.reason;
  wish.certificate_expires = certificate.not_after;
  return wish;
}

}  // namespace

Result<void> Revoking::check_reason(RevocationReason reason, RevokedBy by) {
  using enum RevocationReason;
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
  const Time now = clock_.now();
  TRY(check_reason(order.reason, order.by));
  TRY(check_date(order, now));
  const std::int64_t change = ids_.next_value();
  return database_.write([&](store::Transaction& tx) { return record(tx, order, change, now); });
}

Result<model::Revocation> Revoking::record(store::Transaction& tx, const RevokeOrder& order,
                                           std::int64_t change, Time now) {
  const auto certificate = TRY(store::CertificateRepository::by_id(tx, order.certificate));
  if (!certificate) {
    return fail(kCertificateUnknown, "certificate", to_text(order.certificate));
  }
  const bool is_ca = TRY(x509::Certificate::parse(certificate->der)).is_ca();
  if (is_ca && order.reason == RevocationReason::unspecified) {
    return fail(kReasonForbidden, "reason", std::string(x509::to_text(order.reason)));
  }
  model::Revocation wish = wish_of(*certificate, order, now);
  wish.change = change;
  // What will be recorded, to put it on record first: the row names the leaf.
  const auto before = TRY(store::RevocationRepository::find(tx, wish.issuer, wish.serial));
  TRY(check_in_force(*certificate, before, order, now));
  model::Revocation outcome = wish;
  if (before) {
    outcome = TRY(model::tighten(*before, wish));
  }
  wish.audit_leaf = TRY(audit_.append(tx, record_of(outcome, order, now)));
  auto recorded = TRY(store::RevocationRepository::revoke(tx, wish));
  if (recorded.reason == RevocationReason::key_compromise) {
    TRY(store::CompromisedKeyRepository::add(tx, {certificate->spki_hash, now, certificate->id}));
  }
  if (is_ca) {
    TRY(retire(tx, certificate->der, order, now));
  }
  if (alongside_) {
    TRY(alongside_(tx, recorded));
  }
  return recorded;
}

// An issuer whose certificate is revoked issues no more.
Result<void> Revoking::retire(store::Transaction& tx, BytesView certificate_der,
                              const RevokeOrder& order, Time now) {
  auto issuers = TRY(store::IssuerRepository::list(tx));
  for (auto& issuer : issuers) {
    if (!equal(issuer.der, certificate_der) || issuer.state == model::IssuerState::retired) {
      continue;
    }
    issuer.state = model::IssuerState::retired;
    TRY(store::IssuerRepository::set_state(tx, issuer.id, issuer.state));
    TRY(audit_.append(tx, issuer_record(issuer, "issuer.retired", order.actor, now)));
  }
  return {};
}

}  // namespace chancery::ca
