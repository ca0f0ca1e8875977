// A linter outside of the process, as the road sees it (TLS BR 4.3.1.2).
#pragma once

#include <functional>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "policy/rule.h"

namespace chancery::issuance {

enum class LintStage {
  before_signing,  ///< a dummy signature of the right form and length stands in (second way of BR)
  after_signing,   ///< the certificate as it would leave the house
};

struct OutsideLook {
  BytesView certificate_der;
  policy::PolicySet set;  ///< of the hierarchy: whose rules apply
  LintStage stage;
};

/// Gives what is to be kept with the certificate: a line for each finding that does not stop, ""
/// for none. Called from many threads, and may wait for as long as it was set up to. Errors:
/// kOutsideLintStopped (parameter "findings"), kOutsideLintMissing.
using OutsideLinter = std::function<Result<std::string>(const OutsideLook&)>;

}  // namespace chancery::issuance
