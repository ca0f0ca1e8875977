// The error catalogue of `audit`.
#pragma once

#include "base/result.h"

namespace chancery::audit {

inline constexpr ErrorKind kLeafMalformed{"audit_leaf_malformed", ErrorClass::internal,
                                          "A stored audit record cannot be read"};
inline constexpr ErrorKind kLogDamaged{
    "audit_log_damaged", ErrorClass::fatal,
    "The stored audit log contradicts itself. Run `chancery audit verify`"};
inline constexpr ErrorKind kLeafUnknown{"audit_leaf_unknown", ErrorClass::not_found,
                                        "The audit log has no such leaf, or not of that size"};
inline constexpr ErrorKind kNoteMalformed{
    "audit_note_malformed", ErrorClass::bad_input,
    "This is not a checkpoint in the form of C2SP tlog-checkpoint"};
inline constexpr ErrorKind kNoteSignature{
    "audit_note_signature", ErrorClass::rejected,
    "The checkpoint has no valid signature of the expected key"};
inline constexpr ErrorKind kProofWrong{"audit_proof_wrong", ErrorClass::rejected,
                                       "The proof does not lead to the expected root hash"};

}  // namespace chancery::audit
