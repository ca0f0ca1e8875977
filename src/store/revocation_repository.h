// Revocations: inserted, perhaps tightened to keyCompromise, never removed (NT-69, NT-190).
#pragma once

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "model/revocation.h"
#include "store/session.h"

namespace chancery::store {

class RevocationRepository final {
 public:
  /// Records a revocation, or tightens the one that is there (model::tighten). Returns what is
  /// recorded now. Errors: model::kReasonNotPermanent; model::kRevocationFinal when it is revoked
  /// already and `wish` may not change that.
  [[nodiscard]] static Result<model::Revocation> revoke(Transaction& tx,
                                                        const model::Revocation& wish);

  [[nodiscard]] static Result<std::optional<model::Revocation>> find(Snapshot& snapshot,
                                                                     model::IssuerId issuer,
                                                                     const x509::Serial& serial);

  /// Every entry that a CRL has to show, in the order of serial numbers' octets, with one row in
  /// memory at a time. Entries of certificates that expired before `expired_before` are left out:
  /// pass thisUpdate of the CRL before, so that each entry is seen on one CRL after its
  /// certificate expired (RFC 5280 section 3.3, NT-70). `sink(const model::Revocation&)` returns
  /// void, bool or Result<void>; it sees what an entry shows (issuer, shard, serial, times, reason)
  /// and not the rest, because this may be a million rows.
  template <class Sink>
  [[nodiscard]] static Result<void> for_crl(Snapshot& snapshot, model::IssuerId issuer, int shard,
                                            Time expired_before, Sink&& sink);

  /// How many for_crl would show. Counts rows: for sizing a CRL, not for a hot path.
  [[nodiscard]] static Result<std::int64_t> count_for_crl(Snapshot& snapshot,
                                                          model::IssuerId issuer, int shard,
                                                          Time expired_before);

  /// Revocations recorded or changed after `change`, in that order: for whoever holds statuses in
  /// memory. A commit can be overtaken by one with a later number: look back a minute.
  [[nodiscard]] static Result<std::vector<model::Revocation>> changed_after(Snapshot& snapshot,
                                                                            std::int64_t change,
                                                                            int limit);

 private:
  [[nodiscard]] static model::Revocation parse(const Row& row);
  static void parse_entry(const Row& row, model::Revocation& entry);
  static const Sql kForCrl;
};

template <class Sink>
Result<void> RevocationRepository::for_crl(Snapshot& snapshot, model::IssuerId issuer, int shard,
                                           Time expired_before, Sink&& sink) {
  model::Revocation entry;
  entry.issuer = issuer;
  entry.crl_shard = shard;
  return snapshot.stream(kForCrl, {issuer, shard, expired_before}, [&](const Row& row) {
    parse_entry(row, entry);
    return sink(std::as_const(entry));
  });
}

}  // namespace chancery::store
