#include "store/certificate_tail.h"

#include "store/certificate_row.h"

namespace chancery::store {
namespace {

using tail::kColumns;

constexpr auto kNewest = kColumns + "WHERE c.id > $1 AND c.id < $2 ORDER BY c.id DESC LIMIT $3";
constexpr auto kOfOwner = kColumns + "WHERE c.owner = $1 AND c.id > $2 ORDER BY c.id LIMIT $3";

CertificateChunk chunk_of(const CertificateBlockBuilder& builder) {
  return {builder.facts(), builder.names(), builder.size()};
}

/// An entry that outlives its row.
struct Kept {
  CertificateEntry entry;
  std::string profile;
  std::string names;
};

}  // namespace

std::string tail::block_lines(std::string_view names) {
  return block_names(unpack_names(names));
}

Result<CertificateChunk> newest_between(Snapshot& snapshot, model::CertificateId after,
                                        model::CertificateId before, int limit) {
  std::vector<Kept> kept;
  const auto keep = [&](const CertificateEntry& entry) {
    kept.push_back({entry, std::string(entry.profile), std::string(entry.names)});
  };
  TRY(snapshot.stream(kNewest, {after.value(), before.value(), limit},
                      [&](const Row& row) { tail::visit(row, keep); }));
  CertificateBlockBuilder builder;
  for (auto one = kept.rbegin(); one != kept.rend(); ++one) {
    one->entry.profile = one->profile;
    one->entry.names = one->names;
    builder.add(one->entry);
  }
  return chunk_of(builder);
}

Result<CertificateChunk> oldest_between(Snapshot& snapshot, model::CertificateId after,
                                        model::CertificateId before, int limit) {
  CertificateBlockBuilder builder;
  TRY(each_after(snapshot, after, before, limit,
                 [&](const CertificateEntry& entry) { builder.add(entry); }));
  return chunk_of(builder);
}

Result<std::optional<CertificateChunk>> all_of(Snapshot& snapshot, model::AccountId owner,
                                               model::CertificateId after, int limit) {
  CertificateBlockBuilder builder;
  const auto add = [&](const CertificateEntry& entry) { builder.add(entry); };
  const auto more = TRY(snapshot.first(
      "SELECT COUNT(*) FROM (SELECT id FROM certificate WHERE owner = $1 AND id > $2 LIMIT $3) few",
      {owner, after.value(), limit + 1}, [](const Row& row) { return row.integer(0); }));
  if (more.value_or(0) > limit) {
    return std::nullopt;
  }
  TRY(snapshot.stream(kOfOwner, {owner, after.value(), limit},
                      [&](const Row& row) { tail::visit(row, add); }));
  return chunk_of(builder);
}

}  // namespace chancery::store
