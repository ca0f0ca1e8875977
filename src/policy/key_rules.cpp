#include "policy/key_rules.h"

#include <array>
#include <string>
#include <vector>

#include "crypto/public_key.h"
#include "policy/errors.h"
#include "policy/weak_keys.h"

namespace chancery::policy {
namespace {

using crypto::KeySpec;
using crypto::KeyType;
using crypto::PublicKey;

constexpr unsigned mask_of(PolicySet set) {
  return 1U << static_cast<unsigned>(set);
}
constexpr unsigned kPublicOnly = mask_of(PolicySet::public_trust);
constexpr unsigned kSmimeOnly = mask_of(PolicySet::smime_trust);
constexpr unsigned kEverybody = kPublicOnly | kSmimeOnly | mask_of(PolicySet::private_trust);

// One of the two asks.
struct KeyRule {
  Rule rule;
  unsigned sets;
  const ErrorKind& error;
  bool (*bad_kind)(KeySpec, KeyUse) = nullptr;
  bool (*bad_key)(const PublicKey&) = nullptr;
};

bool is_rsa(KeySpec key) {
  return key.type == KeyType::rsa;
}
bool is_ecdsa(KeySpec key) {
  return key.type == KeyType::ecdsa;
}

bool is_ed25519(KeySpec key, KeyUse) {
  return key.type == KeyType::ed25519;
}

bool is_short_rsa(KeySpec key, KeyUse) {
  return is_rsa(key) && key.bits < 2048;
}

bool is_short_rsa_root(KeySpec key, KeyUse use) {
  return is_rsa(key) && use == KeyUse::root_ca && key.bits < 4096;
}

bool is_short_rsa_ca(KeySpec key, KeyUse use) {
  return is_rsa(key) && use != KeyUse::subscriber && key.bits < 4096;
}

bool is_short_ecdsa_root(KeySpec key, KeyUse use) {
  return is_ecdsa(key) && use == KeyUse::root_ca && key.bits < 384;
}

bool is_ragged_rsa(KeySpec key, KeyUse) {
  return is_rsa(key) && key.bits % 8 != 0;
}

bool is_weak_rsa(const PublicKey& key) {
  return is_rsa(key.spec()) && find_weakness(key.rsa_modulus()).has_value();
}

const std::array kKeyRules = {
    KeyRule{{"key_ed25519", "TLS BR 2.2.6 section 6.1.5", kAlways, kOpenEnd,
             "RSA or ECDSA on P-256, P-384, P-521; nothing else"},
            kPublicOnly,
            kKeyTypeForbidden,
            is_ed25519},
    KeyRule{{"key_rsa_2048", "TLS BR 6.1.5; NT-133", kAlways, kOpenEnd,
             "an RSA modulus has at least 2048 bits"},
            kEverybody,
            kKeySizeForbidden,
            is_short_rsa},
    KeyRule{{"key_rsa_root_4096", "CPS 1.0.6 section 6.1.5; NT-133", kAlways, kOpenEnd,
             "the RSA modulus of a root has at least 4096 bits"},
            kPublicOnly,
            kKeySizeForbidden,
            is_short_rsa_root},
    KeyRule{{"key_ecdsa_root_384", "CPS 1.0.6 section 6.1.5; NT-134", kAlways, kOpenEnd,
             "the ECDSA key of a root is on P-384 or P-521"},
            kPublicOnly,
            kKeySizeForbidden,
            is_short_ecdsa_root},
    KeyRule{{"key_smime_rsa_ca_4096", "S/MIME BR 1.0.15 section 6.1.5 (ballot SMC017)",
             at_date(2026, 9, 15), kOpenEnd, "the RSA modulus of a new CA has at least 4096 bits"},
            kSmimeOnly,
            kKeySizeForbidden,
            is_short_rsa_ca},
    KeyRule{{"key_rsa_multiple_of_8", "TLS BR 6.1.5", kAlways, kOpenEnd,
             "the length of an RSA modulus in bits is a multiple of 8"},
            kEverybody,
            kKeySizeForbidden,
            is_ragged_rsa},
    KeyRule{{"key_rsa_weak", "TLS BR 6.1.1.3 (5.2), (5.3) and 6.1.6", kAlways, kOpenEnd,
             "no RSA modulus with a factor below 752, of ROCA's form, or of two close primes"},
            kEverybody,
            kKeyWeak,
            nullptr,
            is_weak_rsa},
};

bool applies(const KeyRule& row, PolicySet set, Time at) {
  return (row.sets & mask_of(set)) != 0 && row.rule.in_force(at);
}

std::unexpected<Error> refuse(const KeyRule& row, KeySpec seen) {
  return fail(row.error, {{"seen", crypto::display_name(seen)},
                          {"rule", std::string(row.rule.id)},
                          {"citation", std::string(row.rule.citation)}});
}

std::vector<const Rule*> collect(PolicySet set) {
  std::vector<const Rule*> rules;
  for (const KeyRule& row : kKeyRules) {
    if ((row.sets & mask_of(set)) != 0) {
      rules.push_back(&row.rule);
    }
  }
  return rules;
}

}  // namespace

Result<void> check_key_spec(KeySpec spec, PolicySet set, KeyUse use, Time at) {
  for (const KeyRule& row : kKeyRules) {
    if (applies(row, set, at) && row.bad_kind != nullptr && row.bad_kind(spec, use)) {
      return refuse(row, spec);
    }
  }
  return {};
}

Result<void> check_public_key(const PublicKey& key, PolicySet set, KeyUse use, Time at) {
  TRY(check_key_spec(key.spec(), set, use, at));
  for (const KeyRule& row : kKeyRules) {
    if (applies(row, set, at) && row.bad_key != nullptr && row.bad_key(key)) {
      return refuse(row, key.spec());
    }
  }
  return {};
}

std::span<const Rule* const> key_rules(PolicySet set) {
  static const std::array rules = {collect(PolicySet::public_trust),
                                   collect(PolicySet::private_trust),
                                   collect(PolicySet::smime_trust)};
  return rules.at(static_cast<std::size_t>(set));
}

}  // namespace chancery::policy
