// Collected client data (WebAuthn Level 3 section 5.8.1): what the browser says it was asked,
// where.
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace chancery::webauthn {

struct ClientData {
  std::string type;  ///< "webauthn.create", "webauthn.get"
  Bytes challenge;
  std::string origin;
  bool cross_origin = false;  ///< asked for in a frame of another site
};

/// Members that are not known are passed over, as section 5.8.1.2 demands. At most 4 KiB.
/// Errors: kCredentialMalformed.
[[nodiscard]] Result<ClientData> parse_client_data(BytesView json);

}  // namespace chancery::webauthn
