#include "identity/name.h"

#include <algorithm>

#include "base/utf8.h"
#include "identity/errors.h"

namespace chancery::identity {
namespace {

constexpr std::size_t kMaxName = 100;
constexpr std::size_t kMaxUserName = 64;
constexpr std::size_t kMaxEmail = 254;  // RFC 5321 section 4.5.3.1.3, without the brackets
constexpr std::size_t kMaxLocalPart = 64;

bool is_lower_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_letter_or_digit(char c) {
  return is_lower_or_digit(c) || (c >= 'A' && c <= 'Z');
}

/// RFC 5322 section 3.2.3 without what shells, headers and HTML give a meaning to.
bool is_local_part(std::string_view text) {
  return !text.empty() && text.size() <= kMaxLocalPart && text.front() != '.' &&
         text.back() != '.' && text.find("..") == std::string_view::npos &&
         std::ranges::all_of(text, [](char c) {
           return is_letter_or_digit(c) ||
                  std::string_view("._+-=~").find(c) != std::string_view::npos;
         });
}

bool is_domain(std::string_view text) {
  while (!text.empty()) {
    const auto label = text.substr(0, text.find('.'));
    const bool fits =
        !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
        std::ranges::all_of(label, [](char c) { return is_letter_or_digit(c) || c == '-'; });
    if (!fits) {
      return false;
    }
    if (label.size() == text.size()) {
      return true;
    }
    text.remove_prefix(label.size() + 1);
  }
  return false;
}

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

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  return out;
}

Result<void> check_user_name(std::string_view name) {
  const bool good =
      !name.empty() && name.size() <= kMaxUserName && std::ranges::all_of(name, [](char c) {
        return is_lower_or_digit(c) || std::string_view("._-+@").find(c) != std::string_view::npos;
      });
  return good ? Result<void>() : fail(kUserNameMalformed);
}

Result<void> check_email(std::string_view email) {
  const auto at = email.find('@');
  const bool good = email.size() <= kMaxEmail && at != std::string_view::npos &&
                    is_local_part(email.substr(0, at)) && is_domain(email.substr(at + 1));
  return good ? Result<void>() : fail(kEmailMalformed);
}

}  // namespace chancery::identity
