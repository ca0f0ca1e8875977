#include "ca/cross_signing.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/encoding.h"
#include "ca/errors.h"
#include "ca/issuer_row.h"
#include "ca/known_names.h"
#include "crypto/hash.h"
#include "lint/run.h"
#include "policy/validity.h"
#include "store/cross_certificate_repository.h"
#include "x509/certification_request.h"

namespace chancery::ca {
namespace {

namespace json = boost::json;
using x509::Certificate;

/// The profile that the law has for this use, in this hierarchy.
Result<std::string_view> profile_for(CrossUse use, std::string_view purpose) {
  if (purpose == kTlsPurpose) {
    return use == CrossUse::affiliate ? profile::kTlsCrossCa
           : use == CrossUse::tls     ? profile::kTlsCrossRestrictedCa
                                      : profile::kNonTlsCrossCa;
  }
  if (use != CrossUse::affiliate) {
    return fail(kCrossUseForeign,
                {{"use", std::string(to_text(use))}, {"hierarchy", std::string(purpose)}});
  }
  return purpose == kSmimePurpose ? profile::kSmimeCrossCa : profile::kPrivateCrossCa;
}

Seconds earliest_begin(const std::vector<Certificate>& existing) {
  return std::ranges::min(existing, {}, &Certificate::not_before).not_before();
}

json::array hashes_of(const std::vector<Certificate>& certificates) {
  json::array hashes;
  for (const Certificate& one : certificates) {
    hashes.emplace_back(to_hex(crypto::sha256(one.der())));
  }
  return hashes;
}

audit::Record cross_record(std::string_view kind, std::string subject, const json::object& details,
                           const std::string& actor, Time now) {
  return {now,
          std::string(kind),
          actor,
          std::move(subject),
          audit::Outcome::done,
          json::serialize(details)};
}

model::CrossCertificate row_for(model::IssuerId subject, model::IssuerId signer, BytesView der,
                                Time now) {
  return {subject, signer, crypto::sha256(der), now, to_bytes(der)};
}

}  // namespace

std::string_view to_text(CrossUse use) {
  return use == CrossUse::affiliate ? "affiliate" : use == CrossUse::tls ? "tls" : "other";
}

Result<CrossUse> parse_cross_use(std::string_view text) {
  for (const auto use : {CrossUse::affiliate, CrossUse::tls, CrossUse::other}) {
    if (text == to_text(use)) {
      return use;
    }
  }
  return fail(kCrossUseUnknown, "seen", std::string(text.substr(0, 64)));
}

IssuerPtr CrossSigning::known(const Certificate& certificate) const {
  for (const auto& candidate : issuers_.list()) {
    if (candidate->certificate().subject() == certificate.subject() &&
        equal(candidate->certificate().spki_der(), certificate.spki_der())) {
      return candidate;
    }
  }
  return nullptr;
}

Result<std::vector<Certificate>> CrossSigning::read_existing(const CrossOrder& order,
                                                             const LoadedIssuer& issuer) const {
  auto existing = TRY(x509::parse_certificates_pem(order.certificates_pem));
  const Certificate& first = existing.front();
  TRY(check_ca_certificate(first, uses_.clock.now()));
  for (const Certificate& other : existing) {
    if (!(other.subject() == first.subject()) || !equal(other.spki_der(), first.spki_der())) {
      return fail(kCrossCertificatesDiffer, "seen", other.subject().to_text());
    }
  }
  if (equal(first.spki_der(), issuer.certificate().spki_der())) {
    return fail(kCrossWithItself, "issuer", issuer.record().name);
  }
  return existing;
}

// TLS BR 7.1.2.2: the existing certificates complied with the rules of the day they were issued.
Result<void> CrossSigning::check_compliance(const std::vector<Certificate>& existing,
                                            std::string_view purpose) const {
  const auto set = policy_set_of(purpose);
  for (const Certificate& one : existing) {
    const auto lone = lint::run_alone(one.der(), set, uses_.rules.of(set));
    if (lone.report.stops_issuance()) {
      return fail(kExistingNotCompliant,
                  {{"serial", one.serial().hex()}, {"findings", lone.report.to_text()}});
    }
  }
  return {};
}

// A self-signed certificate shows it, and so does a key that is ours.
Result<void> CrossSigning::check_possession(const std::vector<Certificate>& existing,
                                            const std::string& csr) const {
  const Certificate& first = existing.front();
  const crypto::PublicKey key = TRY(first.public_key());
  if (!csr.empty()) {
    const auto request = TRY(x509::CertificationRequest::parse_pem_or_der(as_bytes(csr)));
    TRY(request.verify_signature());
    return request.public_key() == key
               ? Result<void>()
               : fail(kPossessionUnproven, "subject", first.subject().to_text());
  }
  const bool shown = known(first) || std::ranges::any_of(existing, [&](const Certificate& one) {
                       return one.is_self_issued() && one.verify_signature(key).has_value();
                     });
  return shown ? Result<void>() : fail(kPossessionUnproven, "subject", first.subject().to_text());
}

Result<IssueOrder> CrossSigning::order_for(const CrossOrder& order, const LoadedIssuer& issuer,
                                           const std::vector<Certificate>& existing) const {
  const Certificate& first = existing.front();
  const auto name = TRY(profile_for(order.use, issuer.record().purpose));
  const auto& profile = *TRY(uses_.profiles.find(name));
  auto key = TRY(first.public_key());
  profile::Content content{.key = std::move(key), .names = {}};
  content.existing = {first.subject(), to_bytes(first.spki_der()), first.key_id()};
  content.purposes = order.purposes;
  content.policies = order.policies;
  profile::ValidityWish wish{.days = order.days};
  if (order.from_existing) {
    const Seconds begin = earliest_begin(existing);
    const auto days = order.days.value_or(profile.bounds().default_days);
    const auto from_now = policy::validity_of_days(to_seconds(uses_.clock.now()), days);
    wish = {.not_before = begin, .not_after = from_now.not_after, .existing_not_before = begin};
  }
  return IssueOrder{.profile = std::string(name),
                    .issuer = issuer.record().id,
                    .content = std::move(content),
                    .validity = wish,
                    .owner = {},
                    .application = {},
                    .proofs = {},
                    .caa = {},
                    .agreement = {},
                    .actor = order.actor};
}

Result<model::IssuedCertificate> CrossSigning::certify(const CrossOrder& order) {
  const IssuerPtr issuer = TRY(issuers_.by_id(order.issuer));
  const auto existing = TRY(read_existing(order, *issuer));
  TRY(check_name_bytes(uses_, existing.front().subject()));
  TRY(check_compliance(existing, issuer->record().purpose));
  TRY(check_possession(existing, order.csr));
  IssueOrder issue = TRY(order_for(order, *issuer, existing));
  const IssuerPtr ours = known(existing.front());
  const auto with_certificate = [&](store::Transaction& tx,
                                    const model::IssuedCertificate& made) -> Result<void> {
    const Time now = uses_.clock.now();
    if (ours) {
      TRY(store::CrossCertificateRepository::insert(
          tx, row_for(ours->record().id, order.issuer, made.der, now)));
    }
    const json::object details{{"issuer", issuer->record().name},
                               {"subject", existing.front().subject().to_text()},
                               {"use", to_text(order.use)},
                               {"existing_sha256", hashes_of(existing)},
                               {"sha256", to_hex(crypto::sha256(made.der))}};
    TRY(uses_.audit.append(
        tx, cross_record("issuer.cross_certified", "certificate:" + to_text(made.id), details,
                         order.actor, now)));
    return {};
  };
  Issuing issuing(uses_);
  auto made = TRY(issuing.issue(std::move(issue), {.with_certificate = with_certificate}));
  TRY(issuers_.reload());
  return made;
}

Result<Bytes> CrossSigning::request(model::IssuerId of, const std::string& actor) {
  const IssuerPtr issuer = TRY(issuers_.by_id(of));
  const auto signer = TRY(issuer->signer());
  const Bytes info = x509::encode_certification_request_info(issuer->certificate().subject(),
                                                             issuer->certificate().spki_der(), {});
  const auto algorithm = crypto::default_signature_algorithm(signer->public_key().spec());
  Bytes csr = x509::assemble(info, algorithm, TRY(signer->sign(algorithm, info)));
  const json::object details{{"name", issuer->record().name},
                             {"csr_sha256", to_hex(crypto::sha256(csr))}};
  TRY(uses_.database.write([&](store::Transaction& tx) -> Result<void> {
    TRY(uses_.audit.append(tx, cross_record("issuer.cross_requested", "issuer:" + to_text(of),
                                            details, actor, uses_.clock.now())));
    return {};
  }));
  return csr;
}

Result<CrossPtr> CrossSigning::accept(const std::string& certificate_pem,
                                      const std::string& actor) {
  const auto certificates = TRY(x509::parse_certificates_pem(certificate_pem));
  const Certificate& certificate = certificates.front();
  const IssuerPtr subject = known(certificate);
  if (!subject || certificate.is_self_issued()) {
    return fail(kCrossForeign, "subject", certificate.subject().to_text());
  }
  TRY(check_ca_certificate(certificate, uses_.clock.now()));
  IssuerPtr signer;
  for (const auto& candidate : issuers_.list()) {
    const bool named = candidate->certificate().subject() == certificate.issuer();
    signer = named && certificate.verify_signature(candidate->public_key()) ? candidate : signer;
  }
  TRY(check_issuer_signature(certificates, signer));
  const auto row = row_for(subject->record().id, signer ? signer->record().id : model::IssuerId(),
                           certificate.der(), uses_.clock.now());
  const json::object details{{"name", subject->record().name},
                             {"issuer", certificate.issuer().to_text()},
                             {"serial", certificate.serial().hex()},
                             {"sha256", to_hex(row.sha256)}};
  TRY(uses_.database.write([&](store::Transaction& tx) -> Result<void> {
    TRY(store::CrossCertificateRepository::insert(tx, row));
    TRY(uses_.audit.append(
        tx, cross_record("issuer.cross_accepted", "issuer:" + to_text(row.subject), details, actor,
                         uses_.clock.now())));
    return {};
  }));
  TRY(issuers_.reload());
  return std::make_shared<const CrossCertificate>(CrossCertificate{row, certificate});
}

}  // namespace chancery::ca
