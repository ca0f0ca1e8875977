// The activation secret of an installation: what several people hold in shares, and from which
// everything that opens its keys is derived (RFC 3647 section 6.4; CP/CPS 6.2.8, 6.4.1; NT-141).
#pragma once

#include <filesystem>

#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/sealing.h"

namespace chancery::keys {

/// 32 random octets. The PINs of a token and the key of software keys come out of them by HKDF
/// (RFC 5869), each for its purpose alone, so that one set of shares opens all of it. Moved, never
/// copied by accident.
class Activation final {
 public:
  static constexpr std::size_t kSize = 32;

  [[nodiscard]] static Activation generate(Random& random);

  /// What `secret` gave. Errors: kActivationMalformed.
  [[nodiscard]] static Result<Activation> from(Secret secret);

  /// Reads a file that `write` made: a regular file of this user, mode 0600 or 0400.
  /// Errors: kKeysNotActivated when there is none, kMasterKeyUnsafe, kActivationMalformed.
  [[nodiscard]] static Result<Activation> read(const std::filesystem::path& file);

  /// Makes the file, mode 0600; a server reads it at its start. Belongs on a file system in memory.
  /// Errors: kKeyExists, kKeyStorageFailed.
  [[nodiscard]] Result<void> write(const std::filesystem::path& file, Random& random) const;

  /// Overwrites and removes such a file. Errors: kKeysNotActivated when there is none,
  /// kKeyStorageFailed.
  [[nodiscard]] static Result<void> remove(const std::filesystem::path& file, Random& random);

  /// What is split into shares.
  [[nodiscard]] const Secret& secret() const { return secret_; }

  /// PINs of the token's user and of its security officer: 32 characters of hexadecimal, which
  /// every token takes that takes long PINs.
  [[nodiscard]] Secret user_pin() const;
  [[nodiscard]] Secret officer_pin() const;
  /// Under which software keys are sealed at rest.
  [[nodiscard]] crypto::SealingKey master_key() const;
  /// Under which backups of keys are sealed.
  [[nodiscard]] crypto::SealingKey backup_key() const;

 private:
  explicit Activation(Secret secret) : secret_(std::move(secret)) {}
  [[nodiscard]] Secret derive(std::string_view purpose, std::size_t size) const;

  Secret secret_;
};

}  // namespace chancery::keys
