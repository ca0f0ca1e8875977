#include "model/issuer.h"

namespace chancery::model {

std::string_view to_text(IssuerState state) {
  switch (state) {
    case IssuerState::enabled:
      return "enabled";
    case IssuerState::disabled:
      return "disabled";
    case IssuerState::retired:
      return "retired";
  }
  return "unknown";
}

}  // namespace chancery::model
