// The operations on certificates (AL-16, AL-31, AL-32, AL-36, AL-37; NC-31).
#pragma once

#include "api/call.h"
#include "api/managed_keys.h"
#include "base/executor.h"
#include "ca/issuers.h"
#include "ca/issuing.h"
#include "profile/catalogue.h"
#include "ra/renewals.h"
#include "ra/revocation_desk.h"
#include "store/database.h"

namespace chancery::api {

/// Safe for many threads. A certificate beyond the call's scope answers as if it were not there.
class Certificates final {
 public:
  /// Everything is borrowed.
  struct Uses {
    store::Database& database;
    const ca::Issuers& issuers;
    ca::Issuing& issuing;
    ra::RevocationDesk& revocations;
    ra::Renewals& renewals;
    const profile::Catalogue& profiles;
    const ManagedKeys& managed_keys;
    const Clock& clock;
    Executor& executor;  ///< of issuing
  };
  explicit Certificates(const Uses& uses) : uses_(uses) {}

  [[nodiscard]] Result<http::Response> get(const Call& call) const;
  /// The hot path: two commits, shared with the requests beside it, no read, and no thread that
  /// waits.
  void issue(const Call& call, Reply reply) const;
  [[nodiscard]] Result<http::Response> revoke(const Call& call) const;
  /// Name, note and the wish to be renewed (NC-x3).
  [[nodiscard]] Result<http::Response> edit(const Call& call) const;
  [[nodiscard]] Result<http::Response> history(const Call& call) const;
  /// What the lints said before it was signed.
  [[nodiscard]] Result<http::Response> lint_report(const Call& call) const;
  /// SCTs, the precertificate, and how the logs answered.
  [[nodiscard]] Result<http::Response> transparency(const Call& call) const;
  [[nodiscard]] Result<http::Response> download(const Call& call) const;
  [[nodiscard]] Result<http::Response> download_pkcs12(const Call& call) const;

 private:
  struct Issuance;

  [[nodiscard]] Result<http::Response> rehearse(const Call& call) const;
  [[nodiscard]] Result<ca::IssueOrder> read_order(const Call& call, Issuance& issuance) const;
  [[nodiscard]] Result<model::IssuedCertificate> find(const Call& call) const;
  [[nodiscard]] Result<http::Response> show(const Call& call, model::CertificateId id) const;
  [[nodiscard]] std::string answer_of(const model::IssuedCertificate& certificate,
                                      bool managed_key) const;
  [[nodiscard]] std::vector<Bytes> chain_of(model::IssuerId issuer) const;
  [[nodiscard]] std::vector<Bytes> root_of(model::IssuerId issuer) const;

  Uses uses_;
};

}  // namespace chancery::api
