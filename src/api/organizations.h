// The operations on organizations and their vetting (NC-10, NC-11, NC-x5; NT-33..37).
#pragma once

#include "api/call.h"
#include "base/time.h"
#include "vetting/organizations.h"

namespace chancery::api {

/// Safe for many threads.
class Organizations final {
 public:
  /// Both are borrowed.
  Organizations(vetting::Organizations& desk, const Clock& clock) : desk_(desk), clock_(clock) {}

  [[nodiscard]] Result<http::Response> list(const Call& call) const;
  [[nodiscard]] Result<http::Response> file(const Call& call) const;
  [[nodiscard]] Result<http::Response> get(const Call& call) const;
  [[nodiscard]] Result<http::Response> change(const Call& call) const;
  [[nodiscard]] Result<http::Response> remove(const Call& call) const;
  [[nodiscard]] Result<http::Response> decide(const Call& call) const;
  [[nodiscard]] Result<http::Response> approve(const Call& call) const;
  [[nodiscard]] Result<http::Response> reject(const Call& call) const;
  [[nodiscard]] Result<http::Response> renew(const Call& call) const;
  /// Which kinds of sources decide which check.
  [[nodiscard]] Result<http::Response> rules(const Call& call) const;

 private:
  [[nodiscard]] http::Response answer(int status, const model::OrganizationView& view) const;

  vetting::Organizations& desk_;
  const Clock& clock_;
};

}  // namespace chancery::api
