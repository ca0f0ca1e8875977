// Ground and comment of a decision of the staff, as a body has them (NT-31).
#pragma once

#include "http/json.h"
#include "ra/grounds.h"

namespace chancery::api {

/// The members "ground" and "comment". Errors: those of JsonObject::text.
/// Precondition: the body keeps to its schema, so that the ground is a known word.
[[nodiscard]] inline Result<ra::GroundedDecision> decision_in(const http::JsonObject& body) {
  ra::GroundedDecision decision;
  decision.ground = ra::parse_ground(TRY(body.text("ground"))).value_or(ra::Ground::other);
  decision.comment = TRY(body.text("comment"));
  return decision;
}

}  // namespace chancery::api
