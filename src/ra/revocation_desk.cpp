#include "ra/revocation_desk.h"

#include <algorithm>

#include "base/encoding.h"
#include "ca/errors.h"
#include "ra/errors.h"
#include "ra/office.h"
#include "store/authorization_repository.h"
#include "store/certificate_repository.h"
#include "store/precertificate_repository.h"
#include "x509/certificate.h"

namespace chancery::ra {

namespace {

using model::IssuedCertificate;
using store::AuthorizationRepository;
using store::CertificateRepository;

constexpr int kSameSerial = 10;  // issuers that could have given away one serial

Result<x509::RevocationReason> reason_of(std::optional<int> code) {
  const auto reason = x509::revocation_reason_from_code(code.value_or(0));
  if (!reason) {
    return fail(ca::kReasonForbidden, "reason", std::to_string(*code));
  }
  return *reason;
}

/// Byte for byte: a serial alone could belong to another issuer's certificate.
/// What logs publish is as good a name for it: who finds a stolen key there has nothing else.
Result<bool> is_precertificate(store::Snapshot& snapshot, model::CertificateId id, BytesView der) {
  const auto announced = TRY(store::PrecertificateRepository::find(snapshot, id));
  return announced && equal(announced->der, der);
}

Result<IssuedCertificate> find(store::Snapshot& snapshot, BytesView der) {
  const auto parsed = x509::Certificate::parse(der);
  if (!parsed) {
    return std::unexpected(parsed.error());
  }
  store::CertificateSearch search;
  search.serial = parsed->serial();
  const auto page = TRY(CertificateRepository::search(snapshot, search, kSameSerial));
  for (const auto& facts : page.certificates) {
    auto certificate = TRY(CertificateRepository::by_id(snapshot, facts.id));
    if (certificate &&
        (equal(certificate->der, der) || TRY(is_precertificate(snapshot, facts.id, der)))) {
      return *std::move(certificate);
    }
  }
  return fail(kCertificateNotFound, "serial", parsed->serial().hex());
}

/// RFC 8555 section 7.6: "an account that holds authorizations for all of the identifiers".
Result<bool> is_authorized_for_all(store::Snapshot& snapshot, model::AccountId account,
                                   const IssuedCertificate& certificate, Time now) {
  for (const auto& name : certificate.names) {
    const bool wildcard = name.value.starts_with("*.");
    const model::CertificateName plain{name.type, wildcard ? name.value.substr(2) : name.value};
    if ((name.type != model::NameType::dns && name.type != model::NameType::ip) ||
        !TRY(AuthorizationRepository::reusable(snapshot, account, plain, wildcard, now))) {
      return false;
    }
  }
  return !certificate.names.empty();
}

}  // namespace

Result<void> RevocationDesk::order(model::CertificateId certificate, std::optional<int> reason,
                                   ca::RevokedBy by, std::string_view actor, std::string comment) {
  ca::RevokeOrder order;
  order.certificate = certificate;
  order.reason = TRY(reason_of(reason));
  order.by = by;
  order.actor = std::string(actor);
  order.comment = std::move(comment);
  TRY(revoking_.revoke(order));
  return {};
}

Result<void> RevocationDesk::revoke_by_account(model::AccountId account, BytesView certificate_der,
                                               std::optional<int> reason) {
  const auto read = [&](store::Snapshot& snapshot) -> Result<model::CertificateId> {
    const auto certificate = TRY(find(snapshot, certificate_der));
    if (certificate.owner != account &&
        !TRY(is_authorized_for_all(snapshot, account, certificate, office_.now()))) {
      return fail(kRevocationForbidden);
    }
    return certificate.id;
  };
  const auto id = TRY(office_.database().read(read));
  return order(id, reason, ca::RevokedBy::subscriber, "account:" + to_text(account));
}

Result<void> RevocationDesk::revoke_by_key(const crypto::PublicKey& proven_key,
                                           BytesView certificate_der, std::optional<int> reason) {
  const auto certificate = TRY(office_.database().read(
      [&](store::Snapshot& snapshot) { return find(snapshot, certificate_der); }));
  const auto hash = proven_key.spki_sha256();
  if (!equal(certificate.spki_hash, hash)) {
    return fail(kRevocationForbidden);
  }
  return order(certificate.id, reason, ca::RevokedBy::subscriber, "key:" + to_hex(hash));
}

Result<void> RevocationDesk::revoke(Scope scope, model::CertificateId certificate,
                                    std::optional<int> reason, std::string_view actor,
                                    const std::optional<GroundedDecision>& ground) {
  if (ground && !scope.is_staff()) {
    return fail(kGroundOfStaff);
  }
  std::string comment = ground ? TRY(told(*ground)) : std::string();
  const auto found = TRY(office_.database().read([&](store::Snapshot& snapshot) {
    return CertificateRepository::by_id(snapshot, certificate);
  }));
  if (!found || !scope.covers(found->owner)) {
    return fail(kCertificateNotFound, "certificate", to_text(certificate));
  }
  return order(certificate, reason,
               scope.is_staff() ? ca::RevokedBy::ca : ca::RevokedBy::subscriber, actor,
               std::move(comment));
}

}  // namespace chancery::ra
