// What a crash left behind: serials that were given away without a stored certificate.
#pragma once

#include "audit/log.h"
#include "base/result.h"
#include "store/database.h"
#include "store/intent_log.h"

namespace chancery::ca {

struct RecoveryReport {
  int issued = 0;      ///< stored before the crash; only the intent was left to close
  int abandoned = 0;   ///< never stored, so never handed out; on record as abandoned from now on
  int unfinished = 0;  ///< of those issued: precertificates whose certificates will not come
};

/// Closes the intents that earlier processes of this node left, each abandoned serial with an audit
/// record ("serial.abandoned") in the same commit. A signature that was made for such a serial was
/// lost with the process: nobody received it, and OCSP never calls it good. To be run before the
/// first issuance. A precertificate that logs were being asked about stays on record as issued, and
/// unfinished ("precertificate.unfinished"): who ordered it is told nothing, and orders again. One
/// that waited to be shown again still waits. Errors: the store's.
[[nodiscard]] Result<RecoveryReport> recover(store::Database& database, store::IntentLog& intents,
                                             audit::Log& audit, const Clock& clock);

}  // namespace chancery::ca
