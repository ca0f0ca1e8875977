// Tells an error which message it was found in.
#pragma once

#include <string>
#include <utility>

#include "base/result.h"

namespace chancery::x509 {

/// `result` with the parameter "in" added to its error.
template <class T>
[[nodiscard]] Result<T> found_in(std::string message, Result<T> result) {
  if (!result) {
    return std::unexpected(std::move(result).error().with("in", std::move(message)));
  }
  return result;
}

}  // namespace chancery::x509
