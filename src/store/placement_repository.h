// Where certificates are in use, and their sealed keys (0102_placements.sql).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/placement.h"
#include "store/session.h"

namespace chancery::store {

class PlacementRepository final {
 public:
  static constexpr int kMostOfAccount = 10'000;

  /// Takes the place of what was there. false: the account has kMostOfAccount others.
  [[nodiscard]] static Result<bool> put(Transaction& tx, const model::Placement& placement);
  [[nodiscard]] static Result<bool> remove(Transaction& tx, model::AccountId account,
                                           std::string_view place);
  /// Gives every place of `from` the certificate `to`; returns how many there were.
  [[nodiscard]] static Result<std::int64_t> move(Transaction& tx, model::CertificateId from,
                                                 model::CertificateId to, Time now);

  [[nodiscard]] static Result<std::optional<model::Placement>> find(Snapshot& snapshot,
                                                                    model::AccountId account,
                                                                    std::string_view place);
  /// Behind `after`, by name.
  [[nodiscard]] static Result<std::vector<model::Placement>> list(Snapshot& snapshot,
                                                                  model::AccountId account,
                                                                  std::string_view after,
                                                                  int limit);
  /// Whether one of its places needs its private key.
  [[nodiscard]] static Result<bool> hosts_key(Snapshot& snapshot, model::CertificateId certificate);
  [[nodiscard]] static Result<std::optional<model::Placement>> of(
      Snapshot& snapshot, model::ImportedCertificateId certificate);
};

class SealedKeyRepository final {
 public:
  /// Takes the place of the one before.
  [[nodiscard]] static Result<void> put(Transaction& tx, const model::SealedKey& key);
  [[nodiscard]] static Result<bool> remove(Transaction& tx, model::AccountId account,
                                           const model::Digest& spki_hash);
  [[nodiscard]] static Result<std::optional<model::SealedKey>> find(Snapshot& snapshot,
                                                                    model::AccountId account,
                                                                    const model::Digest& spki_hash);
};

}  // namespace chancery::store
