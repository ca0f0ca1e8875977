#include "identity/passwords.h"

#include "identity/errors.h"

namespace chancery::identity {
namespace {

constexpr std::size_t kSaltSize = 16;
constexpr std::size_t kHashSize = 32;
constexpr std::size_t kOneTimeSize = 20;

}  // namespace

void Passwords::Stored::put_into(model::User& user) const {
  user.password_salt = salt;
  user.password_hash = hash;
}

Result<Bytes> Passwords::hash(const Secret& password, BytesView salt) {
  const std::lock_guard lock(one_at_a_time_);
  const Secret derived = TRY(crypto::scrypt(password.reveal(), salt, cost_, kHashSize));
  return to_bytes(derived.reveal());
}

Result<Passwords::Stored> Passwords::store(const Secret& password) {
  Bytes salt = random_.bytes(kSaltSize);
  Bytes hashed = TRY(hash(password, salt));
  return Stored{std::move(salt), std::move(hashed)};
}

Result<bool> Passwords::matches(const model::User* user, const Secret& password) {
  // An unknown name costs as much as a known one, and so does a password of whatever length.
  const bool has_one = user != nullptr && !user->password_hash.empty();
  const Secret tried = password.size() <= kMaxSize ? password.clone() : Secret();
  const Bytes seen = TRY(hash(tried, has_one ? user->password_salt : Bytes(kSaltSize)));
  return has_one && !tried.empty() && constant_time_equal(seen, user->password_hash);
}

Secret Passwords::make_one_time() {
  constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789_";  // 32: no bias
  Bytes bytes = random_.bytes(kOneTimeSize);
  for (auto& byte : bytes) {
    byte = static_cast<std::uint8_t>(kLetters[byte % kLetters.size()]);
  }
  return Secret(std::move(bytes));
}

Result<void> Passwords::check_new(const Secret& password) {
  if (password.size() < kMinSize || password.size() > kMaxSize) {
    return fail(kNewPasswordUnfit);
  }
  return {};
}

}  // namespace chancery::identity
