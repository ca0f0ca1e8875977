// The operations on places where certificates are in use, and on sealed keys (NC-x1, NC-x7).
#pragma once

#include "api/call.h"
#include "ra/placements.h"

namespace chancery::api {

/// Safe for many threads.
class PlacementDesk final {
 public:
  /// Borrows `placements`.
  explicit PlacementDesk(ra::Placements& placements) : placements_(placements) {}

  [[nodiscard]] Result<http::Response> list(const Call& call) const;
  [[nodiscard]] Result<http::Response> get(const Call& call) const;
  [[nodiscard]] Result<http::Response> put(const Call& call) const;
  [[nodiscard]] Result<http::Response> remove(const Call& call) const;

  [[nodiscard]] Result<http::Response> get_key(const Call& call) const;
  [[nodiscard]] Result<http::Response> put_key(const Call& call) const;
  [[nodiscard]] Result<http::Response> remove_key(const Call& call) const;

 private:
  ra::Placements& placements_;
};

}  // namespace chancery::api
