// The ACME door (RFC 8555, RFC 8737, RFC 8738): routes, the gate, nonces and problem documents.
// Everything that is decided is decided in `ra`.
#pragma once

#include "acme/context.h"
#include "acme/nonces.h"
#include "acme/signed_request.h"
#include "base/random.h"
#include "base/under_way.h"
#include "http/router.h"

namespace chancery::acme {

/// Lives as long as the router that it was added to serves.
class AcmeDoor final {
 public:
  /// `ra`, `clock` and `random` are borrowed.
  AcmeDoor(ra::RegistrationAuthority& ra, const Clock& clock, Random& random,
           const DoorSettings& settings);
  AcmeDoor(const AcmeDoor&) = delete;
  AcmeDoor& operator=(const AcmeDoor&) = delete;

  void add_routes(http::Router& router);

 private:
  struct SignedRoute;

  void add(http::Router& router, const SignedRoute& route, Act act);
  void add(http::Router& router, const SignedRoute& route, AsyncAct act);
  [[nodiscard]] http::Response finish(Result<http::Response> result, const SignedRoute& route);
  /// Replay-Nonce and the index link belong on every answer (6.5, 7.1).
  void decorate(http::Response& response);
  void add_unsigned_routes(http::Router& router);

  Context context_;
  Nonces nonces_;
  Gate gate_;
  UnderWay under_way_;  ///< last: what is under way uses everything above
};

}  // namespace chancery::acme
