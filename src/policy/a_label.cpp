#include "policy/a_label.h"

#include <algorithm>
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

/// The A-label that people mean by `label`; `label` itself where there is none.
std::string meant_by(const std::string& label) {
  char* out = nullptr;
  const int result = idn2_to_ascii_8z(label.c_str(), &out, IDN2_NONTRANSITIONAL);
  const Text text(result == IDN2_OK ? out : nullptr);
  return text ? std::string(text.get()) : label;
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::string with_a_labels(std::string_view text) {
  std::string out;
  for (bool more = !is_ascii(text); more;) {
    const auto dot = text.find('.');
    more = dot != text.npos;
    const std::string label(text.substr(0, dot));
    out += (is_ascii(label) ? label : meant_by(label)) + (more ? "." : "");
    text.remove_prefix(more ? dot + 1 : text.size());
  }
  return out + std::string(text);
}

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
