// The certificate of the HTTPS listener: issued by the private hierarchy on the same road as every
// other, renewed by itself (asks.md: a CA must not lock itself out).
#pragma once

#include "app/installation.h"
#include "crypto/server_tls.h"

namespace chancery::app {

/// Reads the stored certificate and key; makes new ones when there are none, when a third of the
/// life is left, when the names changed, or when it was revoked. The key lies sealed beside the
/// certificate. Errors: those of ca, keys and files.
[[nodiscard]] Result<crypto::ServerTls> server_certificate(Installation& installation);

}  // namespace chancery::app
