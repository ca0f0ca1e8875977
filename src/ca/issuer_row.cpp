#include "ca/issuer_row.h"

#include <boost/json.hpp>

#include "base/encoding.h"
#include "ca/errors.h"
#include "crypto/hash.h"

namespace chancery::ca {

model::Issuer issuer_row(model::IssuerId id, std::string name, std::string purpose,
                         const x509::Certificate& certificate, std::string key_ref) {
  model::Issuer row;
  row.id = id;
  row.name = std::move(name);
  row.purpose = std::move(purpose);
  row.subject = certificate.subject().to_text();
  row.key_ref = std::move(key_ref);
  row.not_before = certificate.not_before();
  row.not_after = certificate.not_after();
  row.spki_hash = crypto::sha256(certificate.spki_der());
  row.der = to_bytes(certificate.der());
  return row;
}

audit::Record issuer_record(const model::Issuer& issuer, std::string_view kind, std::string actor,
                            Time now) {
  const boost::json::object details{{"name", issuer.name},
                                    {"purpose", issuer.purpose},
                                    {"state", to_text(issuer.state)},
                                    {"subject", issuer.subject},
                                    {"key", issuer.key_ref},
                                    {"spki_sha256", to_hex(issuer.spki_hash)},
                                    {"sha256", to_hex(crypto::sha256(issuer.der))},
                                    {"not_after", to_rfc3339(issuer.not_after)}};
  return {now,
          std::string(kind),
          std::move(actor),
          "issuer:" + to_text(issuer.id),
          audit::Outcome::done,
          boost::json::serialize(details)};
}

Result<void> check_issuer_signature(std::span<const x509::Certificate> certificates,
                                    const IssuerPtr& known) {
  const x509::Certificate& certificate = certificates.front();
  if (known) {
    return certificate.verify_signature(known->public_key());
  }
  for (const auto& candidate : certificates.subspan(1)) {
    if (candidate.subject() == certificate.issuer() && candidate.is_ca()) {
      return certificate.verify_signature(TRY(candidate.public_key()));
    }
  }
  return fail(kIssuerUnproven, "issuer", certificate.issuer().to_text());
}

}  // namespace chancery::ca
