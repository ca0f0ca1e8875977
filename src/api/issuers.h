// The operations on issuers and profiles: what the CA is made of, for everybody with a key.
#pragma once

#include "api/call.h"
#include "ca/issuers.h"
#include "ca/public_urls.h"
#include "profile/catalogue.h"

namespace chancery::api {

/// Safe for many threads.
class Issuers final {
 public:
  /// All are borrowed.
  Issuers(const ca::Issuers& issuers, const ca::PublicUrls& urls,
          const profile::Catalogue& profiles, const Clock& clock)
      : issuers_(issuers), urls_(urls), profiles_(profiles), clock_(clock) {}

  [[nodiscard]] Result<http::Response> list(const Call& call) const;
  [[nodiscard]] Result<http::Response> get(const Call& call) const;
  /// Each table with its citations, as it is in force at `at`.
  [[nodiscard]] Result<http::Response> list_profiles(const Call& call) const;

 private:
  const ca::Issuers& issuers_;
  const ca::PublicUrls& urls_;
  const profile::Catalogue& profiles_;
  const Clock& clock_;
};

}  // namespace chancery::api
