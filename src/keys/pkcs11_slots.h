// Inside `keys` only: what is in the slots of a module (PKCS#11 section 5.5).
#pragma once

#include <string>
#include <vector>

#include "keys/pkcs11_fault.h"
#include "keys/pkcs11_module.h"

namespace chancery::keys {

/// Fixed-size text of PKCS#11, padded with blanks and not terminated (section 3.2).
template <std::size_t size>
[[nodiscard]] std::string unpadded(const unsigned char (&field)[size]) {
  std::string text(std::begin(field), std::end(field));
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

struct TokenInSlot {
  CK_SLOT_ID slot = 0;
  CK_TOKEN_INFO info{};

  [[nodiscard]] bool initialized() const { return (info.flags & CKF_TOKEN_INITIALIZED) != 0; }
  [[nodiscard]] std::string label() const { return unpadded(info.label); }
};

/// Slots with a token in them; one that does not answer is left out.
[[nodiscard]] Called<std::vector<TokenInSlot>> tokens_of(CK_FUNCTION_LIST& functions);

}  // namespace chancery::keys
