// The gate of this door: from an HTTP request to a request that an account, or a key, has signed
// (RFC 8555 sections 6.2 to 6.5).
#pragma once

#include <boost/json/value.hpp>
#include <optional>

#include "acme/jwk.h"
#include "acme/jws.h"
#include "acme/nonces.h"
#include "acme/urls.h"
#include "base/result.h"
#include "http/json.h"
#include "http/request.h"
#include "ra/accounts.h"

namespace chancery::acme {

/// Which way of naming the key a resource accepts (section 6.2).
enum class SignedBy {
  account,  ///< `kid`
  new_key,  ///< `jwk`: new-account
  either,   ///< revoke-cert
};

/// A request whose nonce was good, whose url was this one, and whose signature verifies; by an
/// account that is valid, or by a key that may have no account.
struct SignedRequest {
  Jws jws;
  ra::KnownAccountPtr account;  ///< set when named by `kid`
  std::optional<Jwk> key;       ///< set when given as `jwk`

  /// POST-as-GET (section 6.3).
  [[nodiscard]] bool is_read() const { return jws.payload().empty(); }

  /// The payload as a JSON object, in `storage`, which must outlive it. Errors: those of
  /// http::parse_json and JsonObject::of.
  [[nodiscard]] Result<http::JsonObject> object(boost::json::value& storage) const;
};

/// Safe for many threads.
class Gate final {
 public:
  /// All are borrowed.
  Gate(Nonces& nonces, ra::Accounts& accounts, const Urls& urls)
      : nonces_(nonces), accounts_(accounts), urls_(urls) {}

  /// The nonce is spent as soon as the form is right, and before any signature is checked: a flood
  /// of bad requests costs a MAC each. Errors: http::kContentTypeWrong, the kJws*, kJwk*, kNonce*,
  /// kUrl*, kKid* and kSignature* kinds, ra::kAccountNotValid.
  [[nodiscard]] Result<SignedRequest> read(const http::Request& request, SignedBy by);

 private:
  Nonces& nonces_;
  ra::Accounts& accounts_;
  const Urls& urls_;
};

}  // namespace chancery::acme
