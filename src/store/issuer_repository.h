// The issuers of this CA. Few, read at start and held in memory by `ca`.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "model/issuer.h"
#include "store/session.h"

namespace chancery::store {

class IssuerRepository final {
 public:
  /// Errors: kIssuerNameTaken.
  [[nodiscard]] static Result<void> insert(Transaction& tx, const model::Issuer& issuer);

  /// Errors: kIssuerUnknown.
  [[nodiscard]] static Result<void> set_state(Transaction& tx, model::IssuerId id,
                                              model::IssuerState state);

  /// More shards only ever: a certificate's shard is fixed at birth. Errors: kIssuerUnknown (also
  /// when `shards` is fewer than now).
  [[nodiscard]] static Result<void> set_crl_shards(Transaction& tx, model::IssuerId id, int shards);

  /// Both are for good: a time that is there stays. Errors: kIssuerUnknown.
  [[nodiscard]] static Result<void> set_terminated(Transaction& tx, model::IssuerId id, Time at);
  [[nodiscard]] static Result<void> set_key_destroyed(Transaction& tx, model::IssuerId id, Time at);

  [[nodiscard]] static Result<std::optional<model::Issuer>> by_id(Snapshot& snapshot,
                                                                  model::IssuerId id);
  [[nodiscard]] static Result<std::optional<model::Issuer>> by_name(Snapshot& snapshot,
                                                                    std::string_view name);
  /// Oldest first, parents before children.
  [[nodiscard]] static Result<std::vector<model::Issuer>> list(Snapshot& snapshot);
};

}  // namespace chancery::store
