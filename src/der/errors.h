// The error catalogue of `der`: each kind is a rule of X.690, or a bound of ours, that was broken.
#pragma once

#include "base/result.h"

namespace chancery::der {

inline constexpr ErrorKind kDerTruncated{"der_truncated", ErrorClass::bad_input,
                                         "The DER data ends in the middle of an element"};
inline constexpr ErrorKind kDerTagForm{
    "der_tag_form", ErrorClass::bad_input,
    "The DER data uses a tag number above 30 or the reserved tag 0, which X.509 never does"};
inline constexpr ErrorKind kDerLengthForm{
    "der_length_form", ErrorClass::bad_input,
    "A DER length is indefinite, not in its shortest form, or longer than four bytes"};
inline constexpr ErrorKind kDerUnexpectedTag{"der_unexpected_tag", ErrorClass::bad_input,
                                             "The DER data holds another element than expected"};
inline constexpr ErrorKind kDerTrailing{"der_trailing", ErrorClass::bad_input,
                                        "The DER data continues after its expected end"};
inline constexpr ErrorKind kDerTooDeep{"der_too_deep", ErrorClass::too_large,
                                       "The DER data is nested more deeply than is read here"};
inline constexpr ErrorKind kDerInteger{
    "der_integer", ErrorClass::bad_input,
    "A DER INTEGER is empty, not in its shortest form, negative, or too large for its place"};
inline constexpr ErrorKind kDerBoolean{"der_boolean", ErrorClass::bad_input,
                                       "A DER BOOLEAN is not exactly one byte 00 or FF"};
inline constexpr ErrorKind kDerNull{"der_null", ErrorClass::bad_input,
                                    "A DER NULL is not of length zero"};
inline constexpr ErrorKind kDerBitString{
    "der_bit_string", ErrorClass::bad_input,
    "A DER BIT STRING has a wrong count of unused bits, or unused bits that are not zero"};
inline constexpr ErrorKind kDerOid{"der_oid", ErrorClass::bad_input,
                                   "An OBJECT IDENTIFIER is malformed, or longer than 47 bytes"};
inline constexpr ErrorKind kDerTime{
    "der_time", ErrorClass::bad_input,
    "A time is not of the form YYMMDDHHMMSSZ (UTCTime) or YYYYMMDDHHMMSSZ (GeneralizedTime) with "
    "a real date"};
inline constexpr ErrorKind kDerSetOrder{"der_set_order", ErrorClass::bad_input,
                                        "The members of a DER SET OF are not in ascending order"};

}  // namespace chancery::der
