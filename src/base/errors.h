// The error catalogue of `base`.
#pragma once

#include "base/result.h"

namespace chancery {

inline constexpr ErrorKind kHexMalformed{
    "hex_malformed", ErrorClass::bad_input,
    "This is not hexadecimal: an even number of digits 0-9, a-f is expected"};
inline constexpr ErrorKind kBase64Malformed{"base64_malformed", ErrorClass::bad_input,
                                            "This is not valid base64 (RFC 4648)"};
inline constexpr ErrorKind kPemMalformed{
    "pem_malformed", ErrorClass::bad_input,
    "This is not PEM: a -----BEGIN line, base64 and an -----END line are expected"};
inline constexpr ErrorKind kTimeMalformed{
    "time_malformed", ErrorClass::bad_input,
    "This is not an RFC 3339 time such as 2026-11-21T10:00:00Z or date such as 2026-11-21"};
inline constexpr ErrorKind kIdMalformed{"id_malformed", ErrorClass::bad_input,
                                        "This is not an id of the form that Chancery hands out"};

}  // namespace chancery
