// Questions to authenticators: stateless until they are answered, and answered once.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"
#include "base/time.h"
#include "crypto/sealing.h"
#include "model/console_session.h"
#include "store/session.h"

namespace chancery::identity {

/// What a question is for: an answer to one is none to another.
enum class Purpose : std::uint8_t {
  registration = 1,   ///< of a new passkey, by that session
  sign_in = 2,        ///< without a session
  second_factor = 3,  ///< by that session
};

struct Challenge {
  Bytes bytes;     ///< 32 random ones
  std::string id;  ///< sealed: purpose, session, bytes and end
};

/// An opened id.
struct AskedChallenge {
  Bytes bytes;
  Time expires{};
};

/// Nothing is stored for a question, so asking costs nobody anything. Safe for many threads.
class Challenges final {
 public:
  static constexpr Duration kLife = std::chrono::minutes(5);

  /// All are borrowed.
  Challenges(const crypto::SealingKey& sealing, const Clock& clock, Random& random)
      : sealing_(sealing), clock_(clock), random_(random) {}

  /// `session` is empty without one.
  [[nodiscard]] Challenge ask(Purpose purpose, model::ConsoleSessionId session) const;

  /// Errors: kChallengeInvalid: forged, too old, of another purpose or session.
  [[nodiscard]] Result<AskedChallenge> open(std::string_view id, Purpose purpose,
                                            model::ConsoleSessionId session) const;

  /// Inside of a unit. Errors: kChallengeInvalid when it was answered before.
  [[nodiscard]] static Result<void> spend(store::Transaction& tx, const AskedChallenge& challenge);

 private:
  const crypto::SealingKey& sealing_;
  const Clock& clock_;
  Random& random_;
};

}  // namespace chancery::identity
