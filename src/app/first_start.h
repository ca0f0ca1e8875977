// What an empty data directory becomes: two development hierarchies and an administrator.
#pragma once

#include <optional>

#include "app/installation.h"
#include "base/secret.h"

namespace chancery::app {

struct FirstStartReport {
  bool was_first = false;
  bool made_hierarchies = false;
  /// What was made, for people: "made ...".
  [[nodiscard]] std::string_view hierarchies_text() const {
    return made_hierarchies ? "made a development TLS and a private hierarchy"
                            : "made no hierarchy, for that takes a ceremony (docs/ceremony.md)";
  }
  /// Of user "admin", for one use; only when this call made it.
  std::optional<Secret> administrator_password;
};

/// Makes whatever is missing of: roots "tls-root" and "private-root", subordinates "tls-sub" and
/// "private-sub", the user "admin"; no hierarchies where these are made in ceremonies (keys that
/// several people hold, or [ceremony] required = "always"). Each piece is durable by itself, so a
/// first start that was cut off goes on where it was. Once finished it never makes anything again,
/// whatever is renamed or retired later. Errors: those of ca and identity.
[[nodiscard]] Result<FirstStartReport> first_start(Installation& installation);

}  // namespace chancery::app
