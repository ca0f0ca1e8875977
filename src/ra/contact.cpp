#include "ra/contact.h"

#include <algorithm>

#include "ra/errors.h"
#include "x509/dns_name.h"

namespace chancery::ra {

namespace {

constexpr std::string_view kScheme = "mailto:";
constexpr std::size_t kMaxLocalPart = 64;  // RFC 5321 section 4.5.3.1.1

bool is_mailto(std::string_view contact) {
  return contact.size() >= kScheme.size() &&
         std::ranges::equal(contact.substr(0, kScheme.size()), kScheme, {},
                            [](char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; });
}

/// Dot-atom of RFC 5322 section 3.2.3; quoted local parts are not worth their trouble.
bool is_local_part(std::string_view text) {
  constexpr std::string_view kSymbols = "!#$&'*+-/=^_`{|}~.";
  return !text.empty() && text.size() <= kMaxLocalPart && text.front() != '.' &&
         text.back() != '.' && text.find("..") == std::string_view::npos &&
         std::ranges::all_of(text, [&](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  kSymbols.find(c) != std::string_view::npos;
         });
}

Result<void> check_contact(const std::string& contact) {
  if (!is_mailto(contact) || contact.find_first_of("?,") != std::string::npos) {
    return fail(kContactUnsupported, "contact", contact);
  }
  const std::string_view address = std::string_view(contact).substr(kScheme.size());
  const std::size_t at = address.find('@');
  if (at == std::string_view::npos || !is_local_part(address.substr(0, at)) ||
      !x509::DnsName::parse(address.substr(at + 1)) || address[at + 1] == '*') {
    return fail(kContactMalformed, "contact", contact);
  }
  return {};
}

}  // namespace

Result<void> check_contacts(const std::vector<std::string>& contacts) {
  if (contacts.size() > kMaxContacts) {
    return fail(kContactsTooMany, {{"seen", std::to_string(contacts.size())},
                                   {"at_most", std::to_string(kMaxContacts)}});
  }
  for (const std::string& contact : contacts) {
    TRY(check_contact(contact));
  }
  return {};
}

}  // namespace chancery::ra
