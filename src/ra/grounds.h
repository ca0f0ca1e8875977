// Why staff ends an application or a certificate beyond what machines find (CPS 1.0.6 sections
// 3.1.6, 4.2.2, 4.9.1; TLS BR 4.2.1, 4.9.1.1; NT-31).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace chancery::ra {

enum class Ground {
  trademark_dispute,   ///< somebody claims a name in it as a mark of his own
  high_risk,           ///< likely to be used for fraud, phishing or the like
  agreement_breached,  ///< the subscriber does not keep to the agreement
  other,
};

/// What a person of the staff writes down about such a decision.
struct GroundedDecision {
  Ground ground = Ground::other;
  std::string comment;  ///< 1 to 900 octets, for the applicant's eyes as well
};

/// "trademark-dispute", "high-risk", "agreement-breached", "other".
[[nodiscard]] std::string_view to_text(Ground ground);
[[nodiscard]] std::optional<Ground> parse_ground(std::string_view text);

/// Who gives the right to decide so.
[[nodiscard]] std::string_view citation_of(Ground ground);

/// "trademark-dispute (CPS 1.0.6 section 3.1.6; NT-31): claim 4711", as the records keep it. That
/// the dispute is real is NOT checked: the CA resolves none (CPS 3.1.6).
/// Errors: kGroundWithoutComment.
[[nodiscard]] Result<std::string> told(const GroundedDecision& decision);

}  // namespace chancery::ra
