// A name in a certificate, and the key under which a search finds it.
#pragma once

#include <string>
#include <string_view>

namespace chancery::model {

enum class NameType : char { dns = 'd', ip = 'i', email = 'e', other = 'o' };

/// A subjectAltName. `value` is in canonical text: DNS names lower-case A-labels (the first label
/// may be "*"), IP addresses as RFC 5952 prints them. This is NOT checked here.
struct CertificateName {
  NameType type = NameType::dns;
  std::string value;

  bool operator==(const CertificateName&) const = default;
};

/// DNS: the labels in reverse order ("com.example.www"), so that one index answers both "this
/// name" and "every name below that domain". Others: type letter, ':' and the value; ':' cannot
/// stand in a DNS name, so the two never meet.
[[nodiscard]] std::string search_key(const CertificateName& name);

/// The inverse of search_key.
[[nodiscard]] CertificateName from_search_key(std::string_view key);

}  // namespace chancery::model
