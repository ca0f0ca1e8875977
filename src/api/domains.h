// The operations on pre-validated domains (NC-x6).
#pragma once

#include <boost/json/object.hpp>

#include "api/call.h"
#include "ra/domains.h"
#include "vetting/organizations.h"

namespace chancery::api {

/// Safe for many threads. Domains belong to the caller's enterprise, whatever its role.
class Domains final {
 public:
  /// Everything is borrowed.
  struct Uses {
    ra::Domains& domains;
    vetting::Organizations& organizations;
    const Clock& clock;
  };
  explicit Domains(const Uses& uses) : uses_(uses) {}

  [[nodiscard]] Result<http::Response> list(const Call& call) const;
  [[nodiscard]] Result<http::Response> add(const Call& call) const;
  [[nodiscard]] Result<http::Response> check(const Call& call) const;
  [[nodiscard]] Result<http::Response> remove(const Call& call) const;

 private:
  [[nodiscard]] Result<boost::json::object> shown(const Call& call,
                                                  const model::Authorization& domain) const;

  Uses uses_;
};

}  // namespace chancery::api
