#include "identity/second_factors.h"

#include "crypto/hash.h"
#include "identity/errors.h"
#include "identity/qr.h"
#include "identity/totp.h"
#include "identity/user_record.h"
#include "store/console_session_repository.h"
#include "store/factor_repository.h"

namespace chancery::identity {
namespace {

using store::FactorRepository;

constexpr std::size_t kCodeLetters = 16;
constexpr std::size_t kGroup = 4;
constexpr std::size_t kMaxTyped = 64;

/// A sealed secret that is moved to another user does not open.
std::string binding_of(model::UserId user) {
  return "totp:" + to_text(user);
}

/// "abcd-efgh-jkmn-pqrs"
Secret new_recovery_code(Random& random) {
  constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789_";  // 32: no bias
  const Secret raw(random.bytes(kCodeLetters));
  Bytes code;
  for (const std::uint8_t byte : raw.reveal()) {
    if (!code.empty() && (code.size() + 1) % (kGroup + 1) == 0) {
      code.push_back('-');
    }
    code.push_back(static_cast<std::uint8_t>(kLetters[byte % kLetters.size()]));
  }
  return Secret(std::move(code));
}

/// As it was made, whatever was typed between the letters.
Secret plain_code(std::string_view typed) {
  Bytes plain;
  for (const char c : typed.substr(0, kMaxTyped)) {
    if (c != '-' && c != ' ') {
      plain.push_back(static_cast<std::uint8_t>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c));
    }
  }
  return Secret(std::move(plain));
}

/// 80 random bits need no salt; the user is in it so that codes of two never meet.
model::Digest hash_of(model::UserId user, std::string_view code) {
  const std::string prefix = "recovery:" + to_text(user) + ":";
  return crypto::sha256_of({as_bytes(prefix), plain_code(code).reveal()});
}

}  // namespace

Result<void> SecondFactors::record(store::Transaction& tx, const OpenSession& session,
                                   const char* kind) {
  TRY(ground_.audit.append(tx, user_record(session.user, kind, session.actor(),
                                           audit::Outcome::done, ground_.clock.now())));
  return {};
}

Result<TotpOffer> SecondFactors::offer_totp(const OpenSession& session) {
  const model::UserId user = session.user.id;
  const Secret secret(ground_.random.bytes(kTotpSecretBytes));
  TotpOffer offer{Secret(to_base32(secret.reveal())),
                  Secret(totp_uri(issuer_, session.user.name, secret.reveal())),
                  {}};
  offer.qr_svg = Secret(TRY(qr_svg(offer.uri.reveal_text())));
  const Bytes sealed = sealing_.seal(secret.reveal(), as_bytes(binding_of(user)), ground_.random);
  TRY(ground_.database.write(
      [&](store::Transaction& tx) { return FactorRepository::offer_totp(tx, user, sealed); }));
  return offer;
}

Result<SignedIn> SecondFactors::confirm_totp(const OpenSession& session, std::string_view code) {
  const model::UserId user = session.user.id;
  const Time now = ground_.clock.now();
  auto token = sessions_.new_token();
  TRY(ground_.database.write([&](store::Transaction& tx) -> Result<void> {
    const auto row = TRY(FactorRepository::totp(tx, user));
    if (!row || row->offered.empty()) {
      return fail(kTotpNotOffered);
    }
    const Secret secret = TRY(sealing_.open(row->offered, as_bytes(binding_of(user))));
    const auto step = matching_step(secret.reveal(), code, now);
    if (!step) {
      return fail(kSecondFactorRefused);
    }
    TRY(FactorRepository::accept_totp(tx, user));
    (void)TRY(FactorRepository::spend_step(tx, user, *step));
    TRY(store::ConsoleSessionRepository::replace_token(tx, session.session.id, token.hash, now));
    return record(tx, session, "user.totp_added");
  }));
  return sessions_.signed_in(std::move(token.text));
}

Result<void> SecondFactors::remove_totp(const OpenSession& session) {
  return ground_.database.write([&](store::Transaction& tx) -> Result<void> {
    const auto counts = TRY(FactorRepository::count(tx, session.user.id));
    if (!counts.totp) {
      return fail(kTotpNotSet);
    }
    if (counts.passkeys == 0) {
      return fail(kLastSecondFactor);
    }
    (void)TRY(FactorRepository::drop_totp(tx, session.user.id));
    return record(tx, session, "user.totp_removed");
  });
}

Result<std::vector<Secret>> SecondFactors::make_recovery_codes(const OpenSession& session) {
  std::vector<Secret> codes;
  std::vector<model::Digest> hashes;
  for (std::size_t i = 0; i < kRecoveryCodes; ++i) {
    codes.push_back(new_recovery_code(ground_.random));
    hashes.push_back(hash_of(session.user.id, codes.back().reveal_text()));
  }
  TRY(ground_.database.write([&](store::Transaction& tx) -> Result<void> {
    TRY(FactorRepository::replace_codes(tx, session.user.id, hashes));
    return record(tx, session, "user.recovery_codes_made");
  }));
  return codes;
}

Result<bool> SecondFactors::spend_totp(store::Transaction& tx, model::UserId user,
                                       std::string_view code) const {
  const auto row = TRY(FactorRepository::totp(tx, user));
  if (!row || row->secret.empty()) {
    return false;
  }
  const Secret secret = TRY(sealing_.open(row->secret, as_bytes(binding_of(user))));
  const auto step = matching_step(secret.reveal(), code, ground_.clock.now());
  return step ? FactorRepository::spend_step(tx, user, *step) : Result<bool>(false);
}

Result<bool> SecondFactors::spend_recovery_code(store::Transaction& tx, model::UserId user,
                                                std::string_view code) {
  return FactorRepository::spend_code(tx, user, hash_of(user, code));
}

}  // namespace chancery::identity
