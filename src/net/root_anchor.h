// The root zone's trust anchors: IANA's root-anchors.xml as a dated table
// (https://data.iana.org/root-anchors/, RFC 7958).
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "base/time.h"

namespace chancery::net {

struct RootAnchor {
  std::string_view ds;  ///< a DS record in presentation form, one line
  Seconds valid_from;
  std::optional<Seconds> valid_until;  ///< when IANA withdrew it
  std::string_view citation;
};

/// Every key, past and present. A new root key is a new row here, or an anchor file in the
/// configuration of a server that is not upgraded.
[[nodiscard]] std::span<const RootAnchor> root_anchors();

}  // namespace chancery::net
