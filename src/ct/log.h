// One CT log as the root programs list it (Chrome log list, JSON schema version 3).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "crypto/public_key.h"
#include "net/http_url.h"
#include "x509/signed_certificate_timestamp.h"

namespace chancery::ct {

/// In the order of a log's life. SCTs count while a log is qualified, usable or read-only, and
/// those of a retired one that are older than its retirement; only usable logs are asked for new
/// ones.
enum class LogState { pending, qualified, usable, read_only, retired, rejected };

/// By which rules it is read; both take submissions alike (RFC 6962 section 4.2; C2SP
/// static-ct-api, whose SCTs bear a leaf_index).
enum class LogApi { rfc6962, static_ct };

enum class LogPurpose { production, test, other };

/// "pending", "qualified", "usable", "readonly", "retired", "rejected".
[[nodiscard]] std::string_view to_text(LogState state);
/// "RFC 6962", "static-ct-api".
[[nodiscard]] std::string_view to_text(LogApi api);

/// A log takes certificates whose notAfter is in here.
struct TemporalInterval {
  Time start{};  ///< inclusive
  Time end{};    ///< exclusive
};

struct CtLog {
  std::string name;           ///< the list's description, or the URL where it has none
  std::string operator_name;  ///< who runs it
  x509::CtLogId id{};
  crypto::PublicKey key;
  net::HttpUrl url;  ///< prefix of "ct/v1/..."; ends with '/'
  LogApi api = LogApi::rfc6962;
  LogState state = LogState::pending;
  Time state_since{};
  std::optional<TemporalInterval> interval;
  LogPurpose purpose = LogPurpose::production;

  /// Whether it takes a certificate that ends then.
  [[nodiscard]] bool covers(Time not_after) const {
    return !interval || (interval->start <= not_after && not_after < interval->end);
  }
};

}  // namespace chancery::ct
