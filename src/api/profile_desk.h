// The operations on profiles: tables with citations at a date, and what a date changes for whom.
#pragma once

#include "api/call.h"
#include "profile/catalogue.h"
#include "store/database.h"

namespace chancery::api {

/// Safe for many threads.
class ProfileDesk final {
 public:
  /// All are borrowed.
  ProfileDesk(store::Database& database, const profile::Catalogue& profiles, const Clock& clock)
      : database_(database), profiles_(profiles), clock_(clock) {}

  /// Each table with its citations, as it is in force at `at`.
  [[nodiscard]] Result<http::Response> list(const Call& call) const;
  [[nodiscard]] Result<http::Response> get(const Call& call) const;

  /// What the law changes until `date`, profile by profile, and the certificates and applications
  /// of the call's scope that are still open then: they will be renewed, or made, under the new
  /// law.
  [[nodiscard]] Result<http::Response> changes(const Call& call) const;

  /// At most so many certificates and applications are looked at for one answer.
  static constexpr int kMaxLooked = 1000;

 private:
  store::Database& database_;
  const profile::Catalogue& profiles_;
  const Clock& clock_;
};

}  // namespace chancery::api
