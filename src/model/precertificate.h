// A precertificate that was signed: what became of it (RFC 6962 section 3.1; NT-171).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/time.h"
#include "model/ids.h"

namespace chancery::model {

enum class PrecertificateState : std::uint8_t {
  shown = 1,       ///< signed; the logs are being asked
  completed = 2,   ///< the certificate was issued
  unfinished = 3,  ///< the certificate never was: it stays issued in the eyes of the world
};

/// "shown", "completed", "unfinished"; "unknown" for what a damaged row may hold.
[[nodiscard]] constexpr std::string_view to_text(PrecertificateState state) {
  switch (state) {
    case PrecertificateState::shown:
      return "shown";
    case PrecertificateState::completed:
      return "completed";
    case PrecertificateState::unfinished:
      return "unfinished";
  }
  return "unknown";
}

/// Beside the row of its certificate, which has the facts that both share.
struct Precertificate {
  CertificateId certificate;
  PrecertificateState state = PrecertificateState::shown;
  Bytes der;
  Time signed_at{};
  std::optional<Time> ended_at;             ///< when it left `shown`
  std::string why;                          ///< it is unfinished: the code of an error
  std::optional<std::int64_t> issued_leaf;  ///< of the decision record of the certificate
};

}  // namespace chancery::model
