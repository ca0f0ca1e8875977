// What is known of a certificate's transparency, for `chancery show`.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>

#include "app/installation.h"
#include "ct/report.h"
#include "model/issued_certificate.h"
#include "model/precertificate.h"

namespace chancery::app {

struct Transparency {
  std::optional<model::Precertificate> precertificate;
  ct::SctReport report;  ///< without a log list every log is unknown
};

/// Errors: the store's, those of x509 for a certificate that cannot be read.
[[nodiscard]] Result<Transparency> transparency_of(Installation& installation,
                                                   const model::IssuedCertificate& certificate);

/// Empty when it has neither a precertificate nor SCTs.
[[nodiscard]] boost::json::object to_json(const Transparency& transparency);
[[nodiscard]] std::string to_text(const Transparency& transparency);

}  // namespace chancery::app
