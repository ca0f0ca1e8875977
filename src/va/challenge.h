// What is to be proven, per method. Tokens and values are made elsewhere (ACME, applications).
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "va/method.h"
#include "x509/dns_name.h"
#include "x509/identifier.h"

namespace chancery::va {

/// RFC 8555 section 8.3; RFC 8738 section 3 for addresses.
struct Http01Challenge {
  x509::Identifier identifier;
  std::string token;
  std::string key_authorization;
};

/// RFC 8555 section 8.4. For a wildcard, control of the name below "*." is proven.
struct Dns01Challenge {
  x509::DnsName domain;
  std::string key_authorization;
};

/// RFC 8737; RFC 8738 section 6 for addresses.
struct TlsAlpn01Challenge {
  x509::Identifier identifier;
  std::string key_authorization;
};

/// BR 3.2.2.4.7: a Random Value in a TXT record at the authorization domain name, or at one label
/// that begins with an underscore below it. That the value is random, fresh and unique, and that
/// `authorization_domain` lies below the public suffix, is the caller's to see to.
struct DnsChangeChallenge {
  x509::DnsName domain;                ///< the name asked for, perhaps a wildcard
  x509::DnsName authorization_domain;  ///< `domain` itself or one of its parents
  std::string record_name;             ///< e.g. "_chancery.example.org"
  std::string value;
};

using Challenge =
    std::variant<Http01Challenge, Dns01Challenge, TlsAlpn01Challenge, DnsChangeChallenge>;

[[nodiscard]] Method method_of(const Challenge& challenge);
[[nodiscard]] x509::Identifier identifier_of(const Challenge& challenge);

/// Where http-01 is asked, on the default port: "http://example.org/.well-known/acme-challenge/T".
/// An IPv6 address stands in brackets.
[[nodiscard]] std::string http_01_url(const x509::Identifier& identifier, std::string_view token);

/// "_acme-challenge." and the domain without "*.".
[[nodiscard]] std::string dns_01_record_name(const x509::DnsName& domain);

/// The TXT value: base64url of the key authorization's SHA-256.
[[nodiscard]] std::string dns_01_value(std::string_view key_authorization);

}  // namespace chancery::va
