#include "policy/a_label.h"

#include <idn2.h>
#include <memory>
#include <string>

namespace chancery::policy {
namespace {

struct Free {
  void operator()(char* text) const { idn2_free(text); }
};
using Text = std::unique_ptr<char, Free>;

Text to_unicode(const std::string& label) {
  char* out = nullptr;
  return Text(idn2_to_unicode_8z8z(label.c_str(), &out, 0) == IDN2_OK ? out : nullptr);
}

// Without UTS #46: no mapping that would turn a forbidden label into a permitted one.
Text to_a_label(const char* unicode) {
  std::uint8_t* out = nullptr;
  const int result = idn2_lookup_u8(reinterpret_cast<const std::uint8_t*>(unicode), &out,
                                    IDN2_NO_TR46 | IDN2_USE_STD3_ASCII_RULES);
  return Text(result == IDN2_OK ? reinterpret_cast<char*>(out) : nullptr);
}

}  // namespace

bool claims_to_be_a_label(std::string_view label) {
  return label.starts_with("xn--");
}

bool is_valid_a_label(std::string_view label) {
  const Text unicode = to_unicode(std::string(label));
  if (unicode == nullptr) {
    return false;
  }
  const Text again = to_a_label(unicode.get());
  return again != nullptr && label == again.get();
}

}  // namespace chancery::policy
