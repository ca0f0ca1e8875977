// Passwords as they are stored and checked: scrypt (RFC 7914) with a salt of their own.
#pragma once

#include <mutex>

#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/derive.h"
#include "model/user.h"

namespace chancery::identity {

/// Safe for many threads; a hash takes about 0.2 s and 64 MB, on purpose, and they are made one
/// after the other.
class Passwords final {
 public:
  static constexpr std::size_t kMinSize = 12;
  static constexpr std::size_t kMaxSize = 256;

  /// `random` is borrowed. `cost` is not stored with a password: a cheaper one is for tests.
  explicit Passwords(Random& random, crypto::ScryptCost cost = {}) : random_(random), cost_(cost) {}

  /// What is kept of a password.
  struct Stored {
    Bytes salt;
    Bytes hash;

    void put_into(model::User& user) const;
  };
  [[nodiscard]] Result<Stored> store(const Secret& password);

  /// False for nobody and for a user without a password, after the same work.
  [[nodiscard]] Result<bool> matches(const model::User* user, const Secret& password);

  /// 20 characters without look-alikes: 100 bits.
  [[nodiscard]] Secret make_one_time();

  /// Errors: kNewPasswordUnfit for the length.
  [[nodiscard]] static Result<void> check_new(const Secret& password);

 private:
  [[nodiscard]] Result<Bytes> hash(const Secret& password, BytesView salt);

  Random& random_;
  crypto::ScryptCost cost_;
  std::mutex one_at_a_time_;
};

}  // namespace chancery::identity
