// The format: for each certificate of the block, oldest first, the key's prefix and the
// certificate's id, 8 octets each, in the machine's own order (little-endian).
#include "store/certificate_keys.h"

#include <bit>
#include <cstring>

#include "store/certificate_index.h"
#include "store/errors.h"

namespace chancery::store {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::size_t kNumber = 8;
constexpr std::size_t kEntry = 2 * kNumber;

void put(Bytes& out, std::int64_t number) {
  const auto octets = std::bit_cast<std::array<std::uint8_t, kNumber>>(number);
  out.insert(out.end(), octets.begin(), octets.end());
}

std::int64_t number_at(BytesView keys, std::size_t at) {
  std::int64_t number = 0;
  std::memcpy(&number, keys.data() + at, kNumber);
  return number;
}

/// Collects ids until there are enough; keeps `before` and newest first.
class Finder final {
 public:
  Finder(std::int64_t prefix, std::int64_t before, std::size_t limit)
      : prefix_(prefix), before_(before), limit_(limit) {}

  Result<bool> look(BytesView keys) {
    if (keys.size() % kEntry != 0) {
      return fail(kStoreCorrupt, "table", "certificate_block_key");
    }
    for (std::size_t at = keys.size(); at > 0 && !is_full(); at -= kEntry) {
      if (number_at(keys, at - kEntry) == prefix_) {
        add(number_at(keys, at - kNumber));
      }
    }
    return !is_full();
  }
  void add(std::int64_t id) {
    if (id < before_) {
      found_.push_back(id);
    }
  }
  [[nodiscard]] bool is_full() const { return found_.size() >= limit_; }
  [[nodiscard]] std::vector<std::int64_t> take() { return std::move(found_); }

 private:
  std::int64_t prefix_;
  std::int64_t before_;
  std::size_t limit_;
  std::vector<std::int64_t> found_;
};

}  // namespace

void CertificateKeyBuilder::add(model::CertificateId certificate, std::int64_t prefix) {
  put(keys_, prefix);
  put(keys_, certificate.value());
}

Result<std::vector<std::int64_t>> certificates_with_key(Snapshot& snapshot, std::int64_t prefix,
                                                        std::int64_t before, std::size_t limit) {
  Finder finder(prefix, before, limit);
  const auto indexed = TRY(CertificateIndex::last_indexed(snapshot));
  TRY(
      snapshot.stream("SELECT id FROM certificate WHERE id > $1 AND id < $2 AND key_prefix = $3 "
                      "ORDER BY id DESC",
                      {indexed.value(), before, prefix}, [&](const Row& row) {
                        finder.add(row.integer(0));
                        return !finder.is_full();
                      }));
  if (!finder.is_full()) {
    TRY(snapshot.stream("SELECT keys FROM certificate_block_key ORDER BY last_id DESC", {},
                        [&](const Row& row) { return finder.look(row.blob(0)); }));
  }
  return finder.take();
}

}  // namespace chancery::store
