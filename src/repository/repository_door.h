// The routes of the public listener (TLS BR 2.2, 4.9.7, 4.9.9, 4.10; RFC 5019; NT-6..9, NT-92..94).
#pragma once

#include "ca/issuers.h"
#include "http/router.h"
#include "ocsp/responder.h"
#include "repository/background.h"
#include "repository/published_files.h"

namespace chancery::repository {

/// Adds GET /crl/NAME.crl, GET /ca, GET /ca/NAME.cer and NAME.p7c, GET /ocsp/BASE64 and POST
/// /ocsp. Nothing here needs a
/// login, and nothing can be written. CRLs, CA certificates and known OCSP answers are served from
/// memory or open files on the I/O thread; an OCSP answer that must be looked up and signed is made
/// in the background.
class RepositoryDoor final {
 public:
  /// All are borrowed and outlive the router's server. `background` may finish its work when the
  /// door is gone, so it must not outlive the others.
  RepositoryDoor(const ca::Issuers& issuers, const PublishedFiles& files,
                 ocsp::Responder& responder, Background& background, const Clock& clock)
      : issuers_(issuers),
        files_(files),
        responder_(responder),
        background_(background),
        clock_(clock) {}

  void add_routes(http::Router& router);

 private:
  [[nodiscard]] http::Response crl(const http::Request& request) const;
  [[nodiscard]] http::Response authorities() const;
  [[nodiscard]] http::Response ca_certificate(const http::Request& request) const;
  void ocsp(Bytes request_der, const http::Responder& responder);

  const ca::Issuers& issuers_;
  const PublishedFiles& files_;
  ocsp::Responder& responder_;
  Background& background_;
  const Clock& clock_;
};

}  // namespace chancery::repository
