#include "identity/name.h"

#include "base/utf8.h"
#include "identity/errors.h"

namespace chancery::identity {
namespace {

constexpr std::size_t kMaxName = 100;

}  // namespace

Result<void> check_name(std::string_view name) {
  bool good = !name.empty() && name.size() <= kMaxName;
  while (good && !name.empty()) {
    const auto character = first_character(name);
    good = character.valid && character.code >= 0x20 && character.code != 0x7f;
    name.remove_prefix(character.size);
  }
  return good ? Result<void>() : fail(kNameMalformed);
}

}  // namespace chancery::identity
