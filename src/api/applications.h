// The operations on applications (NC-4..8, NC-13, NC-14, NC-16, NC-19..32).
#pragma once

#include "api/call.h"
#include "api/csr_report.h"
#include "profile/catalogue.h"
#include "ra/applications.h"
#include "ra/filing.h"
#include "store/database.h"
#include "x509/certification_request.h"

namespace chancery::api {

/// Safe for many threads.
class Applications final {
 public:
  /// Everything is borrowed but the text.
  struct Uses {
    store::Database& database;
    ra::Filing& filing;
    ra::Applications& applications;
    const profile::Catalogue& profiles;
    const Clock& clock;
    std::string default_profile;
    std::string agreement_version;  ///< in force
    std::string terms_url;          ///< "" when it is published nowhere else
  };
  explicit Applications(Uses uses) : uses_(std::move(uses)) {}

  [[nodiscard]] Result<http::Response> list(const Call& call) const;
  [[nodiscard]] Result<http::Response> get(const Call& call) const;
  [[nodiscard]] Result<http::Response> file(const Call& call) const;
  [[nodiscard]] Result<http::Response> check(const Call& call) const;
  /// The proofs of a page of applications: each once, with the newest that rests on it.
  [[nodiscard]] Result<http::Response> validations(const Call& call) const;
  [[nodiscard]] Result<http::Response> cancel(const Call& call) const;
  [[nodiscard]] Result<http::Response> reject(const Call& call) const;
  /// The text in force (NT-45..47).
  [[nodiscard]] Result<http::Response> agreement(const Call& call) const;
  /// NC-16: everything that is wrong with a CSR, not only the first fault.
  [[nodiscard]] Result<http::Response> check_csr(const Call& call) const;

 private:
  /// NC-15: each field that is not the organization's, where one is named.
  [[nodiscard]] Result<void> compare_organization(const Call& call,
                                                  const x509::CertificationRequest& csr,
                                                  CsrReport& report) const;
  [[nodiscard]] Result<void> check_as_filed(const Call& call, const x509::CertificationRequest& csr,
                                            const std::string& profile) const;

  Uses uses_;
};

}  // namespace chancery::api
