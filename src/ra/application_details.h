// What the audit log keeps of an application: JSON texts.
#pragma once

#include <string>

#include "model/application.h"

namespace chancery::ra {

/// Who asks for what, resting on which proofs and which acceptance of the agreement; of the CSR the
/// SHA-256 alone.
[[nodiscard]] std::string application_details(const model::Application& application);

/// Why it was refused.
[[nodiscard]] std::string refused_details(const model::Application& application);

}  // namespace chancery::ra
