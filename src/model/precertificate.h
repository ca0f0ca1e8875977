// A precertificate that was signed: what became of it (RFC 6962 section 3.1; NT-171).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/time.h"
#include "model/ids.h"

namespace chancery::model {

enum class PrecertificateState : std::uint8_t {
  shown = 1,       ///< signed; the logs are being asked
  completed = 2,   ///< the certificate was issued
  unfinished = 3,  ///< the certificate never was: it stays issued in the eyes of the world
  waiting = 4,     ///< too few SCTs so far; the logs will be asked again, with the same bytes
};

/// "shown", "completed", "unfinished", "waiting"; "unknown" for what a damaged row may hold.
[[nodiscard]] constexpr std::string_view to_text(PrecertificateState state) {
  switch (state) {
    case PrecertificateState::shown:
      return "shown";
    case PrecertificateState::completed:
      return "completed";
    case PrecertificateState::unfinished:
      return "unfinished";
    case PrecertificateState::waiting:
      return "waiting";
  }
  return "unknown";
}

enum class SubmissionOutcome : std::uint8_t {
  sct = 1,     ///< an SCT that stood every check
  failed = 2,  ///< see `error`
  outrun = 3,  ///< no answer yet when enough others had answered
};

/// "sct", "failed", "outrun"; "unknown" for what a damaged row may hold.
[[nodiscard]] constexpr std::string_view to_text(SubmissionOutcome outcome) {
  switch (outcome) {
    case SubmissionOutcome::sct:
      return "sct";
    case SubmissionOutcome::failed:
      return "failed";
    case SubmissionOutcome::outrun:
      return "outrun";
  }
  return "unknown";
}

/// What became of showing it to one log.
struct LogSubmission {
  std::string log_id;  ///< base64
  std::string log;     ///< its name at that time
  Time asked_at{};
  Duration took{};
  SubmissionOutcome outcome = SubmissionOutcome::failed;
  std::string error;  ///< code, perhaps with the HTTP status; empty unless it failed

  bool operator==(const LogSubmission&) const = default;
};

/// Beside the row of its certificate, which has the facts that both share.
struct Precertificate {
  CertificateId certificate;
  PrecertificateState state = PrecertificateState::shown;
  Bytes der;
  Time signed_at{};
  std::optional<Time> ended_at;             ///< when it was completed or given up
  std::string why;                          ///< it is unfinished: the code of an error
  std::optional<std::int64_t> issued_leaf;  ///< of the decision record of the certificate
  ApplicationId application;                ///< whose it is; empty: none's
  std::vector<LogSubmission> submissions;   ///< the latest ones, in the order of time

  bool operator==(const Precertificate&) const = default;
};

}  // namespace chancery::model
