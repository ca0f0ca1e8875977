// Sessions of browsers: made, recognized, ended (NT-109; NCSSR 2.0.5).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "identity/ground.h"
#include "identity/session.h"

namespace chancery::identity {

struct SessionSettings {
  Duration idle = std::chrono::minutes(30);  ///< without a request
  Duration life = std::chrono::hours(12);    ///< whatever happens
  /// How old the last proof by a second factor may be at a sensitive act; 0: any age.
  Duration step_up{0};
  bool step_up_requests = false;  ///< likewise when somebody asks for a certificate (AW-11)
};

/// Every request looks its session up in the store, so suspension and sign-out take effect at once
/// on every node. Safe for many threads.
class Sessions final {
 public:
  explicit Sessions(const Ground& ground, SessionSettings settings = {})
      : ground_(ground), settings_(settings) {}

  /// Whose cookie this is. Errors: kSessionInvalid: unknown, over, idle for too long, its user not
  /// active, or its enterprise suspended.
  [[nodiscard]] Result<OpenSessionPtr> authenticate(std::string_view token);

  /// A session that is not stored yet, with its token.
  struct Fresh {
    Secret token;
    model::ConsoleSession session;
  };
  [[nodiscard]] Fresh prepare(model::UserId user, const Browser& browser,
                              std::optional<Time> verified);
  /// A token in place of the one that a session has: for when its rights rise.
  struct Token {
    Secret text;
    model::Digest hash;
  };
  [[nodiscard]] Token new_token();

  /// What the token of a unit that was just stored opens.
  [[nodiscard]] Result<SignedIn> signed_in(Secret token);

  /// Errors: kStepUpNeeded.
  [[nodiscard]] Result<void> check_step_up(const OpenSession& session) const;
  [[nodiscard]] Result<void> check_step_up_of_request(const OpenSession& session) const;

  /// Those of a person that are not over, newest first.
  [[nodiscard]] Result<std::vector<model::ConsoleSession>> of_user(model::UserId user);

  /// Signs out. Errors: kSessionNotFound when it is not this user's.
  [[nodiscard]] Result<void> end(model::ConsoleSessionId id, model::UserId user,
                                 std::string_view actor);

 private:
  [[nodiscard]] Result<std::shared_ptr<OpenSession>> find(store::Snapshot& snapshot,
                                                          const model::Digest& token) const;
  [[nodiscard]] bool is_over(const model::ConsoleSession& session, Time now) const;
  void touch(const model::ConsoleSession& session, Time now);

  Ground ground_;
  SessionSettings settings_;
};

}  // namespace chancery::identity
