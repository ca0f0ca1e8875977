#include "keys/pkcs11_slots.h"

namespace chancery::keys {

Called<std::vector<TokenInSlot>> tokens_of(CK_FUNCTION_LIST& functions) {
  CK_ULONG count = 0;
  TRY(check(functions.C_GetSlotList(CK_TRUE, nullptr, &count), "C_GetSlotList"));
  std::vector<CK_SLOT_ID> slots(count);
  TRY(check(functions.C_GetSlotList(CK_TRUE, slots.data(), &count), "C_GetSlotList"));
  slots.resize(count);
  std::vector<TokenInSlot> found;
  for (const CK_SLOT_ID slot : slots) {
    TokenInSlot token{slot, {}};
    if (functions.C_GetTokenInfo(slot, &token.info) == CKR_OK) {
      found.push_back(token);
    }
  }
  return found;
}

}  // namespace chancery::keys
