#include "issuance/issuer.h"

#include <algorithm>

#include "base/encoding.h"
#include "issuance/dummy_signature.h"
#include "issuance/errors.h"
#include "lint/run.h"
#include "model/new_serial.h"
#include "x509/algorithm_identifier.h"
#include "x509/key_identifier.h"
#include "x509/precertificate.h"
#include "x509/signed_data.h"

namespace chancery::issuance {

using profile::CertificateKind;

struct Issuer::State {
  std::optional<x509::Certificate> certificate;
  std::shared_ptr<const keys::Signer> signer;
  policy::NameRules names;
  OutsideLinter outside_linter;
  profile::IssuerData data;
  /// The address is this issuer's identity; bodies hold it too, so it cannot come up again.
  std::shared_ptr<const int> identity = std::make_shared<const int>();
};

namespace {

std::unexpected<Error> unfit(std::string problem) {
  return fail(kIssuerUnfit, "problem", std::move(problem));
}

Result<void> check_may_sign_certificates(const x509::Certificate& certificate) {
  const auto& usage = certificate.known().key_usage;
  if (!certificate.is_ca()) {
    return unfit("not a CA");
  }
  if (usage && !usage->has(x509::KeyUse::key_cert_sign)) {
    return unfit("keyUsage lacks keyCertSign");
  }
  return {};
}

// What the issuing certificate itself permits below it.
Result<void> check_permits(const x509::Certificate& certificate, CertificateKind kind) {
  const bool is_leaf =
      kind == CertificateKind::subscriber || kind == CertificateKind::precertificate;
  if (is_leaf && certificate.is_self_issued()) {
    return unfit("a root issues no subscriber certificates");
  }
  if (profile::is_ca(kind) && certificate.known().basic_constraints->path_length == 0) {
    return unfit("path length 0: no CA below this one");
  }
  return {};
}

// The CA/Browser Forum's reserved identifiers (TLS BR 7.1.6.1, S/MIME BR 7.1.6.1).
constexpr std::string_view kForumArc = "2.23.140.1.";

// TLS BR 7.1.2.10.5, S/MIME BR 7.1.6.3: below a CA that names policies come certificates of those
// policies alone.
Result<void> check_policies(const x509::Certificate& issuer, const x509::TbsCertificate& tbs) {
  const auto& permitted = issuer.known().certificate_policies;
  const auto* extension = tbs.extensions.find(x509::kCertificatePolicies);
  if (!permitted || extension == nullptr) {
    return {};
  }
  const auto permits = [&](const der::Oid& policy) {
    return std::ranges::any_of(*permitted, [&](const auto& one) {
      return one.policy == x509::kAnyPolicy || one.policy == policy;
    });
  };
  for (const auto& one : TRY(x509::parse_certificate_policies(extension->value))) {
    if (one.policy.to_dotted().starts_with(kForumArc) && !permits(one.policy)) {
      return unfit("its certificatePolicies do not name " + one.policy.to_dotted());
    }
  }
  return {};
}

std::optional<profile::IssuerLife> life_of(const std::optional<x509::Certificate>& certificate) {
  if (!certificate) {
    return std::nullopt;
  }
  return profile::IssuerLife{certificate->not_before(), certificate->not_after()};
}

// That what came back is what was linted, under the algorithm that it names.
Result<void> compare(BytesView certificate_der, BytesView tbs_der,
                     crypto::SignatureAlgorithm algorithm) {
  const x509::SignedData signed_data = TRY(x509::parse_signed_data(certificate_der));
  if (!equal(signed_data.tbs_der, tbs_der) ||
      !equal(signed_data.algorithm_der, x509::algorithm_identifier(algorithm))) {
    return fail(kSignatureFault);
  }
  return {};
}

}  // namespace

Issuer::Issuer(std::unique_ptr<const State> state) : state_(std::move(state)) {}
Issuer::~Issuer() = default;

Result<std::unique_ptr<Issuer>> Issuer::make(x509::Certificate certificate,
                                             std::shared_ptr<const keys::Signer> signer,
                                             policy::NameRules names,
                                             OutsideLinter outside_linter) {
  TRY(check_may_sign_certificates(certificate));
  if (!equal(certificate.spki_der(), signer->public_key().spki_der())) {
    return fail(kSignerMismatch, "issuer", certificate.subject().to_text());
  }
  profile::IssuerData data{certificate.subject(), certificate.key_id(),
                           crypto::default_signature_algorithm(signer->public_key().spec())};
  return std::unique_ptr<Issuer>(new Issuer(std::make_unique<const State>(
      State{std::move(certificate), std::move(signer), std::move(names), std::move(outside_linter),
            std::move(data)})));
}

std::unique_ptr<Issuer> Issuer::self_signing(std::shared_ptr<const keys::Signer> signer,
                                             policy::NameRules names,
                                             OutsideLinter outside_linter) {
  const crypto::Sha1Digest key_id = x509::key_id_sha1(signer->public_key());
  profile::IssuerData data{x509::DistinguishedName(), Bytes(key_id.begin(), key_id.end()),
                           crypto::default_signature_algorithm(signer->public_key().spec())};
  return std::unique_ptr<Issuer>(new Issuer(
      std::make_unique<const State>(State{std::nullopt, std::move(signer), std::move(names),
                                          std::move(outside_linter), std::move(data)})));
}

const std::optional<x509::Certificate>& Issuer::certificate() const {
  return state_->certificate;
}

crypto::SignatureAlgorithm Issuer::algorithm() const {
  return state_->data.algorithm;
}

Result<void> Issuer::check_fit(const VettedRequest& request) const {
  const profile::Profile& profile = request.profile();
  const bool root = profile.kind() == CertificateKind::root_ca;
  if (profile.set() != state_->names.set()) {
    return unfit("the profile belongs to another kind of hierarchy");
  }
  if (root != !state_->certificate.has_value()) {
    return unfit(root ? "roots sign themselves" : "a key that is to certify itself alone");
  }
  if (root && !(request.content().key == state_->signer->public_key())) {
    return fail(kSignerMismatch);
  }
  return root ? Result<void>() : check_permits(*state_->certificate, profile.kind());
}

Result<void> Issuer::check_body(LintedTbs& linted, Time at, Poison poison) const {
  const auto& certificate = state_->certificate;
  const lint::Context context{
      linted.kind_,
      state_->names.set(),
      at,
      {state_->data.subject.der(), state_->data.key_id, state_->signer->public_key().spki_der(),
       certificate ? std::optional(certificate->not_after()) : std::nullopt},
      &state_->names,
      poison == Poison::with};
  linted.report_ = lint::run(linted.tbs_der_, context);
  if (linted.report_.stops_issuance()) {
    return fail(kLintStopped, "findings", linted.report_.to_text());
  }
  if (state_->outside_linter && state_->certificate) {
    linted.outside_findings_ = TRY(look_outside(
        with_dummy_signature(linted.tbs_der_, algorithm(), state_->signer->public_key().spec()),
        LintStage::before_signing));
  }
  return {};
}

Result<std::string> Issuer::look_outside(BytesView certificate_der, LintStage stage) const {
  return state_->outside_linter({certificate_der, state_->names.set(), stage});
}

Result<LintedTbs> Issuer::prepare_body(const VettedRequest& request, profile::Urls urls,
                                       Random& random, Time at, Poison poison) const {
  TRY(check_fit(request));
  const profile::Profile& profile = request.profile();
  const policy::Validity validity =
      TRY(profile::decide_validity(profile, request.wish(), life_of(state_->certificate), at));
  const x509::TbsCertificate tbs =
      TRY(profile::build_tbs(profile, state_->data, request.content(),
                             {model::new_serial(at, random), validity, std::move(urls)}, at));
  if (state_->certificate) {
    TRY(check_policies(*state_->certificate, tbs));
  }
  LintedTbs linted;
  linted.kind_ = profile.kind();
  linted.serial_ = tbs.serial;
  linted.validity_ = validity;
  linted.tbs_der_ = tbs.encode();
  if (poison == Poison::with) {
    linted.tbs_der_ =
        TRY(x509::with_extension(linted.tbs_der_, x509::precertificate_poison_extension()));
  }
  TRY(check_body(linted, at, poison));
  linted.maker_ = state_->identity;
  return linted;
}

Result<LintedTbs> Issuer::prepare(const VettedRequest& request, profile::Urls urls, Random& random,
                                  Time at) const {
  return prepare_body(request, std::move(urls), random, at, Poison::without);
}

Result<LintedPrecertificate> Issuer::prepare_precertificate(const VettedRequest& request,
                                                            profile::Urls urls, Random& random,
                                                            Time at) const {
  return LintedPrecertificate(
      TRY(prepare_body(request, std::move(urls), random, at, Poison::with)));
}

Result<Bytes> Issuer::sign_der(LintedTbs&& linted, Bytes& refused) const {
  const LintedTbs spent = std::move(linted);
  return sign_body(spent, refused);
}

Result<x509::Certificate> Issuer::sign(LintedTbs&& linted) const {
  Bytes refused;
  return x509::Certificate::parse(TRY(sign_der(std::move(linted), refused)));
}

Result<Precertificate> Issuer::sign_precertificate(LintedPrecertificate&& linted,
                                                   Bytes& refused) const {
  const LintedTbs spent = std::move(linted.linted_);
  Precertificate precertificate;
  precertificate.der_ = TRY(sign_body(spent, refused));
  precertificate.logged_tbs_der_ = TRY(x509::logged_tbs(spent.tbs_der_));
  precertificate.tbs_der_ = spent.tbs_der_;
  precertificate.kind_ = spent.kind_;
  precertificate.serial_ = spent.serial_;
  precertificate.validity_ = spent.validity_;
  precertificate.maker_ = state_->identity;
  return precertificate;
}

Result<Precertificate> Issuer::restore_precertificate(BytesView der) const {
  const auto certificate = TRY(x509::Certificate::parse(der));
  if (certificate.extensions().find(x509::kPrecertificatePoison) == nullptr ||
      !certificate.verify_signature(state_->signer->public_key())) {
    return fail(kTokenForeign);
  }
  Precertificate precertificate;
  precertificate.der_ = to_bytes(der);
  precertificate.tbs_der_ = to_bytes(certificate.tbs_der());
  precertificate.logged_tbs_der_ = TRY(x509::logged_tbs(certificate.tbs_der()));
  precertificate.serial_ = certificate.serial();
  precertificate.validity_ = {certificate.not_before(), certificate.not_after()};
  precertificate.maker_ = state_->identity;
  return precertificate;
}

Result<LintedTbs> Issuer::complete(Precertificate&& precertificate,
                                   std::span<const x509::SignedCertificateTimestamp> scts,
                                   Time at) const {
  const Precertificate spent = std::move(precertificate);
  if (spent.maker_ != state_->identity) {
    return fail(kTokenForeign);
  }
  const x509::Extension list = TRY(x509::sct_list_extension(scts));
  LintedTbs linted;
  linted.kind_ = spent.kind_;
  linted.serial_ = spent.serial_;
  linted.validity_ = spent.validity_;
  linted.tbs_der_ = TRY(x509::with_extension(spent.logged_tbs_der_, list));
  TRY(check_body(linted, at, Poison::without));
  TRY(x509::check_correspondence(spent.tbs_der_, linted.tbs_der_));
  linted.maker_ = state_->identity;
  return linted;
}

Result<Bytes> Issuer::sign_body(const LintedTbs& spent, Bytes& refused) const {
  if (spent.maker_ != state_->identity) {
    return fail(kTokenForeign);
  }
  const crypto::PublicKey& key = state_->signer->public_key();
  const Bytes signature = TRY(state_->signer->sign(algorithm(), spent.tbs_der()));
  Bytes certificate_der = x509::assemble(spent.tbs_der(), algorithm(), signature);
  TRY(compare(certificate_der, spent.tbs_der(), algorithm()));
  const bool verify =
      key.spec().type == crypto::KeyType::rsa || spent.kind_ != CertificateKind::subscriber;
  if (verify && !key.verify(algorithm(), spent.tbs_der(), signature)) {
    return fail(kSignatureFault);
  }
  if (state_->outside_linter) {
    // Linters know a root by its signature, which verifies under its own key: a dummy makes it look
    // like another kind of certificate. So a root is shown once, as itself, and that look counts as
    // the first.
    const auto stage = state_->certificate ? LintStage::after_signing : LintStage::before_signing;
    if (auto seen = look_outside(certificate_der, stage); !seen) {
      refused = std::move(certificate_der);
      return pass(seen);
    }
  }
  return certificate_der;
}

}  // namespace chancery::issuance
