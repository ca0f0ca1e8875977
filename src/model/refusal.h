// Why something was refused, kept with what was refused so that its owner can read it later.
#pragma once

#include <string>

namespace chancery::model {

/// What an Error leaves behind when it is stored. `code` is the ErrorKind's stable code, `detail`
/// its message for callers; nothing secret is in either.
struct Refusal {
  std::string code;
  std::string detail;
  std::string identifier;  ///< "dns:example.com", or empty when it concerns the whole

  friend bool operator==(const Refusal&, const Refusal&) = default;
};

}  // namespace chancery::model
