// Recomputes the whole log and says what does not agree.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "audit/checkpoint.h"

namespace chancery::audit {

enum class FaultKind {
  leaf_missing,        ///< a gap, an overlap, or fewer leaves than the frontier says
  leaf_malformed,      ///< bytes that are not a record
  subtree_differs,     ///< the leaves named do not hash to the stored subtree
  frontier_differs,    ///< the recomputed tree is not the one that the log would go on with
  checkpoint_invalid,  ///< malformed, or not signed by the key
  checkpoint_forked,   ///< signed, but of a tree that is not this one
};

/// What is wrong, and which leaves it can be about: [first, end).
struct Fault {
  FaultKind kind;
  std::int64_t first = 0;
  std::int64_t end = 0;
  std::string text;
};

struct VerifyReport {
  std::int64_t leaves = 0;
  std::int64_t checkpoints = 0;
  Hash root{};
  std::vector<Fault> faults;  ///< the first kMaxFaults of each kind; by kind, then by leaf
  [[nodiscard]] bool intact() const { return faults.empty(); }
};

inline constexpr std::ptrdiff_t kMaxFaults = 20;

/// Reads every leaf once, in bounded memory, and compares: leaf numbers without gap, every stored
/// subtree, the frontier, every stored checkpoint, and the checkpoints in `kept` that someone kept
/// elsewhere. A change that was made together with all hashes shows at the first signed checkpoint
/// after it; a whole database made anew shows only in `kept`. Errors: the store's.
[[nodiscard]] Result<VerifyReport> verify(store::Database& database, const NoteKey& key,
                                          std::span<const std::string> kept = {});

}  // namespace chancery::audit
