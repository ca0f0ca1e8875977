// From an Error to what is stored about it.
#pragma once

#include <string>

#include "base/result.h"
#include "model/application.h"
#include "model/refusal.h"

namespace chancery::ra {

/// Code and message for callers; log text is left behind.
[[nodiscard]] inline model::Refusal refusal_of(const Error& error, std::string identifier = {}) {
  const std::string_view named = error.parameter("identifier");
  return {std::string(error.code()), error.message(),
          identifier.empty() ? std::string(named) : std::move(identifier)};
}

/// Whether trying again later might do better: nothing is decided then.
[[nodiscard]] inline bool is_passing(const Error& error) {
  switch (error.error_class()) {
    case ErrorClass::unavailable:
    case ErrorClass::too_many:
    case ErrorClass::internal:
    case ErrorClass::fatal:
      return true;
    default:
      return false;
  }
}

}  // namespace chancery::ra
