#include "x509/certificate.h"

#include "base/encoding.h"
#include "base/errors.h"
#include "x509/algorithm_identifier.h"
#include "x509/context.h"
#include "x509/errors.h"

namespace chancery::x509 {

struct Certificate::State {
  Bytes der;
  SignedData parts;
  TbsCertificate tbs;
  KnownExtensions known;
};

namespace {

constexpr std::size_t kMaxCertificates = 100;

}  // namespace

Result<Certificate> Certificate::parse(BytesView der) {
  const auto parse_it = [&]() -> Result<Certificate> {
    if (der.size() > TbsCertificate::kMaxSize) {
      return fail(kTooLarge, "bytes", std::to_string(der.size()));
    }
    Bytes owned = to_bytes(der);
    const SignedData parts = TRY(parse_signed_data(owned));  // views stay when `owned` is moved
    TbsCertificate tbs = TRY(TbsCertificate::parse(parts.tbs_der));
    if (!equal(tbs.signature_algorithm_der, parts.algorithm_der)) {
      return fail(kCertificateMalformed, "problem",
                  "signature algorithms inside and outside differ");
    }
    KnownExtensions known = TRY(interpret(tbs.extensions));
    return Certificate(std::make_shared<const State>(
        State{std::move(owned), parts, std::move(tbs), std::move(known)}));
  };
  return found_in("certificate", parse_it());
}

BytesView Certificate::der() const {
  return state_->der;
}
BytesView Certificate::tbs_der() const {
  return state_->parts.tbs_der;
}
BytesView Certificate::signature() const {
  return state_->parts.signature;
}
Result<crypto::SignatureAlgorithm> Certificate::signature_algorithm() const {
  return parse_algorithm_identifier(state_->parts.algorithm_der);
}
const TbsCertificate& Certificate::tbs() const {
  return state_->tbs;
}
const KnownExtensions& Certificate::known() const {
  return state_->known;
}

const GeneralNames& Certificate::subject_alt_names() const {
  static const GeneralNames kNone;
  return known().subject_alt_name ? *known().subject_alt_name : kNone;
}

Result<crypto::PublicKey> Certificate::public_key() const {
  return crypto::PublicKey::from_spki(spki_der());
}

Bytes Certificate::key_id() const {
  if (known().subject_key_identifier) {
    return *known().subject_key_identifier;
  }
  const auto digest = key_id_sha1(spki_der());
  return digest ? to_bytes(*digest) : Bytes();
}

Result<void> Certificate::verify_signature(const crypto::PublicKey& issuer) const {
  return state_->parts.verify(issuer);
}

Result<std::vector<Certificate>> parse_certificates_pem(std::string_view pem) {
  std::vector<Certificate> certificates;
  for (const PemBlock& block : TRY(parse_pem(pem))) {
    if (block.label != "CERTIFICATE") {
      continue;
    }
    if (certificates.size() == kMaxCertificates) {
      return fail(kTooLarge, "certificates", "more than 100");
    }
    certificates.push_back(TRY(Certificate::parse(block.der)));
  }
  if (certificates.empty()) {
    return fail(kPemMalformed, "expected", "a block CERTIFICATE");
  }
  return certificates;
}

}  // namespace chancery::x509
