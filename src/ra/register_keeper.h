// Keeps what lists and searches of certificates read up with what was issued and revoked.
#pragma once

#include "base/result.h"
#include "jobs/runner.h"

namespace chancery::ra {

class Office;

inline constexpr std::string_view kIndexJob = "index-certificates";

/// Nothing depends on its being quick: what it has not reached yet is read from the certificates
/// themselves. Issuance and revocation write nothing for it, so they cost what they cost without.
class RegisterKeeper final {
 public:
  /// `office` outlives this.
  explicit RegisterKeeper(Office& office) : office_(office) {}

  /// The handler of kIndexJob: some hundred thousand certificates a run at most, again in seconds.
  [[nodiscard]] Result<jobs::Verdict> run();

 private:
  [[nodiscard]] Result<bool> seal_blocks();
  [[nodiscard]] Result<void> take_revocations();

  Office& office_;
};

}  // namespace chancery::ra
