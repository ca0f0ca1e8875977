#include "identity/passkeys.h"

#include <boost/json/array.hpp>

#include "base/encoding.h"
#include "identity/errors.h"
#include "identity/name.h"
#include "identity/user_record.h"
#include "store/console_session_repository.h"
#include "store/enterprise_repository.h"
#include "store/factor_repository.h"
#include "store/passkey_repository.h"
#include "store/user_repository.h"
#include "webauthn/cose_key.h"

namespace chancery::identity {

/// A passkey whose answer was right.
struct Passkeys::Shown {
  model::Passkey passkey;
  webauthn::Assertion assertion;
};

namespace {

namespace json = boost::json;
using store::ConsoleSessionRepository;
using store::PasskeyRepository;
using store::Tenant;
using webauthn::UserVerification;

constexpr std::int64_t kTimeout = 300'000;  // ms, as long as a challenge lives

/// "https://HOST:PORT" -> "HOST": what browsers compare with the site's domain.
std::string host_of(std::string_view origin) {
  origin.remove_prefix(std::min(origin.find("://") + 3, origin.size()));
  return std::string(origin.substr(0, origin.find(':')));
}

/// Opaque to others (section 14.6.1), and ours to read.
Bytes handle_of(model::UserId user) {
  return to_bytes(to_text(user));
}

json::array descriptors(const std::vector<model::Passkey>& passkeys) {
  json::array list;
  for (const auto& passkey : passkeys) {
    list.push_back(
        json::object{{"type", "public-key"}, {"id", to_base64url(passkey.credential_id)}});
  }
  return list;
}

json::array offered_algorithms() {
  json::array list;
  for (const auto algorithm : {webauthn::kEs256, webauthn::kEdDsa, webauthn::kRs256}) {
    list.push_back(json::object{{"type", "public-key"}, {"alg", algorithm}});
  }
  return list;
}

Purpose purpose_of(const OpenSession* session) {
  return session != nullptr ? Purpose::second_factor : Purpose::sign_in;
}

model::ConsoleSessionId id_of(const OpenSession* session) {
  return session != nullptr ? session->session.id : model::ConsoleSessionId();
}

/// Who may come in with a passkey: as with a password (see sign_in.cpp).
Result<bool> may_sign_in(store::Snapshot& snapshot, const model::User& user) {
  if (user.status != model::UserStatus::active || user.is_locked()) {
    return false;
  }
  if (user.enterprise.empty()) {
    return true;
  }
  const auto enterprise =
      TRY(store::EnterpriseRepository::by_id(snapshot, user.enterprise, Tenant::anybody()));
  return enterprise && enterprise->status == model::AccountStatus::valid;
}

}  // namespace

Passkeys::Passkeys(const Ground& ground, Sessions& sessions, const crypto::SealingKey& sealing,
                   const std::string& origin)
    : ground_(ground),
      sessions_(sessions),
      challenges_(sealing, ground.clock, ground.random),
      party_{host_of(origin), origin} {}

Result<std::vector<model::Passkey>> Passkeys::of_user(model::UserId user) {
  return ground_.database.read(
      [&](store::Snapshot& snapshot) { return PasskeyRepository::of_user(snapshot, user); });
}

Result<PasskeyQuestion> Passkeys::ask_registration(const OpenSession& session) {
  const auto known = TRY(of_user(session.user.id));
  auto challenge = challenges_.ask(Purpose::registration, session.session.id);
  const auto& user = session.user;
  const std::string& shown = user.display_name.empty() ? user.name : user.display_name;
  return PasskeyQuestion{
      std::move(challenge.id),
      {{"rp", {{"id", party_.id}, {"name", "Chancery"}}},
       {"user",
        {{"id", to_base64url(handle_of(user.id))}, {"name", user.name}, {"displayName", shown}}},
       {"challenge", to_base64url(challenge.bytes)},
       {"pubKeyCredParams", offered_algorithms()},
       {"timeout", kTimeout},
       {"excludeCredentials", descriptors(known)},
       {"authenticatorSelection",
        {{"residentKey", "preferred"}, {"userVerification", "preferred"}}},
       {"attestation", "none"}}};
}

Result<NewPasskey> Passkeys::add(const OpenSession& session, std::string_view challenge_id,
                                 const std::string& name,
                                 const webauthn::RegistrationAnswer& answer) {
  TRY(check_name(name));
  const auto asked = TRY(challenges_.open(challenge_id, Purpose::registration, session.session.id));
  const auto made =
      TRY(webauthn::check_registration(party_, {asked.bytes, UserVerification::preferred}, answer));
  const Time now = ground_.clock.now();
  model::Passkey passkey;
  passkey.id = ground_.ids.next<model::PasskeyId>();
  passkey.user = session.user.id;
  passkey.credential_id = made.credential.id;
  passkey.public_key = to_bytes(made.credential.key.key.spki_der());
  passkey.algorithm = made.credential.key.algorithm;
  passkey.sign_count = made.sign_count;
  passkey.name = name;
  passkey.created = now;
  auto token = sessions_.new_token();
  TRY(ground_.database.write([&](store::Transaction& tx) -> Result<void> {
    TRY(Challenges::spend(tx, asked));
    if (TRY(store::FactorRepository::count(tx, passkey.user)).passkeys >= kMostOfOne) {
      return fail(kPasskeysTooMany);
    }
    if (!TRY(PasskeyRepository::insert(tx, passkey))) {
      return fail(kPasskeyTaken);
    }
    TRY(ConsoleSessionRepository::replace_token(tx, session.session.id, token.hash, now));
    TRY(ground_.audit.append(
        tx, user_record(session.user, "user.passkey_added", session.actor(), audit::Outcome::done,
                        now, {{"passkey", to_text(passkey.id)}})));
    return {};
  }));
  auto signed_in = TRY(sessions_.signed_in(std::move(token.text)));
  return NewPasskey{std::move(passkey), std::move(signed_in)};
}

Result<void> Passkeys::remove(const OpenSession& session, model::PasskeyId id) {
  return ground_.database.write([&](store::Transaction& tx) -> Result<void> {
    if (!TRY(PasskeyRepository::drop(tx, id, session.user.id))) {
      return fail(kPasskeyNotFound, "id", to_text(id));
    }
    const auto left = TRY(store::FactorRepository::count(tx, session.user.id));
    if (!left.totp && left.passkeys == 0) {
      return fail(kLastSecondFactor);
    }
    TRY(ground_.audit.append(
        tx, user_record(session.user, "user.passkey_removed", session.actor(), audit::Outcome::done,
                        ground_.clock.now(), {{"passkey", to_text(id)}})));
    return {};
  });
}

Result<PasskeyQuestion> Passkeys::ask_assertion(const OpenSession* session) {
  auto challenge = challenges_.ask(purpose_of(session), id_of(session));
  json::array allowed;
  if (session != nullptr) {
    allowed = descriptors(TRY(of_user(session->user.id)));
  }
  return PasskeyQuestion{std::move(challenge.id),
                         {{"challenge", to_base64url(challenge.bytes)},
                          {"timeout", kTimeout},
                          {"rpId", party_.id},
                          {"allowCredentials", std::move(allowed)},
                          {"userVerification", session != nullptr ? "preferred" : "required"}}};
}

Result<Passkeys::Shown> Passkeys::check(const OpenSession* session, const AskedChallenge& asked,
                                        const PasskeyAnswer& answer) {
  auto passkey = TRY(ground_.database.read([&](store::Snapshot& snapshot) {
    return PasskeyRepository::by_credential(snapshot, answer.credential_id);
  }));
  const auto refuse = [&](std::string reason) -> std::unexpected<Error> {
    if (auto recorded = record_refusal(session, passkey); !recorded) {
      return pass(recorded);
    }
    return fail(kPasskeyRefused, "reason", std::move(reason));
  };
  const bool is_theirs =
      passkey && (session == nullptr || passkey->user == session->user.id) &&
      (answer.user_handle.empty() || answer.user_handle == handle_of(passkey->user));
  if (!is_theirs) {
    return refuse("nobody here has this passkey");
  }
  const auto needed = session != nullptr ? UserVerification::preferred : UserVerification::required;
  auto key = TRY(crypto::PublicKey::from_spki(passkey->public_key));
  const webauthn::KnownCredential known{passkey->algorithm, std::move(key), passkey->sign_count};
  auto shown = webauthn::check_assertion(party_, {asked.bytes, needed}, known, answer.assertion);
  if (!shown) {
    return refuse(shown.error().message());
  }
  return Shown{*std::move(passkey), *shown};
}

Result<void> Passkeys::record_refusal(const OpenSession* session,
                                      const std::optional<model::Passkey>& passkey) {
  const audit::Record record{ground_.clock.now(),
                             "user.second_factor",
                             session != nullptr ? session->actor() : "anonymous",
                             passkey ? "user:" + to_text(passkey->user) : "user:unknown",
                             audit::Outcome::refused,
                             R"({"factor":"passkey"})"};
  return ground_.database.write([&](store::Transaction& tx) -> Result<void> {
    TRY(ground_.audit.append(tx, record));
    return {};
  });
}

Result<SignedIn> Passkeys::show(const OpenSession* session, std::string_view challenge_id,
                                const PasskeyAnswer& answer, const Browser& browser) {
  const auto asked = TRY(challenges_.open(challenge_id, purpose_of(session), id_of(session)));
  const auto shown = TRY(check(session, asked, answer));
  const Time now = ground_.clock.now();
  auto fresh = sessions_.prepare(shown.passkey.user, browser, now);
  TRY(ground_.database.write([&](store::Transaction& tx) -> Result<void> {
    TRY(Challenges::spend(tx, asked));
    auto user = TRY(store::UserRepository::by_id(tx, shown.passkey.user, Tenant::anybody()));
    if (!user || !TRY(may_sign_in(tx, *user))) {
      return fail(kPasskeyRefused, "reason", "the account is suspended or locked");
    }
    if (!TRY(PasskeyRepository::used(tx, shown.passkey.id, shown.assertion.sign_count, now))) {
      return fail(kPasskeyRefused, "reason", "its counter went back");
    }
    user->failed_attempts = 0;
    if (session != nullptr) {
      TRY(ConsoleSessionRepository::replace_token(tx, session->session.id, fresh.session.token_hash,
                                                  now));
    } else {
      user->last_sign_in = now;
      TRY(ConsoleSessionRepository::insert(tx, fresh.session));
    }
    TRY(store::UserRepository::update(tx, *user));
    TRY(ground_.audit.append(
        tx, user_record(*user, session != nullptr ? "user.second_factor" : "user.sign_in",
                        "user:" + to_text(user->id), audit::Outcome::done, now,
                        {{"factor", "passkey"}, {"passkey", to_text(shown.passkey.id)}})));
    return {};
  }));
  return sessions_.signed_in(std::move(fresh.token));
}

}  // namespace chancery::identity
