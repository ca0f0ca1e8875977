#include "identity/invitations.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "crypto/hash.h"
#include "identity/errors.h"
#include "identity/name.h"
#include "identity/user_record.h"
#include "store/console_session_repository.h"
#include "store/invitation_repository.h"
#include "store/user_repository.h"

namespace chancery::identity {
namespace {

using model::InvitationKind;
using store::InvitationRepository;

constexpr std::size_t kTokenBytes = 32;
constexpr std::size_t kTokenText = 43;
constexpr Duration kBetweenMails = std::chrono::minutes(2);

Duration life_of(InvitationKind kind) {
  return kind == InvitationKind::invitation ? Duration(std::chrono::hours(7 * 24))
                                            : Duration(std::chrono::hours(1));
}

std::string_view page_of(InvitationKind kind) {
  return kind == InvitationKind::invitation ? "/invitation#" : "/password-reset#";
}

notice::Mail mail_of(const Invitations::Link& link, const model::User& user) {
  const bool is_invitation = link.invitation.kind == InvitationKind::invitation;
  const std::string until = to_rfc3339(to_seconds(link.invitation.expires));
  const std::string_view url = link.url.reveal_text();
  if (is_invitation) {
    return {user.email, "Your invitation to Chancery",
            fmt::format("Hello {},\n\nyou are invited to Chancery as {}. Your user name is {}.\n"
                        "Choose a password here, once, until {}:\n\n{}\n\n"
                        "Then you will add a second factor. If you expect no invitation, ignore "
                        "this mail.\n",
                        user.display_name, user.role, user.name, until, url)};
  }
  return {user.email, "Another password for Chancery",
          fmt::format("Hello {},\n\nsomebody asked for another password for {}.\nIf it was you, "
                      "choose one here, once, until {}:\n\n{}\n\n"
                      "Your second factor stays. If it was not you, ignore this mail: nothing has "
                      "changed.\n",
                      user.display_name, user.name, until, url)};
}

/// What a link is for. Another password helps nobody whose codes were guessed at.
bool fits(const model::User& user, InvitationKind kind) {
  return kind == InvitationKind::invitation
             ? user.status == model::UserStatus::invited
             : user.status == model::UserStatus::active && !user.is_locked();
}

/// Who may have a link to another password, and did not get one within the last minutes.
Result<std::optional<model::User>> find_forgetful(store::Snapshot& snapshot, std::string_view name,
                                                  Time now) {
  auto user = TRY(store::UserRepository::by_name(snapshot, lower(name)));
  if (!user || !fits(*user, InvitationKind::password_reset) || user->email.empty()) {
    return std::nullopt;
  }
  const auto newest = TRY(InvitationRepository::newest_end(snapshot, user->id));
  const bool just_now =
      newest && *newest > now + life_of(InvitationKind::password_reset) - kBetweenMails;
  return just_now ? std::nullopt : std::move(user);
}

}  // namespace

Invitations::Link Invitations::prepare(model::UserId user, InvitationKind kind) {
  const Secret token(to_base64url(ground_.random.bytes(kTokenBytes)));
  Bytes url = to_bytes(console_url_);
  append(url, as_bytes(page_of(kind)));
  append(url, token.reveal());
  Link link{Secret(std::move(url)), {}};
  link.invitation.token_hash = crypto::sha256(token.reveal());
  link.invitation.user = user;
  link.invitation.kind = kind;
  link.invitation.expires = ground_.clock.now() + life_of(kind);
  return link;
}

Result<void> Invitations::store(store::Transaction& tx, const Link& link, const model::User& user) {
  TRY(InvitationRepository::drop_of(tx, link.invitation.user));
  TRY(InvitationRepository::insert(tx, link.invitation));
  return are_mailed() ? outbox_.post(tx, mail_of(link, user)) : Result<void>();
}

Result<void> Invitations::ask_password_reset(std::string_view name) {
  const Time now = ground_.clock.now();
  const auto user = TRY(ground_.database.read(
      [&](store::Snapshot& snapshot) { return find_forgetful(snapshot, name, now); }));
  const bool is_mailed = user && are_mailed();
  const Link link = prepare(user ? user->id : model::UserId(), InvitationKind::password_reset);
  const audit::Record unknown{
      now, "user.password_reset_asked", "anonymous", "user:unknown", audit::Outcome::refused, "{}"};
  return ground_.database.write([&](store::Transaction& tx) -> Result<void> {
    if (is_mailed) {
      TRY(store(tx, link, *user));
    }
    TRY(ground_.audit.append(tx, is_mailed ? user_record(*user, "user.password_reset_asked",
                                                         "anonymous", audit::Outcome::done, now)
                                           : unknown));
    return {};
  });
}

Result<model::User> Invitations::find(store::Snapshot& snapshot, const model::Digest& hash,
                                      InvitationKind kind) const {
  const auto invitation = TRY(InvitationRepository::by_token(snapshot, hash));
  if (!invitation || invitation->kind != kind || ground_.clock.now() >= invitation->expires) {
    return fail(kInvitationInvalid);
  }
  auto user =
      TRY(store::UserRepository::by_id(snapshot, invitation->user, store::Tenant::anybody()));
  if (!user || !fits(*user, kind)) {
    return fail(kInvitationInvalid);
  }
  return *std::move(user);
}

Result<SignedIn> Invitations::accept(std::string_view token, InvitationKind kind,
                                     const Secret& password, const Browser& browser) {
  if (token.size() != kTokenText) {
    return fail(kInvitationInvalid);
  }
  TRY(Passwords::check_new(password));
  const model::Digest hash = crypto::sha256(as_bytes(token));
  const auto invited = TRY(
      ground_.database.read([&](store::Snapshot& snapshot) { return find(snapshot, hash, kind); }));
  const auto stored = TRY(passwords_.store(password));
  auto fresh = sessions_.prepare(invited.id, browser, std::nullopt);
  const Time now = ground_.clock.now();
  TRY(ground_.database.write([&](store::Transaction& tx) -> Result<void> {
    auto user = TRY(find(tx, hash, kind));
    stored.put_into(user);
    user.one_time = false;
    user.forget_failures();
    user.status = model::UserStatus::active;
    user.last_sign_in = now;
    TRY(store::UserRepository::update(tx, user));
    TRY(InvitationRepository::drop_of(tx, user.id));
    TRY(store::ConsoleSessionRepository::end_all(tx, user.id, {}));
    TRY(store::ConsoleSessionRepository::insert(tx, fresh.session));
    TRY(ground_.audit.append(
        tx, user_record(user,
                        kind == InvitationKind::invitation ? "user.invitation_accepted"
                                                           : "user.password_replaced",
                        "user:" + to_text(user.id), audit::Outcome::done, now)));
    return {};
  }));
  return sessions_.signed_in(std::move(fresh.token));
}

}  // namespace chancery::identity
