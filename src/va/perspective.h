// A place on the network from which control and CAA are looked at (BR 3.2.2.9).
#pragma once

#include <string_view>

#include "base/result.h"
#include "net/deadline.h"
#include "va/caa.h"
#include "va/challenge.h"
#include "va/evidence.h"

namespace chancery::va {

/// The primary perspective is `Validator`, in this process. A remote one answers the same two
/// questions from elsewhere; corroboration asks several and counts.
class Perspective {
 public:
  virtual ~Perspective() = default;

  /// As it appears in evidence: "primary" for the local one.
  [[nodiscard]] virtual std::string_view name() const = 0;

  /// One attempt. Safe to call from any thread; blocks until the deadline at the latest.
  [[nodiscard]] virtual Result<Evidence> validate(const Challenge& challenge,
                                                  net::Deadline deadline) = 0;

  [[nodiscard]] virtual Result<CaaDecision> check_caa(const CaaQuestion& question,
                                                      net::Deadline deadline) = 0;
};

}  // namespace chancery::va
