#include "keys/key_ref.h"

#include <algorithm>

#include "keys/errors.h"
#include "keys/pkcs11_uri.h"

namespace chancery::keys {
namespace {

constexpr std::string_view kSoftware = "software:";
constexpr std::string_view kPkcs11 = "pkcs11:";
constexpr std::size_t kMaxLabel = 64;

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_label_character(char c) {
  return is_alphanumeric(c) || c == '-' || c == '_' || c == '.';
}

}  // namespace

Result<KeyRef> KeyRef::parse(std::string_view text) {
  if (text.starts_with(kSoftware)) {
    TRY(check_label(text.substr(kSoftware.size())));
    return KeyRef(Backend::software, std::string(text));
  }
  if (text.starts_with(kPkcs11)) {
    TRY(Pkcs11Uri::parse(text));
    return KeyRef(Backend::pkcs11, std::string(text));
  }
  return fail(kKeyRefMalformed);
}

std::string_view KeyRef::rest() const {
  return std::string_view(text_).substr(
      (backend_ == Backend::software ? kSoftware : kPkcs11).size());
}

Result<void> check_label(std::string_view label) {
  if (label.empty() || label.size() > kMaxLabel || !is_alphanumeric(label.front()) ||
      !std::all_of(label.begin(), label.end(), is_label_character)) {
    return fail(kKeyLabelMalformed, "seen", std::string(label.substr(0, kMaxLabel)));
  }
  return {};
}

}  // namespace chancery::keys
