#include "identity/sessions.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/utf8.h"
#include "crypto/hash.h"
#include "identity/errors.h"
#include "store/console_session_repository.h"
#include "store/enterprise_repository.h"
#include "store/factor_repository.h"
#include "store/user_repository.h"

namespace chancery::identity {
namespace {

using store::ConsoleSessionRepository;
using store::Tenant;

constexpr std::size_t kTokenBytes = 32;
constexpr std::size_t kTokenText = 43;
constexpr std::size_t kMaxAgent = 200;
constexpr Duration kTouch = std::chrono::minutes(1);

/// Derived, so that it need not be stored and changes with the token.
std::string csrf_of(std::string_view token) {
  return to_base64url(crypto::hmac_sha256(as_bytes(token), as_bytes("chancery csrf")));
}

}  // namespace

bool Sessions::is_over(const model::ConsoleSession& session, Time now) const {
  return now >= session.ends || now >= session.last_used + settings_.idle;
}

Result<std::shared_ptr<OpenSession>> Sessions::find(store::Snapshot& snapshot,
                                                    const model::Digest& token) const {
  auto session = TRY(ConsoleSessionRepository::by_token(snapshot, token));
  if (!session || is_over(*session, ground_.clock.now())) {
    return nullptr;
  }
  auto user = TRY(store::UserRepository::by_id(snapshot, session->user, Tenant::anybody()));
  const auto role = user ? parse_role(user->role) : std::nullopt;
  if (!role || user->status != model::UserStatus::active) {
    return nullptr;
  }
  auto open = std::make_shared<OpenSession>();
  if (!user->enterprise.empty()) {
    const auto enterprise =
        TRY(store::EnterpriseRepository::by_id(snapshot, user->enterprise, Tenant::anybody()));
    if (!enterprise || enterprise->status != model::AccountStatus::valid) {
      return nullptr;
    }
    open->enterprise_name = enterprise->name;
  }
  const auto counts = TRY(store::FactorRepository::count(snapshot, user->id));
  open->factors = {counts.totp, counts.passkeys, counts.recovery_codes};
  open->session = *std::move(session);
  open->user = *std::move(user);
  open->role = *role;
  return open;
}

Result<OpenSessionPtr> Sessions::authenticate(std::string_view token) {
  if (token.size() != kTokenText) {
    return fail(kSessionInvalid);
  }
  const model::Digest hash = crypto::sha256(as_bytes(token));
  auto open =
      TRY(ground_.database.read([&](store::Snapshot& snapshot) { return find(snapshot, hash); }));
  if (!open) {
    return fail(kSessionInvalid);
  }
  const Time now = ground_.clock.now();
  touch(open->session, now);
  open->csrf = csrf_of(token);
  open->expires = std::min(open->session.ends, now + settings_.idle);
  return open;
}

// Nobody waits for it: lost in a crash, it costs a minute of an idle time.
void Sessions::touch(const model::ConsoleSession& session, Time now) {
  if (now < session.last_used + std::min(kTouch, settings_.idle / 4)) {
    return;
  }
  ground_.database.write_async(
      [id = session.id, now](store::Transaction& tx) {
        return ConsoleSessionRepository::touch(tx, id, now);
      },
      [](const Result<void>&) {});
}

Sessions::Token Sessions::new_token() {
  const Secret raw(ground_.random.bytes(kTokenBytes));
  std::string text = to_base64url(raw.reveal());
  Token token{Secret(text), crypto::sha256(as_bytes(text))};
  wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
  return token;
}

Sessions::Fresh Sessions::prepare(model::UserId user, const Browser& browser,
                                  std::optional<Time> verified) {
  Token token = new_token();
  Fresh fresh{std::move(token.text), {}};
  const Time now = ground_.clock.now();
  fresh.session.id = ground_.ids.next<model::ConsoleSessionId>();
  fresh.session.user = user;
  fresh.session.token_hash = token.hash;
  fresh.session.created = now;
  fresh.session.last_used = now;
  fresh.session.ends = now + settings_.life;
  fresh.session.verified = verified;
  fresh.session.address = browser.address;
  fresh.session.agent = well_formed(std::string_view(browser.agent).substr(0, kMaxAgent));
  return fresh;
}

Result<SignedIn> Sessions::signed_in(Secret token) {
  auto session = TRY(authenticate(token.reveal_text()));
  return SignedIn{std::move(token), std::move(session)};
}

Result<void> Sessions::check_step_up_of_request(const OpenSession& session) const {
  return settings_.step_up_requests ? check_step_up(session) : Result<void>();
}

Result<void> Sessions::check_step_up(const OpenSession& session) const {
  const bool fresh = session.session.verified &&
                     ground_.clock.now() <= *session.session.verified + settings_.step_up;
  if (settings_.step_up > Duration(0) && !fresh) {
    return fail(kStepUpNeeded);
  }
  return {};
}

Result<std::vector<model::ConsoleSession>> Sessions::of_user(model::UserId user) {
  auto sessions = TRY(ground_.database.read([&](store::Snapshot& snapshot) {
    return ConsoleSessionRepository::of_user(snapshot, user);
  }));
  const Time now = ground_.clock.now();
  std::erase_if(sessions, [&](const auto& session) { return is_over(session, now); });
  return sessions;
}

Result<void> Sessions::end(model::ConsoleSessionId id, model::UserId user, std::string_view actor) {
  return ground_.database.write([&](store::Transaction& tx) -> Result<void> {
    if (!TRY(ConsoleSessionRepository::end(tx, id, user))) {
      return fail(kSessionNotFound, "id", to_text(id));
    }
    const audit::Record record{ground_.clock.now(),  "session.ended",
                               std::string(actor),   "user:" + to_text(user),
                               audit::Outcome::done, "{\"session\":\"" + to_text(id) + "\"}"};
    TRY(ground_.audit.append(tx, record));
    return {};
  });
}

}  // namespace chancery::identity
