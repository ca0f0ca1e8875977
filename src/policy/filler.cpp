#include "policy/filler.h"

#include <algorithm>
#include <array>

namespace chancery::policy {
namespace {

constexpr std::array<std::string_view, 8> kFillers{
    "n/a", "n.a.", "n/a.", "not applicable", "not available", "unknown", "undefined", "tbd"};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_word_character(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') ||
         (lower(c) >= 'a' && lower(c) <= 'z');
}

}  // namespace

bool is_signs_only(std::string_view text) {
  return std::ranges::none_of(text, is_word_character);
}

bool is_filler(std::string_view text) {
  return is_signs_only(text) || std::ranges::any_of(kFillers, [&](std::string_view filler) {
           return std::ranges::equal(text, filler, {}, lower);
         });
}

}  // namespace chancery::policy
