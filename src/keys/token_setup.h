// Making a blank token ours (PKCS#11 sections 5.5 and 5.6: C_InitToken, C_InitPIN).
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "keys/activation.h"

namespace chancery::keys {

/// Initializes the first blank token of the module: its label, and the PINs of its security officer
/// and user from `activation`. A token of that label is left as it is, but for one that lacks its
/// user because an attempt before, with the same secret, did not come to its end. Errors:
/// kTokenExists, kTokenNoneFree, kTokenModuleUnusable, kTokenRefused, kTokenUnavailable.
[[nodiscard]] Result<void> initialize_token(const std::filesystem::path& module_path,
                                            const std::string& label, const Activation& activation);

/// Whether the token of that label is there and takes the user PIN of `activation`: how a ceremony
/// that stopped behind `initialize_token` sees that it was done. A wrong PIN counts against the
/// token's patience once. Errors: kTokenModuleUnusable, kTokenUnavailable.
[[nodiscard]] Result<bool> token_answers_to(const std::filesystem::path& module_path,
                                            const std::string& label, const Activation& activation);

}  // namespace chancery::keys
