#include "policy/key_rules.h"

#include <array>
#include <string>
#include <vector>

#include "crypto/public_key.h"
#include "policy/errors.h"
#include "policy/weak_keys.h"

namespace chancery::policy {
namespace {

using crypto::KeyType;
using crypto::PublicKey;

constexpr unsigned kEverybody = 0b11;
constexpr unsigned kPublicOnly = 0b01;

constexpr unsigned mask_of(PolicySet set) {
  return set == PolicySet::public_trust ? 0b01 : 0b10;
}

struct KeyRule {
  Rule rule;
  unsigned sets;
  const ErrorKind& error;
  bool (*broken)(const PublicKey&, KeyUse);
};

bool is_rsa(const PublicKey& key) {
  return key.spec().type == KeyType::rsa;
}
bool is_ecdsa(const PublicKey& key) {
  return key.spec().type == KeyType::ecdsa;
}

bool is_ed25519(const PublicKey& key, KeyUse) {
  return key.spec().type == KeyType::ed25519;
}

bool is_short_rsa(const PublicKey& key, KeyUse) {
  return is_rsa(key) && key.spec().bits < 2048;
}

bool is_short_rsa_root(const PublicKey& key, KeyUse use) {
  return is_rsa(key) && use == KeyUse::root_ca && key.spec().bits < 4096;
}

bool is_short_ecdsa_root(const PublicKey& key, KeyUse use) {
  return is_ecdsa(key) && use == KeyUse::root_ca && key.spec().bits < 384;
}

bool is_ragged_rsa(const PublicKey& key, KeyUse) {
  return is_rsa(key) && key.spec().bits % 8 != 0;
}

bool is_weak_rsa(const PublicKey& key, KeyUse) {
  return is_rsa(key) && find_weakness(key.rsa_modulus()).has_value();
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
    KeyRule{{"key_rsa_multiple_of_8", "TLS BR 6.1.5", kAlways, kOpenEnd,
             "the length of an RSA modulus in bits is a multiple of 8"},
            kEverybody,
            kKeySizeForbidden,
            is_ragged_rsa},
    KeyRule{{"key_rsa_weak", "TLS BR 6.1.1.3 (5.2), (5.3) and 6.1.6", kAlways, kOpenEnd,
             "no RSA modulus with a factor below 752, of ROCA's form, or of two close primes"},
            kEverybody,
            kKeyWeak,
            is_weak_rsa},
};

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

Result<void> check_public_key(const PublicKey& key, PolicySet set, KeyUse use, Time at) {
  for (const KeyRule& row : kKeyRules) {
    if ((row.sets & mask_of(set)) != 0 && row.rule.in_force(at) && row.broken(key, use)) {
      return fail(row.error, {{"seen", crypto::display_name(key.spec())},
                              {"rule", std::string(row.rule.id)},
                              {"citation", std::string(row.rule.citation)}});
    }
  }
  return {};
}

std::span<const Rule* const> key_rules(PolicySet set) {
  static const std::vector<const Rule*> for_public = collect(PolicySet::public_trust);
  static const std::vector<const Rule*> for_private = collect(PolicySet::private_trust);
  return set == PolicySet::public_trust ? for_public : for_private;
}

}  // namespace chancery::policy
