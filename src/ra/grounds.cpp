#include "ra/grounds.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "ra/errors.h"

namespace chancery::ra {

namespace {

constexpr std::size_t kLongestComment = 900;

struct GroundRow {
  Ground ground;
  std::string_view text;
  std::string_view citation;
};

constexpr std::array kGrounds = {
    GroundRow{Ground::trademark_dispute, "trademark-dispute", "CPS 1.0.6 section 3.1.6; NT-31"},
    GroundRow{Ground::high_risk, "high-risk", "TLS BR 4.2.1; CPS 1.0.6 section 4.2.2"},
    GroundRow{Ground::agreement_breached, "agreement-breached", "TLS BR 4.9.1.1, 9.6.3"},
    GroundRow{Ground::other, "other", "CPS 1.0.6 sections 4.2.2, 4.9.1"},
};

const GroundRow& row_of(Ground ground) {
  return kGrounds.at(static_cast<std::size_t>(ground));
}

}  // namespace

std::string_view to_text(Ground ground) {
  return row_of(ground).text;
}

std::optional<Ground> parse_ground(std::string_view text) {
  const auto found = std::ranges::find(kGrounds, text, &GroundRow::text);
  return found == kGrounds.end() ? std::nullopt : std::optional(found->ground);
}

std::string_view citation_of(Ground ground) {
  return row_of(ground).citation;
}

Result<std::string> told(const GroundedDecision& decision) {
  const std::string& comment = decision.comment;
  if (comment.find_first_not_of(" .-\n\r\t") == comment.npos || comment.size() > kLongestComment ||
      !is_utf8(comment)) {
    return fail(kGroundWithoutComment, "ground", std::string(to_text(decision.ground)));
  }
  return std::string(to_text(decision.ground)) + " (" + std::string(citation_of(decision.ground)) +
         "): " + comment;
}

}  // namespace chancery::ra
