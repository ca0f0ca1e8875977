// What its owner says about a certificate, beside it: a certificate itself never changes.
#pragma once

#include <optional>
#include <string>

#include "base/time.h"
#include "model/ids.h"

namespace chancery::model {

struct CertificateLabel {
  CertificateId certificate;
  AccountId owner;        ///< the certificate's; may be empty
  std::string name = {};  ///< empty: that of its application
  std::string note = {};
  bool auto_renew = false;            ///< NC-x3
  std::optional<Time> tried_at = {};  ///< the last automatic renewal
  std::string outcome = {};           ///< of that: "filed", or a code of what refused it
};

}  // namespace chancery::model
