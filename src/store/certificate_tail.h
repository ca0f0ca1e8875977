// Certificates as entries, straight from their table: those that no block holds yet.
#pragma once

#include <vector>

#include "store/certificate_block.h"
#include "store/session.h"

namespace chancery::store {

/// A block made in memory.
struct CertificateChunk {
  Bytes facts;
  Bytes names;
  std::size_t size = 0;
};

namespace tail {
inline constexpr auto kColumns = SqlText(
    "SELECT c.id, c.owner, c.issuer, c.profile, c.not_before, c.not_after, c.names, "
    "c.key_prefix "
    "FROM certificate c ");
inline constexpr auto kAfter = kColumns + "WHERE c.id > $1 AND c.id < $2 ORDER BY c.id LIMIT $3";
/// Calls back with the row as an entry; what it borrows lives until that returns.
template <class Sink>
void visit(const Row& row, Sink& sink);
/// From the lines of the table to those of a block.
[[nodiscard]] std::string block_lines(std::string_view names);
}  // namespace tail

/// `sink(const CertificateEntry&)` for at most `limit` certificates between the two ids, both
/// exclusive, oldest first.
template <class Sink>
[[nodiscard]] Result<void> each_after(Snapshot& snapshot, model::CertificateId after,
                                      model::CertificateId before, int limit, Sink&& sink) {
  return snapshot.stream(tail::kAfter, {after.value(), before.value(), limit},
                         [&](const Row& row) { tail::visit(row, sink); });
}

/// The newest certificates below `before` and above `after`, at most `limit`.
[[nodiscard]] Result<CertificateChunk> newest_between(Snapshot& snapshot,
                                                      model::CertificateId after,
                                                      model::CertificateId before, int limit);
/// The oldest.
[[nodiscard]] Result<CertificateChunk> oldest_between(Snapshot& snapshot,
                                                      model::CertificateId after,
                                                      model::CertificateId before, int limit);

/// Those of one owner above `after`, oldest first; nothing when they are more than `limit`.
[[nodiscard]] Result<std::optional<CertificateChunk>> all_of(Snapshot& snapshot,
                                                             model::AccountId owner,
                                                             model::CertificateId after, int limit);

template <class Sink>
void tail::visit(const Row& row, Sink& sink) {
  const std::string names = block_lines(row.text(6));
  CertificateEntry entry;
  entry.id = row.id<model::CertificateId>(0);
  entry.owner = row.id<model::AccountId>(1);
  entry.issuer = row.id<model::IssuerId>(2);
  entry.profile = row.text(3);
  entry.not_before = row.time(4);
  entry.not_after = row.time(5);
  entry.names = names;
  entry.key_prefix = row.integer(7);
  sink(entry);
}

}  // namespace chancery::store
