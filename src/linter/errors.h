// The error catalogue of `linter`.
#pragma once

#include "base/result.h"

namespace chancery::linter {

inline constexpr ErrorKind kLinterNotRunnable{
    "linter_not_runnable", ErrorClass::unavailable,
    "The program of an outside linter could not be started. Check linter.zlint; ./dev build makes "
    "build/zlint/zlint-sidecar when there is a go command"};
inline constexpr ErrorKind kLinterDied{"linter_died", ErrorClass::unavailable,
                                       "An outside linter ended in the middle of its work"};
inline constexpr ErrorKind kLinterTimeout{"linter_timeout", ErrorClass::unavailable,
                                          "An outside linter did not answer in time"};
inline constexpr ErrorKind kLinterMalformed{
    "linter_malformed", ErrorClass::unavailable,
    "An outside linter answered with something else than a linter's answer"};
inline constexpr ErrorKind kLinterResting{
    "linter_resting", ErrorClass::unavailable,
    "An outside linter failed repeatedly, and is left alone for some seconds"};

}  // namespace chancery::linter
