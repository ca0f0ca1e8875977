// Passphrases: from files and descriptors for machines, from a terminal for people; never from the
// command line.
#pragma once

#include <string>

#include "base/result.h"
#include "base/secret.h"

namespace chancery::app {

/// The first line of "FILE" (mode 0600, of this user) or of "fd:N".
/// Errors: kFileUnreadable, kArgumentMalformed; kPassphraseShort below 12 octets.
[[nodiscard]] Result<Secret> read_passphrase(const std::string& source);

/// Asks at the terminal without showing what is typed.
/// Errors: kNoTerminal, kPassphraseShort.
[[nodiscard]] Result<Secret> ask_passphrase(const std::string& question);

/// Asks twice. Errors: also kPassphrasesDiffer.
[[nodiscard]] Result<Secret> ask_new_passphrase();

}  // namespace chancery::app
