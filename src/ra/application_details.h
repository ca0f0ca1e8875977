// What the audit log keeps of an application: JSON texts.
#pragma once

#include <string>

#include "model/application.h"

namespace chancery::policy {
class PublicSuffixList;
}  // namespace chancery::policy

namespace chancery::ra {

/// Who asks for what, resting on which proofs and which acceptance of the agreement; of the CSR the
/// SHA-256 alone. `suffixes`: the list that its names were judged by, where that is what is
/// recorded (NT-28); else null.
[[nodiscard]] std::string application_details(const model::Application& application,
                                              const policy::PublicSuffixList* suffixes = nullptr);

/// Why it was refused.
[[nodiscard]] std::string refused_details(const model::Application& application);

}  // namespace chancery::ra
