// A decision record: one leaf of the audit log.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"

namespace chancery::audit {

enum class Outcome : std::uint8_t { done = 1, refused = 2, failed = 3 };

/// "done", "refused", "failed".
[[nodiscard]] std::string_view to_text(Outcome outcome);

/// Who did what to what, when, and on which grounds. Never holds a secret.
struct Record {
  Time time{};
  std::string kind;     ///< verb of the catalogue, e.g. "certificate.issued"; at most 255 octets
  std::string actor;    ///< e.g. "account:0abc...", "staff:alice", "system"; at most 255 octets
  std::string subject;  ///< what it was done to, e.g. "certificate:0abc..."; at most 65535 octets
  Outcome outcome = Outcome::done;
  std::string details;  ///< JSON text: rules evaluated, inputs, evidence; at most 1 MiB

  bool operator==(const Record&) const = default;
};

/// The leaf's bytes, in the presentation language of RFC 8446 section 3:
///   struct { uint8 version = 1; uint64 time_ms; uint8 outcome; opaque kind<0..2^8-1>;
///            opaque actor<0..2^8-1>; opaque subject<0..2^16-1>; opaque details<0..2^24-1>; } Leaf;
/// Longer fields are cut at their bound.
[[nodiscard]] Bytes encode(const Record& record);

/// The inverse: encode(parse(x)) == x. Errors: kLeafMalformed.
[[nodiscard]] Result<Record> parse_record(BytesView leaf);

}  // namespace chancery::audit
