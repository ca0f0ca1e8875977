// What an owner says about its certificates, and their renewal without anybody's hand (NC-x3).
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "jobs/runner.h"
#include "model/application.h"
#include "model/certificate_label.h"
#include "model/issued_certificate.h"
#include "ra/scope.h"

namespace chancery::store {
class Snapshot;
}

namespace chancery::ra {

class Filing;
class Office;

inline constexpr std::string_view kRenewJob = "renew-certificates";

/// Changes; what is not set stays.
struct LabelChange {
  std::optional<std::string> name = {};
  std::optional<std::string> note = {};
  std::optional<bool> auto_renew = {};
};

/// NC-x3: DNS-validated and Cloud Basic, in force. It need not be in use at a place that we were
/// told of.
struct Eligibility {
  bool eligible = false;
  std::string reason = {};  ///< of what is not: "revoked", "expired", "no_application",
                            ///< "not_cloud_basic", "not_dns_validated", "too_late"
};

/// A certificate's renewal as its owner sees it.
struct Renewal {
  model::CertificateLabel label;  ///< empty but for the ids when nobody said anything
  Eligibility eligibility;
  Time from{};                           ///< the first try
  Time until{};                          ///< the last
  model::ApplicationId renewed_by = {};  ///< the newest application that renews it
};

/// Safe for many threads.
class Renewals final {
 public:
  static constexpr auto kFirstTry = std::chrono::days(45);  ///< before the end, NC-x3
  static constexpr auto kLastTry = std::chrono::days(30);
  static constexpr std::size_t kMaxNote = 2000;

  Renewals(Office& office, Filing& filing) : office_(office), filing_(filing) {}

  /// Of a certificate that the caller may see.
  [[nodiscard]] Result<Renewal> renewal_of(store::Snapshot& snapshot,
                                           const model::CertificateFacts& certificate) const;

  /// Errors: kCertificateNotFound, kApplicationNameMissing, kCertificateNameTaken, kNoteTooLong,
  /// kAutoRenewalNotEligible with "reason".
  [[nodiscard]] Result<void> edit(Scope scope, model::CertificateId id, const LabelChange& change,
                                  std::string_view actor);

  /// The handler of kRenewJob. Hourly, but each certificate is tried once a day at most, from 45
  /// days before its end to 30: an application with the same names, key and profile, which needs no
  /// hand as long as its proofs can be used again. When the new certificate is there, it takes over
  /// the wish to be renewed.
  [[nodiscard]] Result<jobs::Verdict> run();

 private:
  struct Due;

  [[nodiscard]] Result<void> look_at(const model::CertificateLabel& label);
  [[nodiscard]] Result<void> try_one(const Due& due);
  [[nodiscard]] Result<void> hand_over(const Due& due, model::CertificateId to);

  Office& office_;
  Filing& filing_;
};

}  // namespace chancery::ra
