// For tests: certificate bodies that can be spoiled in any way, made by the DER writer alone.
//
// A Sample is good as it comes; a test changes one thing and names the lint that must notice.
#pragma once

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "base/encoding.h"
#include "crypto/hash.h"
#include "der/writer.h"
#include "lint/facts.h"
#include "lint/oids.h"
#include "lint/run.h"
#include "policy/public_suffix.h"
#include "policy/validity.h"

namespace chancery::lint::testing {

using der::Oid;
using der::Tag;
using der::Writer;

inline constexpr Time kNow = at_date(2026, 11, 21);

inline Bytes encode(const std::function<void(Writer&)>& write) {
  Writer w;
  write(w);
  return w.take();
}

struct SampleAttribute {
  Oid type;
  Tag tag;
  std::string value;
  bool same_rdn = false;
};
using SampleName = std::vector<SampleAttribute>;

inline SampleAttribute attribute(const Oid& type, std::string value) {
  return {type, type == x509::kCountry ? Tag::printable_string : Tag::utf8_string,
          std::move(value)};
}

inline Bytes encode_name(const SampleName& name) {
  return encode([&](Writer& w) {
    w.sequence([&] {
      for (std::size_t i = 0; i < name.size();) {
        w.set([&] {
          do {
            w.sequence([&] {
              w.oid(name[i].type);
              w.primitive(name[i].tag, as_bytes(name[i].value));
            });
            ++i;
          } while (i < name.size() && name[i].same_rdn);
        });
      }
    });
  });
}

struct SampleExtension {
  Oid id;
  bool critical = false;
  Bytes value;
  bool write_default = false;
};

/// A GeneralName: its context tag and content.
struct SampleGeneralName {
  unsigned number;
  std::string value;
};

inline void write_general_names(Writer& w, const std::vector<SampleGeneralName>& names) {
  for (const auto& name : names) {
    w.context_primitive(name.number, as_bytes(name.value));
  }
}

inline Bytes general_names(const std::vector<SampleGeneralName>& names) {
  return encode([&](Writer& w) { w.sequence([&] { write_general_names(w, names); }); });
}

inline Bytes oid_list(const std::vector<Oid>& oids) {
  return encode([&](Writer& w) {
    w.sequence([&] {
      for (const Oid& oid : oids) {
        w.oid(oid);
      }
    });
  });
}

inline Bytes policy_list(const std::vector<Oid>& policies, const Oid& qualifier = {}) {
  return encode([&](Writer& w) {
    w.sequence([&] {
      for (const Oid& policy : policies) {
        w.sequence([&] {
          w.oid(policy);
          if (!qualifier.empty()) {
            w.sequence([&] {
              w.sequence([&] {
                w.oid(qualifier);
                w.ia5_string("http://cps.example/");
              });
            });
          }
        });
      }
    });
  });
}

inline Bytes access_list(const Oid& method, std::string_view url, unsigned number = kUri) {
  return encode([&](Writer& w) {
    w.sequence([&] {
      w.sequence([&] {
        w.oid(method);
        w.context_primitive(number, as_bytes(url));
      });
    });
  });
}

/// One DistributionPoint for each URL; `also` writes more fields into each.
inline Bytes points(
    const std::vector<std::string>& urls,
    const std::function<void(Writer&)>& also = [](Writer&) {}) {
  return encode([&](Writer& w) {
    w.sequence([&] {
      for (const auto& url : urls) {
        w.sequence([&] {
          w.context(0, [&] { w.context(0, [&] { write_general_names(w, {{kUri, url}}); }); });
          also(w);
        });
      }
    });
  });
}

inline Bytes usage(std::uint32_t bits) {
  return encode([&](Writer& w) { w.named_bits(bits); });
}
inline Bytes usage(x509::KeyUsage uses) {
  return usage(uses.bits());
}

inline Bytes constraints(bool ca, int path_length = -1) {
  return encode([&](Writer& w) {
    w.sequence([&] {
      if (ca) {
        w.boolean(true);
      }
      if (path_length >= 0) {
        w.integer(path_length);
      }
    });
  });
}

inline Bytes authority_key_id(BytesView key_id, bool with_serial = false) {
  return encode([&](Writer& w) {
    w.sequence([&] {
      w.context_primitive(0, key_id);
      if (with_serial) {
        w.context_primitive(2, Bytes{1});
      }
    });
  });
}

inline Bytes subject_key_id(BytesView key_id) {
  return encode([&](Writer& w) { w.octet_string(key_id); });
}

inline Bytes ec_key(const Oid& curve, std::size_t coordinate, std::uint8_t fill) {
  Bytes point(1 + 2 * coordinate, fill);
  point.front() = 4;
  return encode([&](Writer& w) {
    w.sequence([&] {
      w.sequence([&] {
        w.oid(kEcPublicKey);
        w.oid(curve);
      });
      w.bit_string(point);
    });
  });
}

inline Bytes rsa_key(std::size_t bits, const Bytes& exponent = {1, 0, 1}) {
  Bytes modulus((bits + 7) / 8, 0x5b);
  modulus.front() = static_cast<std::uint8_t>(1U << ((bits - 1) % 8));
  return encode([&](Writer& w) {
    w.sequence([&] {
      w.sequence([&] {
        w.oid(kRsaEncryption);
        w.null();
      });
      w.bit_string([&] {
        w.sequence([&] {
          w.unsigned_integer(modulus);
          w.unsigned_integer(exponent);
        });
      });
    });
  });
}

inline Bytes ed25519_key() {
  return encode([&](Writer& w) {
    w.sequence([&] {
      w.sequence([&] { w.oid(kEd25519Key); });
      w.bit_string(Bytes(32, 7));
    });
  });
}

struct Sample {
  int version = 2;  ///< as encoded; negative leaves it out
  Bytes serial = from_hex("4f0102030405060708090a0b0c0d0e0f").value();
  Bytes algorithm = from_hex("300a06082a8648ce3d040303").value();
  SampleName issuer = {attribute(x509::kCountry, "KR"), attribute(x509::kOrganization, "Chancery"),
                       attribute(x509::kCommonName, "Issuing CA 1")};
  Seconds not_before = at_date(2026, 11, 20);
  Seconds not_after = policy::validity_of_days(at_date(2026, 11, 20), 90).not_after;
  Tag time_tag = Tag::utc_time;
  SampleName subject;
  Bytes spki = ec_key(kCurveP256, 32, 0x11);
  bool unique_id = false;
  std::vector<SampleExtension> extensions;

  // Of the issuing certificate.
  Bytes issuer_spki = ec_key(kCurveP384, 48, 0x22);
  Bytes issuer_key_id = Bytes(20, 0xab);
  std::optional<SampleName> true_issuer;  ///< when `issuer` is spoiled
  std::optional<Seconds> issuer_end = at_date(2036, 1, 1);

  profile::CertificateKind kind = profile::CertificateKind::subscriber;
  policy::PolicySet set = policy::PolicySet::public_trust;
  Time at = kNow;
  bool precertificate = false;

  void put(const Oid& id, bool critical, Bytes value) {
    drop(id);
    extensions.push_back({id, critical, std::move(value)});
  }
  void drop(const Oid& id) {
    std::erase_if(extensions, [&](const auto& extension) { return extension.id == id; });
  }
  SampleExtension& extension(const Oid& id) {
    return *std::ranges::find(extensions, id, &SampleExtension::id);
  }
  void names(const std::vector<SampleGeneralName>& list) {
    put(x509::kSubjectAltName, subject.empty(), general_names(list));
  }

  void write_time(Writer& w, Seconds time) const {
    if (time_tag == Tag::utc_time) {
      w.time(time);
    } else {
      w.generalized_time(time);
    }
  }

  [[nodiscard]] Bytes tbs() const {
    return encode([&](Writer& w) {
      w.sequence([&] {
        if (version >= 0) {
          w.context(0, [&] { w.integer(version); });
        }
        w.primitive(Tag::integer, serial);
        w.raw(algorithm);
        w.raw(encode_name(issuer));
        w.sequence([&] {
          write_time(w, not_before);
          write_time(w, not_after);
        });
        w.raw(encode_name(subject));
        w.raw(spki);
        if (unique_id) {
          w.context_primitive(1, Bytes{0, 1});
        }
        w.context(3, [&] { w.sequence([&] { write_extensions(w); }); });
      });
    });
  }

  void write_extensions(Writer& w) const {
    for (const auto& extension : extensions) {
      w.sequence([&] {
        w.oid(extension.id);
        if (extension.critical || extension.write_default) {
          w.boolean(extension.critical);
        }
        w.octet_string(extension.value);
      });
    }
  }

  [[nodiscard]] Report report() const {
    static const auto suffixes = policy::PublicSuffixList::load().value();
    const policy::NameRules names(set, suffixes);
    const Bytes issuer_tlv = encode_name(true_issuer.value_or(issuer));
    const Bytes body = tbs();
    return run(body, {kind,
                      set,
                      at,
                      {issuer_tlv, issuer_key_id, issuer_spki, issuer_end},
                      &names,
                      precertificate});
  }

  /// Names of the lints that found something; notices are left out unless asked for.
  [[nodiscard]] std::set<std::string> findings(bool with_notices = false) const {
    std::set<std::string> out;
    for (const Finding& finding : report().findings) {
      if (with_notices || finding.lint->severity != Severity::notice) {
        out.emplace(finding.lint->name);
      }
    }
    return out;
  }
};

inline Sample tls_leaf() {
  Sample s;
  s.put(x509::kAuthorityKeyIdentifier, false, authority_key_id(s.issuer_key_id));
  s.put(x509::kBasicConstraints, true, constraints(false));
  s.put(x509::kKeyUsage, true, usage({x509::KeyUse::digital_signature}));
  s.put(x509::kExtendedKeyUsage, false, oid_list({x509::kServerAuth}));
  s.put(x509::kCertificatePolicies, false, policy_list({kDomainValidated}));
  s.names({{kDnsName, "www.example.com"}, {kDnsName, "*.example.net"}});
  s.put(x509::kAuthorityInfoAccess, false,
        access_list(x509::kAccessOcsp, "http://ca.example/ocsp"));
  s.put(x509::kCrlDistributionPoints, false, points({"http://ca.example/crl/1"}));
  return s;
}

inline Sample tls_precertificate() {
  Sample s = tls_leaf();
  s.precertificate = true;
  s.put(x509::kPrecertificatePoison, true, {5, 0});
  return s;
}

/// The value of a list with one SCT.
inline Bytes sct_list() {
  return from_hex(
             "043b00390037"
             "00" +
             std::string(64, 'a') +
             "000001a1fb6718070000"
             "04030008"
             "3006020101020102")
      .value();
}

inline Sample private_leaf() {
  Sample s = tls_leaf();
  s.set = policy::PolicySet::private_trust;
  s.drop(x509::kCertificatePolicies);
  s.subject = {attribute(x509::kOrganization, "Acme"), attribute(x509::kCommonName, "db.internal")};
  s.names({{kDnsName, "db.internal"}, {kIpAddress, std::string("\x0a\x00\x00\x01", 4)}});
  s.put(x509::kSubjectKeyIdentifier, false, subject_key_id(Bytes(20, 1)));
  return s;
}

inline Sample subordinate_ca() {
  Sample s;
  s.kind = profile::CertificateKind::subordinate_ca;
  s.not_after = policy::validity_of_days(s.not_before, 3000).not_after;
  s.subject = {attribute(x509::kCountry, "KR"), attribute(x509::kOrganization, "Chancery"),
               attribute(x509::kCommonName, "Issuing CA 2")};
  s.put(x509::kAuthorityKeyIdentifier, false, authority_key_id(s.issuer_key_id));
  s.put(x509::kSubjectKeyIdentifier, false, subject_key_id(Bytes(20, 2)));
  s.put(x509::kBasicConstraints, true, constraints(true, 0));
  s.put(x509::kKeyUsage, true, usage({x509::KeyUse::key_cert_sign, x509::KeyUse::crl_sign}));
  s.put(x509::kExtendedKeyUsage, false, oid_list({x509::kServerAuth}));
  s.put(x509::kCertificatePolicies, false, policy_list({kDomainValidated}));
  s.put(x509::kCrlDistributionPoints, false, points({"http://ca.example/crl/root"}));
  return s;
}

inline Sample root_ca() {
  Sample s = subordinate_ca();
  s.kind = profile::CertificateKind::root_ca;
  s.not_after = policy::validity_of_days(s.not_before, 7305).not_after;
  s.issuer = s.subject;
  s.spki = s.issuer_spki;
  s.issuer_end.reset();
  s.put(x509::kAuthorityKeyIdentifier, false, authority_key_id(Bytes(20, 2)));
  s.put(x509::kBasicConstraints, true, constraints(true));
  s.drop(x509::kExtendedKeyUsage);
  s.drop(x509::kCertificatePolicies);
  s.drop(x509::kCrlDistributionPoints);
  return s;
}

inline Sample responder() {
  Sample s;
  s.kind = profile::CertificateKind::ocsp_responder;
  s.subject = {attribute(x509::kCountry, "KR"), attribute(x509::kOrganization, "Chancery"),
               attribute(x509::kCommonName, "Responder 1")};
  s.put(x509::kAuthorityKeyIdentifier, false, authority_key_id(s.issuer_key_id));
  s.put(x509::kKeyUsage, true, usage({x509::KeyUse::digital_signature}));
  s.put(x509::kExtendedKeyUsage, false, oid_list({x509::kOcspSigning}));
  s.put(x509::kOcspNoCheck, false, {5, 0});
  return s;
}

/// One way to break one lint.
struct Case {
  const Lint* lint;
  Sample good;
  std::function<void(Sample&)> spoil;
  int nth = 0;  ///< among the cases of this lint
};

inline void PrintTo(const Case& each, std::ostream* out) {
  *out << each.lint->name;
}

inline std::vector<Case> numbered(std::vector<Case> cases) {
  std::map<const Lint*, int> seen;
  for (Case& each : cases) {
    each.nth = ++seen[each.lint];
  }
  return cases;
}

/// "cabf_br_san_kinds_1": what the conformance matrix names.
inline std::string name_of(const ::testing::TestParamInfo<Case>& info) {
  return std::string(info.param.lint->name) + "_" + std::to_string(info.param.nth);
}

}  // namespace chancery::lint::testing
