// Signed checkpoints: C2SP tlog-checkpoint in a C2SP signed-note, with Ed25519.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/merkle.h"
#include "base/time.h"
#include "store/database.h"

namespace chancery::audit {

/// What a checkpoint says: this log, of this size, has this root.
struct Checkpoint {
  std::string origin;  ///< names the log, e.g. "ca.example.com/audit"; no space, no '+'
  std::int64_t size = 0;
  Hash root{};

  bool operator==(const Checkpoint&) const = default;
};

/// Who vouches: the Ed25519 public key (32 octets) under a name without space and '+'.
struct NoteKey {
  std::string name;
  Bytes public_key;
};

/// Signs the note's text with the Ed25519 key; `keys` provides one.
using NoteSigner = std::function<Result<Bytes>(BytesView message)>;

/// The note: three lines, an empty one, and the signature line.
[[nodiscard]] Result<std::string> sign_checkpoint(const Checkpoint& checkpoint, const NoteKey& key,
                                                  const NoteSigner& signer);

/// Errors: kNoteMalformed; kNoteSignature when no signature of `key` is valid. Signatures of other
/// keys (witnesses) are passed over.
[[nodiscard]] Result<Checkpoint> open_checkpoint(std::string_view note, const NoteKey& key);

/// Signs the log as it is now and stores the note. Nothing new is signed when the log has not grown
/// since the last one: that note is returned. Errors: the signer's, the store's, kLogDamaged.
[[nodiscard]] Result<std::string> make_checkpoint(store::Database& database,
                                                  const std::string& origin, const NoteKey& key,
                                                  const NoteSigner& signer, Time now);

/// At most `limit` stored notes of trees larger than `after`, smallest first.
[[nodiscard]] Result<std::vector<std::string>> checkpoints_after(store::Snapshot& snapshot,
                                                                 std::int64_t after, int limit);

}  // namespace chancery::audit
