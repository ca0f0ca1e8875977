// Signed answers in memory, ready to be sent.
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/bytes.h"
#include "base/time.h"
#include "model/ids.h"
#include "x509/serial.h"

namespace chancery::ocsp {

/// One OCSPResponse in DER, and until when it may be given out. Shared, never changed.
struct Answer {
  Bytes der;
  Time this_update{};
  Time next_update{};
  Time renew_at{};   ///< from then on it is signed anew at the next request (NT-97)
  std::string etag;  ///< quoted; empty: nobody may keep this answer (errors, and with a nonce)
};
using AnswerPtr = std::shared_ptr<const Answer>;

/// Which certificate an answer is about, and in which words the request asked: the answer echoes
/// the CertID, so one made for SHA-1 does not serve a request with SHA-256, nor one with NULL
/// parameters a request without them, which is two octets shorter.
struct AnswerKey {
  model::IssuerId issuer;
  x509::Serial serial;
  std::uint8_t hash = 0;           ///< crypto::HashAlgorithm of the CertID
  std::uint16_t cert_id_size = 0;  ///< octets of its DER

  bool operator==(const AnswerKey&) const = default;
};

/// Bounded: a full shard forgets one entry for every new one, each in its turn. Safe for many
/// threads; a look-up takes one short lock of a shard.
class AnswerCache final {
 public:
  explicit AnswerCache(std::size_t max_entries) : max_per_shard_(max_entries / kShards + 1) {}

  /// nullptr when there is none, or when it is due for renewal at `now`.
  [[nodiscard]] AnswerPtr find(const AnswerKey& key, Time now) const;

  /// Taken before the status is looked up that an answer will state.
  using Ticket = std::uint64_t;
  [[nodiscard]] Ticket ticket() const { return forgotten_.load(); }

  /// Keeps the answer unless something was forgotten since the ticket was taken: an answer "good"
  /// that was being signed while its certificate was revoked must not stay.
  void put(const AnswerKey& key, AnswerPtr answer, Ticket ticket);

  /// All answers about that serial, in whatever words.
  void forget(model::IssuerId issuer, const x509::Serial& serial);

 private:
  static constexpr std::size_t kShards = 16;

  /// Of issuer and serial alone, so that all answers about a certificate are in one bucket.
  struct Hash {
    std::size_t operator()(const AnswerKey& key) const noexcept;
  };
  struct Shard {
    mutable std::mutex mutex;
    std::unordered_map<AnswerKey, AnswerPtr, Hash> answers;
    std::size_t turn = 0;  ///< bucket that loses an entry next
  };

  [[nodiscard]] Shard& shard_of(const x509::Serial& serial) const;
  static void make_room(Shard& shard);

  std::size_t max_per_shard_;
  std::atomic<Ticket> forgotten_{0};
  mutable std::array<Shard, kShards> shards_;
};

}  // namespace chancery::ocsp
