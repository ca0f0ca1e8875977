#include "va/acme_certificate.h"

#include "base/encoding.h"
#include "crypto/hash.h"
#include "net/dns_record.h"
#include "va/errors.h"
#include "va/evidence.h"
#include "x509/certificate.h"
#include "x509/oids.h"

namespace chancery::va {
namespace {

std::unexpected<Error> wrong(std::string reason) {
  return fail(kTlsCertificateWrong, "reason", std::move(reason));
}

std::unexpected<Error> differs(std::string reason, std::string expected, std::string seen) {
  return fail(kTlsCertificateWrong, {{"reason", std::move(reason)},
                                     {"expected", std::move(expected)},
                                     {"seen", std::move(seen)}});
}

Result<void> check_name(const x509::Certificate& certificate, const x509::Identifier& identifier) {
  const auto& names = certificate.subject_alt_names();
  if (names.size() != 1) {
    return differs("its subjectAltName must hold one name only", identifier.value(),
                   std::to_string(names.size()) + " names");
  }
  const auto identifiers = x509::to_identifiers(names);
  if (!identifiers || identifiers->front() != identifier) {
    return differs("its subjectAltName is another name", identifier.value(),
                   net::printable(names.front().to_text(), kMaxTextKept));
  }
  return {};
}

// acmeValidation-v1: Authorization ::= OCTET STRING (SIZE (32))
Bytes authorization_of(std::string_view key_authorization) {
  Bytes out{0x04, 0x20};
  append(out, crypto::sha256(as_bytes(key_authorization)));
  return out;
}

Result<void> check_authorization(const x509::Certificate& certificate,
                                 std::string_view key_authorization) {
  const auto* extension = certificate.extensions().find(x509::kAcmeIdentifier);
  if (extension == nullptr) {
    return wrong("it has no acmeIdentifier extension");
  }
  if (!extension->critical) {
    return wrong("its acmeIdentifier extension is not critical");
  }
  const auto expected = authorization_of(key_authorization);
  if (!equal(extension->value, expected)) {
    const auto shown =
        BytesView(extension->value).first(std::min<std::size_t>(extension->value.size(), 64));
    return differs("its acmeIdentifier is of another challenge or account", to_hex(expected),
                   to_hex(shown));
  }
  return {};
}

Result<void> check_self_signed(const x509::Certificate& certificate) {
  const auto key = certificate.public_key();
  if (!certificate.is_self_issued() || !key || !certificate.verify_signature(*key)) {
    return wrong("it is not self-signed");
  }
  return {};
}

}  // namespace

Result<void> check_acme_certificate(BytesView leaf_der, const x509::Identifier& identifier,
                                    std::string_view key_authorization) {
  const auto certificate = x509::Certificate::parse(leaf_der);
  if (!certificate) {
    return std::unexpected(
        Error(kTlsCertificateWrong, {{"reason", "it cannot be read"},
                                     {"failure", std::string(certificate.error().code())}})
            .log_only(certificate.error().log_line()));
  }
  TRY(check_name(*certificate, identifier));
  TRY(check_authorization(*certificate, key_authorization));
  return check_self_signed(*certificate);
}

}  // namespace chancery::va
