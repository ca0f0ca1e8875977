#include "audit/merkle.h"

#include <algorithm>
#include <bit>

#include "audit/errors.h"
#include "crypto/hash.h"

namespace chancery::audit {
namespace {

constexpr std::uint8_t kLeafPrefix[] = {0x00};
constexpr std::uint8_t kNodePrefix[] = {0x01};

/// The largest power of two smaller than n; n > 1.
std::int64_t split_of(std::int64_t n) {
  return static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(n - 1)));
}

int level_of(std::int64_t power_of_two) {
  return std::countr_zero(static_cast<std::uint64_t>(power_of_two));
}

/// MTH of the leaves [begin, end). `begin` is a multiple of every power of two up to the size.
Result<Hash> hash_of(std::int64_t begin, std::int64_t end, const NodeReader& read) {
  const std::int64_t size = end - begin;
  if (std::has_single_bit(static_cast<std::uint64_t>(size))) {
    return read(level_of(size), begin >> level_of(size));
  }
  const std::int64_t middle = begin + split_of(size);
  const Hash left = TRY(hash_of(begin, middle, read));
  const Hash right = TRY(hash_of(middle, end, read));
  return node_hash(left, right);
}

// RFC 6962 section 2.1.1: PATH(m, D[begin:end]), m counted from the first leaf of all.
Result<void> path(std::int64_t m, std::int64_t begin, std::int64_t end, const NodeReader& read,
                  std::vector<Hash>& proof) {
  if (end - begin == 1) {
    return {};
  }
  const std::int64_t middle = begin + split_of(end - begin);
  if (m < middle) {
    TRY(path(m, begin, middle, read, proof));
    proof.push_back(TRY(hash_of(middle, end, read)));
  } else {
    TRY(path(m, middle, end, read, proof));
    proof.push_back(TRY(hash_of(begin, middle, read)));
  }
  return {};
}

// RFC 6962 section 2.1.2: SUBPROOF(m, D[begin:end], known), m counted from the first leaf of all.
Result<void> subproof(std::int64_t m, std::int64_t begin, std::int64_t end, bool known,
                      const NodeReader& read, std::vector<Hash>& proof) {
  if (m == end) {
    if (!known) {
      proof.push_back(TRY(hash_of(begin, end, read)));
    }
    return {};
  }
  const std::int64_t middle = begin + split_of(end - begin);
  if (m <= middle) {
    TRY(subproof(m, begin, middle, known, read, proof));
    proof.push_back(TRY(hash_of(middle, end, read)));
  } else {
    TRY(subproof(m, middle, end, false, read, proof));
    proof.push_back(TRY(hash_of(begin, middle, read)));
  }
  return {};
}

Result<void> expect(bool right) {
  return right ? Result<void>() : fail(kProofWrong);
}

}  // namespace

Hash leaf_hash(BytesView leaf) {
  return crypto::sha256_of({kLeafPrefix, leaf});
}

Hash node_hash(const Hash& left, const Hash& right) {
  return crypto::sha256_of({kNodePrefix, left, right});
}

Result<Frontier> Frontier::restore(std::int64_t size, BytesView hashes) {
  const auto count = static_cast<std::size_t>(std::popcount(static_cast<std::uint64_t>(size)));
  if (size < 0 || hashes.size() != count * sizeof(Hash)) {
    return fail(kLogDamaged);
  }
  Frontier frontier;
  frontier.size_ = size;
  frontier.hashes_.resize(count);
  for (Hash& hash : frontier.hashes_) {
    std::copy_n(hashes.begin(), hash.size(), hash.begin());
    hashes = hashes.subspan(hash.size());
  }
  return frontier;
}

Hash Frontier::root() const {
  if (hashes_.empty()) {
    return crypto::sha256({});
  }
  Hash root = hashes_.back();
  for (auto left = hashes_.rbegin() + 1; left != hashes_.rend(); ++left) {
    root = node_hash(*left, root);
  }
  return root;
}

Bytes Frontier::hashes() const {
  Bytes joined;
  for (const Hash& hash : hashes_) {
    chancery::append(joined, hash);
  }
  return joined;
}

Result<std::vector<Hash>> inclusion_proof(std::int64_t index, std::int64_t size,
                                          const NodeReader& read) {
  std::vector<Hash> proof;
  TRY(path(index, 0, size, read, proof));
  return proof;
}

Result<std::vector<Hash>> consistency_proof(std::int64_t old_size, std::int64_t new_size,
                                            const NodeReader& read) {
  std::vector<Hash> proof;
  TRY(subproof(old_size, 0, new_size, true, read, proof));
  return proof;
}

Result<Hash> root_at(std::int64_t size, const NodeReader& read) {
  return size == 0 ? Frontier().root() : hash_of(0, size, read);
}

// RFC 9162 section 2.1.3.2, with its names.
Result<void> verify_inclusion(const Hash& leaf, std::int64_t index, std::int64_t size,
                              std::span<const Hash> proof, const Hash& root) {
  TRY(expect(index >= 0 && index < size));
  std::int64_t fn = index;
  std::int64_t sn = size - 1;
  Hash r = leaf;
  for (const Hash& p : proof) {
    TRY(expect(sn != 0));
    if ((fn & 1) != 0 || fn == sn) {
      r = node_hash(p, r);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      r = node_hash(r, p);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return expect(sn == 0 && r == root);
}

// RFC 9162 section 2.1.4.2, with its names.
Result<void> verify_consistency(std::int64_t old_size, const Hash& old_root, std::int64_t new_size,
                                const Hash& new_root, std::span<const Hash> proof) {
  TRY(expect(old_size > 0 && old_size <= new_size));
  if (old_size == new_size) {
    return expect(proof.empty() && old_root == new_root);
  }
  std::vector<Hash> path(proof.begin(), proof.end());
  if (std::has_single_bit(static_cast<std::uint64_t>(old_size))) {
    path.insert(path.begin(), old_root);
  }
  TRY(expect(!path.empty()));
  std::int64_t fn = old_size - 1;
  std::int64_t sn = new_size - 1;
  while ((fn & 1) != 0) {
    fn >>= 1;
    sn >>= 1;
  }
  Hash fr = path.front();
  Hash sr = path.front();
  for (auto c = path.begin() + 1; c != path.end(); ++c) {
    TRY(expect(sn != 0));
    if ((fn & 1) != 0 || fn == sn) {
      fr = node_hash(*c, fr);
      sr = node_hash(*c, sr);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      sr = node_hash(sr, *c);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return expect(fr == old_root && sr == new_root && sn == 0);
}

}  // namespace chancery::audit
