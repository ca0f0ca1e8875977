// What logs promised about a certificate, and how they were asked (RFC 6962; NT-66, NT-175).
#pragma once

#include <boost/json/object.hpp>
#include <optional>

#include "base/result.h"
#include "ca/issuing.h"
#include "ct/report.h"
#include "model/issued_certificate.h"
#include "model/precertificate.h"
#include "store/session.h"

namespace chancery::api {

struct TransparencyReport {
  model::CertificateId certificate;
  /// It was, or is to be, shown to logs. False for private, exempt and CA certificates, and for
  /// what was issued before there were logs.
  bool required = false;
  std::optional<model::Precertificate> precertificate;
  ct::SctReport scts;  ///< verified now, by the list in force; without one every log is unknown
};

/// Errors: the store's; those of x509 for a certificate that cannot be read.
[[nodiscard]] Result<TransparencyReport> report_transparency(
    store::Snapshot& snapshot, const ca::Issuing& issuing, const ca::Issuers& issuers,
    const model::IssuedCertificate& certificate);

/// As the schema Transparency has it.
[[nodiscard]] boost::json::object to_json(const TransparencyReport& report);

}  // namespace chancery::api
