// For tests of this room: a signed DNS, a resolver that trusts it, and a validator with settings
// that let it reach loopback.
#pragma once

#include <memory>
#include <string>

#include "net/testing/dns_peer.h"
#include "net/testing/tcp_peer.h"
#include "va/validator.h"

namespace chancery::va::testing {

inline constexpr const char* kZones = R"({
  "signed.test": {"records": [
    "www A 127.0.0.1", "dual A 127.0.0.1", "dual AAAA ::1", "six AAAA ::1",
    "hidden A 10.1.2.3", "metadata A 169.254.169.254", "mixed A 169.254.169.254",
    "mixed AAAA ::1", "nothing TXT \"no address here\"",
    "_acme-challenge.alias CNAME _acme-challenge.dns.unsigned.test.",
    "foreign CAA 0 issue \"other.example\"", "foreign CAA 0 iodef \"mailto:abuse@signed.test\"",
    "*.foreign A 127.0.0.1", "ours CAA 0 issue \"ca.example\"",
    "ours CAA 0 issuewild \";\"", "alias.ours CNAME www.foreign",
    "critical CAA 128 tbs \"unknown\""]},
  "unsigned.test": {"kind": "unsigned", "records": ["www A 127.0.0.1"]},
  "bogus.test": {"kind": "bogus", "records": ["www A 127.0.0.1"]}
})";

inline const std::string kToken = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA";
inline const std::string kKeyAuthorization =
    kToken + ".9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI";

inline x509::DnsName name(const char* text) {
  return x509::DnsName::parse(text).value();
}
inline x509::Identifier dns(const char* text) {
  return x509::Identifier(name(text));
}
inline x509::Identifier ip(const char* text) {
  return x509::Identifier(x509::IpAddress::parse(text).value());
}

/// What a well-behaved web server answers: the key authorization, and the white space that editors
/// leave behind.
inline std::string key_authorization_page(const std::string&) {
  return net::testing::http_answer("200 OK", kKeyAuthorization + " \r\n\n");
}

/// One name server and one resolver for all tests of a program; started when first used.
struct SharedDns {
  net::testing::DnsPeer peer{kZones};
  std::unique_ptr<net::UnboundResolver> resolver =
      net::UnboundResolver::make(peer.settings(), SystemClock().now()).value();
};
inline SharedDns& shared_dns() {
  static SharedDns shared;
  return shared;
}

/// Tests change the settings and the limit, then ask.
class World {
 protected:
  Result<Evidence> validate(const Challenge& challenge) {
    return Validator(*shared_dns().resolver, clock_, settings_)
        .validate(challenge, net::Deadline::in(limit_));
  }
  Result<Evidence> http(const char* host) {
    return validate(Http01Challenge{dns(host), kToken, kKeyAuthorization});
  }
  Result<CaaDecision> caa(const char* host) {
    Validator validator(*shared_dns().resolver, clock_, settings_);
    return validator.check_caa({name(host), {}, {}}, net::Deadline::in(Duration(10000)));
  }
  void set_txt(const std::string& record_name, const std::string& json_values) {
    shared_dns().peer.set(record_name, "TXT", json_values);
  }

  ManualClock clock_{Time(at_date(2026, 11, 21))};
  ValidatorSettings settings_ = [] {
    ValidatorSettings s;
    s.private_addresses = net::PrivateAddresses::allowed;
    s.caa.issuer_domains = {"ca.example"};
    return s;
  }();
  Duration limit_{10000};
};

}  // namespace chancery::va::testing
