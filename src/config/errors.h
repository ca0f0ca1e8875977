// The error catalogue of `config`.
#pragma once

#include "base/result.h"

namespace chancery::config {

inline constexpr ErrorKind kConfigUnreadable{
    "config_unreadable", ErrorClass::bad_input,
    "The configuration file cannot be read, or is larger than 1 MiB"};
inline constexpr ErrorKind kTomlMalformed{"config_toml_malformed", ErrorClass::bad_input,
                                          "The configuration file is not valid TOML"};
inline constexpr ErrorKind kUnknownKey{
    "config_unknown_key", ErrorClass::bad_input,
    "The configuration has a key that Chancery does not know; it may be misspelt"};
inline constexpr ErrorKind kValueRefused{
    "config_value_refused", ErrorClass::bad_input,
    "A configuration key has a value of the wrong type, form or range"};

}  // namespace chancery::config
