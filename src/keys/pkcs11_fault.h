// Inside `keys` only: return values of PKCS#11 (version 2.40, section 5.1.6) and what each calls
// for.
#pragma once

#include <expected>
#include <optional>
#include <p11-kit/pkcs11.h>
#include <string>

#include "base/result.h"

namespace chancery::keys {

/// Why an operation did not succeed. Stays inside: healed, or turned into an Error at the end.
struct TokenFault {
  CK_RV rv = CKR_OK;  ///< of a call that did not return CKR_OK
  const char* call = "";
  std::optional<Error> refusal = {};  ///< instead: the token works, and this is the final answer
};

template <class T>
using Called = std::expected<T, TokenFault>;

enum class Remedy {
  new_session,   ///< this session or its login is gone: take another, at once
  wait,          ///< full or busy: try again a little later
  reinitialize,  ///< the device is away or confused: wait, and start the module afresh
  give_up_pin,   ///< sending the PIN again could lock the token
  give_up_type,  ///< this token cannot do that with this kind of key
  give_up,       ///< trying again cannot help
};

[[nodiscard]] Remedy remedy_for(CK_RV rv);

/// "C_Sign: CKR_DEVICE_ERROR", for logs.
[[nodiscard]] std::string describe(const TokenFault& fault);

/// The Error when nothing more is tried.
[[nodiscard]] Error final_error(const TokenFault& fault);

/// `return refuse(fail(kKeyExists));`
[[nodiscard]] inline std::unexpected<TokenFault> refuse(std::unexpected<Error> error) {
  return std::unexpected(TokenFault{CKR_OK, "", std::move(error).error()});
}

/// The value, or the error as a final answer.
template <class T>
[[nodiscard]] Called<T> final_answer(Result<T> result) {
  if (!result) {
    return refuse(pass(result));
  }
  return std::move(*result);
}

/// `TRY(check(functions.C_Sign(...), "C_Sign"));`
[[nodiscard]] inline Called<void> check(CK_RV rv, const char* call) {
  if (rv != CKR_OK) {
    return std::unexpected(TokenFault{rv, call});
  }
  return {};
}

}  // namespace chancery::keys
