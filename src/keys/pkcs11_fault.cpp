#include "keys/pkcs11_fault.h"

#include <array>
#include <fmt/format.h>

#include "keys/errors.h"

namespace chancery::keys {
namespace {

struct Row {
  CK_RV rv;
  const char* name;
  Remedy remedy;
};

constexpr std::array kRows{
    Row{CKR_SESSION_HANDLE_INVALID, "CKR_SESSION_HANDLE_INVALID", Remedy::new_session},
    Row{CKR_SESSION_CLOSED, "CKR_SESSION_CLOSED", Remedy::new_session},
    Row{CKR_USER_NOT_LOGGED_IN, "CKR_USER_NOT_LOGGED_IN", Remedy::new_session},
    Row{CKR_KEY_HANDLE_INVALID, "CKR_KEY_HANDLE_INVALID", Remedy::new_session},
    Row{CKR_OBJECT_HANDLE_INVALID, "CKR_OBJECT_HANDLE_INVALID", Remedy::new_session},
    Row{CKR_OPERATION_ACTIVE, "CKR_OPERATION_ACTIVE", Remedy::new_session},
    Row{CKR_OPERATION_NOT_INITIALIZED, "CKR_OPERATION_NOT_INITIALIZED", Remedy::new_session},

    Row{CKR_SESSION_COUNT, "CKR_SESSION_COUNT", Remedy::wait},
    Row{CKR_HOST_MEMORY, "CKR_HOST_MEMORY", Remedy::wait},
    Row{CKR_DEVICE_MEMORY, "CKR_DEVICE_MEMORY", Remedy::wait},
    Row{CKR_FUNCTION_CANCELED, "CKR_FUNCTION_CANCELED", Remedy::wait},

    Row{CKR_GENERAL_ERROR, "CKR_GENERAL_ERROR", Remedy::reinitialize},
    Row{CKR_FUNCTION_FAILED, "CKR_FUNCTION_FAILED", Remedy::reinitialize},
    Row{CKR_DEVICE_ERROR, "CKR_DEVICE_ERROR", Remedy::reinitialize},
    Row{CKR_DEVICE_REMOVED, "CKR_DEVICE_REMOVED", Remedy::reinitialize},
    Row{CKR_TOKEN_NOT_PRESENT, "CKR_TOKEN_NOT_PRESENT", Remedy::reinitialize},
    Row{CKR_TOKEN_NOT_RECOGNIZED, "CKR_TOKEN_NOT_RECOGNIZED", Remedy::reinitialize},
    Row{CKR_SLOT_ID_INVALID, "CKR_SLOT_ID_INVALID", Remedy::reinitialize},
    Row{CKR_CRYPTOKI_NOT_INITIALIZED, "CKR_CRYPTOKI_NOT_INITIALIZED", Remedy::reinitialize},

    Row{CKR_PIN_INCORRECT, "CKR_PIN_INCORRECT", Remedy::give_up_pin},
    Row{CKR_PIN_INVALID, "CKR_PIN_INVALID", Remedy::give_up_pin},
    Row{CKR_PIN_LEN_RANGE, "CKR_PIN_LEN_RANGE", Remedy::give_up_pin},
    Row{CKR_PIN_EXPIRED, "CKR_PIN_EXPIRED", Remedy::give_up_pin},
    Row{CKR_PIN_LOCKED, "CKR_PIN_LOCKED", Remedy::give_up_pin},
    Row{CKR_USER_PIN_NOT_INITIALIZED, "CKR_USER_PIN_NOT_INITIALIZED", Remedy::give_up_pin},

    Row{CKR_MECHANISM_INVALID, "CKR_MECHANISM_INVALID", Remedy::give_up_type},
    Row{CKR_MECHANISM_PARAM_INVALID, "CKR_MECHANISM_PARAM_INVALID", Remedy::give_up_type},
    Row{CKR_KEY_SIZE_RANGE, "CKR_KEY_SIZE_RANGE", Remedy::give_up_type},
    Row{CKR_CURVE_NOT_SUPPORTED, "CKR_CURVE_NOT_SUPPORTED", Remedy::give_up_type},
    Row{CKR_DOMAIN_PARAMS_INVALID, "CKR_DOMAIN_PARAMS_INVALID", Remedy::give_up_type},
    Row{CKR_FUNCTION_NOT_SUPPORTED, "CKR_FUNCTION_NOT_SUPPORTED", Remedy::give_up_type},

    Row{CKR_KEY_FUNCTION_NOT_PERMITTED, "CKR_KEY_FUNCTION_NOT_PERMITTED", Remedy::give_up},
    Row{CKR_TEMPLATE_INCONSISTENT, "CKR_TEMPLATE_INCONSISTENT", Remedy::give_up},
    Row{CKR_TOKEN_WRITE_PROTECTED, "CKR_TOKEN_WRITE_PROTECTED", Remedy::give_up},
};

const Row* find_row(CK_RV rv) {
  for (const Row& row : kRows) {
    if (row.rv == rv) {
      return &row;
    }
  }
  return nullptr;
}

const ErrorKind& kind_of(Remedy remedy) {
  switch (remedy) {
    case Remedy::new_session:
    case Remedy::wait:
    case Remedy::reinitialize:
      return kTokenUnavailable;
    case Remedy::give_up_pin:
      return kTokenPinRefused;
    case Remedy::give_up_type:
      return kKeyTypeUnavailable;
    case Remedy::give_up:
      break;
  }
  return kTokenRefused;
}

}  // namespace

Remedy remedy_for(CK_RV rv) {
  if (const Row* row = find_row(rv)) {
    return row->remedy;
  }
  // Vendors report trouble of the network and the device with values of their own.
  return rv >= CKR_VENDOR_DEFINED ? Remedy::reinitialize : Remedy::give_up;
}

std::string describe(const TokenFault& fault) {
  if (const Row* row = find_row(fault.rv)) {
    return fmt::format("{}: {}", fault.call, row->name);
  }
  return fmt::format("{}: {:#x}", fault.call, fault.rv);
}

Error final_error(const TokenFault& fault) {
  if (fault.refusal) {
    return *fault.refusal;
  }
  return Error(kind_of(remedy_for(fault.rv))).log_only(describe(fault));
}

}  // namespace chancery::keys
