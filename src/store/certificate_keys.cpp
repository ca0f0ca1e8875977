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

Result<KeyHits> certificates_with_key(Snapshot& snapshot, std::int64_t prefix, std::int64_t before,
                                      std::size_t limit, int most_outside) {
  Finder finder(prefix, before, limit);
  const auto indexed = TRY(CertificateIndex::last_indexed(snapshot));
  int seen = 0;
  std::int64_t last = before;
  TRY(
      snapshot.stream("SELECT id, key_prefix FROM certificate WHERE id > $1 AND id < $2 "
                      "ORDER BY id DESC LIMIT $3",
                      {indexed.value(), before, most_outside}, [&](const Row& row) {
                        ++seen;
                        last = row.integer(0);
                        if (row.integer(1) == prefix) {
                          finder.add(last);
                        }
                        return !finder.is_full();
                      }));
  if (finder.is_full() || seen == most_outside) {
    return KeyHits{finder.take(), last};
  }
  TRY(snapshot.stream("SELECT keys FROM certificate_block_key ORDER BY last_id DESC", {},
                      [&](const Row& row) { return finder.look(row.blob(0)); }));
  return KeyHits{finder.take()};
}

}  // namespace chancery::store
