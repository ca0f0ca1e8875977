// Links by which people choose a password: the first one, or another one after they forgot it.
#pragma once

#include <string>

#include "base/secret.h"
#include "identity/ground.h"
#include "identity/passwords.h"
#include "identity/sessions.h"
#include "model/invitation.h"
#include "notice/outbox.h"

namespace chancery::identity {

/// Tokens are 256 random bits of which the hash is stored; each is for one use, and a newer one
/// ends those before it. Safe for many threads.
class Invitations final {
 public:
  /// All are borrowed. `console_url` has no trailing '/'.
  Invitations(const Ground& ground, Passwords& passwords, Sessions& sessions,
              notice::Outbox& outbox, std::string console_url)
      : ground_(ground),
        passwords_(passwords),
        sessions_(sessions),
        outbox_(outbox),
        console_url_(std::move(console_url)) {}

  /// A link that is not stored yet. Its token stands behind '#', which browsers send to nobody.
  struct Link {
    Secret url;
    model::Invitation invitation;
  };
  [[nodiscard]] Link prepare(model::UserId user, model::InvitationKind kind);

  /// Inside of a unit: this link alone is good from now on, and goes out by mail where there is a
  /// server for that.
  [[nodiscard]] Result<void> store(store::Transaction& tx, const Link& link,
                                   const model::User& user);

  /// Whether links go out by mail; else whoever makes one has to hand it over.
  [[nodiscard]] bool are_mailed() const { return outbox_.can_send(); }

  /// Mails a link to whoever has that name, if somebody has, is active, has an address, and got
  /// none just now. Says nothing about that: callers are answered alike.
  [[nodiscard]] Result<void> ask_password_reset(std::string_view name);

  /// Sets the password, ends whatever sessions there are, and opens one in the state that comes
  /// next: after a password reset the second factor is asked for. Errors: kInvitationInvalid,
  /// kNewPasswordUnfit.
  [[nodiscard]] Result<SignedIn> accept(std::string_view token, model::InvitationKind kind,
                                        const Secret& password, const Browser& browser);

 private:
  [[nodiscard]] Result<model::User> find(store::Snapshot& snapshot, const model::Digest& hash,
                                         model::InvitationKind kind) const;

  Ground ground_;
  Passwords& passwords_;
  Sessions& sessions_;
  notice::Outbox& outbox_;
  std::string console_url_;
};

}  // namespace chancery::identity
