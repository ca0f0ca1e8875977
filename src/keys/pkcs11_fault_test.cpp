#include "keys/pkcs11_fault.h"

#include <gtest/gtest.h>

#include "keys/errors.h"

namespace chancery::keys {
namespace {

TEST(Pkcs11Fault, trouble_of_sessions_and_devices_is_transient) {
  for (const CK_RV rv : {CKR_SESSION_HANDLE_INVALID, CKR_USER_NOT_LOGGED_IN, CKR_DEVICE_ERROR,
                         CKR_TOKEN_NOT_PRESENT, CKR_GENERAL_ERROR, CKR_SESSION_COUNT,
                         CKR_CRYPTOKI_NOT_INITIALIZED, CKR_VENDOR_DEFINED + 7}) {
    EXPECT_EQ(final_error({rv, "C_Sign"}).error_class(), ErrorClass::unavailable) << rv;
  }
}

TEST(Pkcs11Fault, everything_about_the_pin_stops_at_once) {
  for (const CK_RV rv : {CKR_PIN_INCORRECT, CKR_PIN_LOCKED, CKR_PIN_EXPIRED, CKR_PIN_INVALID,
                         CKR_PIN_LEN_RANGE, CKR_USER_PIN_NOT_INITIALIZED}) {
    EXPECT_EQ(remedy_for(rv), Remedy::give_up_pin) << rv;
    EXPECT_TRUE(final_error({rv, "C_Login"}).is(kTokenPinRefused));
  }
}

TEST(Pkcs11Fault, what_trying_again_cannot_change_is_permanent) {
  EXPECT_TRUE(final_error({CKR_MECHANISM_INVALID, "C_SignInit"}).is(kKeyTypeUnavailable));
  EXPECT_TRUE(final_error({CKR_KEY_FUNCTION_NOT_PERMITTED, "C_SignInit"}).is(kTokenRefused));
  EXPECT_TRUE(final_error({CKR_ARGUMENTS_BAD, "C_Sign"}).is(kTokenRefused));
  EXPECT_NE(kTokenRefused.error_class, ErrorClass::unavailable);
}

TEST(Pkcs11Fault, is_named_in_the_log_and_not_to_the_caller) {
  const Error known = final_error({CKR_DEVICE_ERROR, "C_Sign"});
  EXPECT_EQ(known.log_text(), "C_Sign: CKR_DEVICE_ERROR");
  EXPECT_EQ(known.message().find("CKR"), std::string::npos);
  EXPECT_EQ(final_error({CKR_VENDOR_DEFINED + 7, "C_Sign"}).log_text(), "C_Sign: 0x80000007");
}

}  // namespace
}  // namespace chancery::keys
