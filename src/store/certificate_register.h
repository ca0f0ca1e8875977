// The list of certificates as people use it: searched as they type, filtered, sorted, paged both
// ways, counted. It reads what a job derives (certificate_index.h), and what that has not reached
// yet straight from the certificates, so a new certificate is found at once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/issued_certificate.h"
#include "store/session.h"

namespace chancery::store {

enum class CertificateStatus { valid, revoked, expired, not_yet_valid };

enum class CertificateOrder {
  newest,  ///< issued last first
  oldest,  ///< issued first first
  expires_first,
  expires_last,
};

/// Everything that is set must hold.
struct CertificateFilter {
  std::string part = {};                         ///< of one of the names; lower case
  std::optional<CertificateStatus> status = {};  ///< at the time of asking
  std::string profile = {};
  model::IssuerId issuer = {};
  model::AccountId owner = {};
  std::optional<Time> expires_from = {};   ///< inclusive
  std::optional<Time> expires_until = {};  ///< exclusive

  [[nodiscard]] bool operator==(const CertificateFilter&) const = default;
};

struct RegisterPage {
  std::vector<model::CertificateFacts> certificates;
  std::string next;      ///< cursor of the page after; empty at the end
  std::string previous;  ///< of the page before; empty at the beginning
};

/// How many certificates there are, and of those that are valid how many end soon.
struct CertificateCounts {
  std::int64_t issued = 0;
  std::int64_t valid = 0;  ///< neither revoked nor expired
  std::int64_t revoked = 0;
  std::int64_t expired = 0;  ///< and not revoked
};

/// Certificates, not revoked, whose last second is within a day (UTC).
struct ExpiringOnDay {
  std::chrono::sys_days day;
  std::int64_t certificates = 0;
};

class CertificateRegister final {
 public:
  static constexpr int kMaxPage = 1000;

  /// One page of at most `limit`. `cursor` is empty, or `next` or `previous` of another page of the
  /// same filter and order. A page in the order of issuing may be shorter than `limit`, even
  /// empty, and still have a next: over a million certificates are looked at for one page, no
  /// more. By expiry, all are looked at. Errors: kPageTokenMalformed.
  [[nodiscard]] static Result<RegisterPage> page(Snapshot& snapshot,
                                                 const CertificateFilter& filter,
                                                 CertificateOrder order, Time now, int limit,
                                                 const std::string& cursor = {});

  /// `owner` empty: of everybody. A certificate that ends today counts as valid until tomorrow.
  [[nodiscard]] static Result<CertificateCounts> counts(Snapshot& snapshot, model::AccountId owner,
                                                        Time now);

  /// For every day from `now` on, before `until`, on which some end, in order.
  [[nodiscard]] static Result<std::vector<ExpiringOnDay>> expiring(Snapshot& snapshot,
                                                                   model::AccountId owner, Time now,
                                                                   Time until);
};

}  // namespace chancery::store
