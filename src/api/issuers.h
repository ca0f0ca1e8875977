// The operations on issuers: what the CA is made of, for everybody with a key.
#pragma once

#include "api/call.h"
#include "ca/issuers.h"
#include "ca/public_urls.h"

namespace chancery::api {

/// Safe for many threads.
class Issuers final {
 public:
  /// All are borrowed.
  Issuers(const ca::Issuers& issuers, const ca::PublicUrls& urls)
      : issuers_(issuers), urls_(urls) {}

  [[nodiscard]] Result<http::Response> list(const Call& call) const;
  [[nodiscard]] Result<http::Response> get(const Call& call) const;

 private:
  const ca::Issuers& issuers_;
  const ca::PublicUrls& urls_;
};

}  // namespace chancery::api
