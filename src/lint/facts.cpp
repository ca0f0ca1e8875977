#include "lint/facts.h"

#include <algorithm>
#include <array>
#include <bit>

#include "der/reader.h"
#include "lint/oids.h"

namespace chancery::lint {
namespace {

constexpr std::array kReservedPolicies = {
    der::Oid{2, 23, 140, 1, 1},                       // extended validation
    kDomainValidated, der::Oid{2, 23, 140, 1, 2, 2},  // organization validated
    der::Oid{2, 23, 140, 1, 2, 3},                    // individual validated
};

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::ranges::all_of(label, [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

Result<KeyKind> read_kind(BytesView spki_der) {
  der::Reader whole(spki_der);
  der::Reader spki = TRY(whole.sequence());
  der::Reader algorithm = TRY(spki.sequence());
  const der::Oid id = TRY(algorithm.oid());
  if (id == kRsaEncryption) {
    return KeyKind::rsa;
  }
  if (id == kEd25519Key) {
    return KeyKind::ed25519;
  }
  if (id != kEcPublicKey) {
    return KeyKind::other;
  }
  const der::Oid curve = TRY(algorithm.oid());
  return curve == kCurveP256   ? KeyKind::p256
         : curve == kCurveP384 ? KeyKind::p384
         : curve == kCurveP521 ? KeyKind::p521
                               : KeyKind::other;
}

}  // namespace

bool has_use(const View& certificate, x509::KeyUse use) {
  return certificate.key_usage && x509::KeyUsage(*certificate.key_usage).has(use);
}

bool has_purpose(const View& certificate, const der::Oid& purpose) {
  const auto& purposes = certificate.extended_key_usage;
  return purposes && std::ranges::find(*purposes, purpose) != purposes->end();
}

bool has_policy(const View& certificate, const der::Oid& policy) {
  const auto& policies = certificate.policies;
  return policies && std::ranges::find(*policies, policy, &PolicyView::id) != policies->end();
}

bool is_reserved_policy(const der::Oid& policy) {
  return std::ranges::find(kReservedPolicies, policy) != kReservedPolicies.end();
}

bool is_host_name(std::string_view text) {
  if (text.empty() || text.size() > 253) {
    return false;
  }
  while (true) {
    const auto dot = text.find('.');
    if (!is_label(text.substr(0, dot))) {
      return false;
    }
    if (dot == std::string_view::npos) {
      return true;
    }
    text.remove_prefix(dot + 1);
  }
}

bool is_http_url(BytesView text) {
  constexpr std::string_view kScheme = "http://";
  const std::string_view url = as_text(text);
  return url.starts_with(kScheme) && url.size() > kScheme.size() && is_printable_ascii(url);
}

bool is_printable_ascii(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

bool is_printable_string(BytesView text) {
  constexpr std::string_view kOthers = " '()+,-./:=?";
  return std::ranges::all_of(as_text(text), [&](char c) {
    return is_letter_or_digit(c) || kOthers.find(c) != std::string_view::npos;
  });
}

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string printable(BytesView text) {
  std::string out(as_text(text.first(std::min<std::size_t>(text.size(), 100))));
  std::ranges::replace_if(
      out, [](char c) { return c < 0x20 || c > 0x7e; }, '?');
  return out;
}

std::size_t bit_length(BytesView magnitude) {
  const auto first = std::ranges::find_if(magnitude, [](std::uint8_t octet) { return octet != 0; });
  const auto octets = static_cast<std::size_t>(magnitude.end() - first);
  return octets == 0 ? 0 : octets * 8 - static_cast<std::size_t>(std::countl_zero(*first));
}

KeyKind kind_of_key(BytesView spki_der) {
  return read_kind(spki_der).value_or(KeyKind::other);
}

}  // namespace chancery::lint
