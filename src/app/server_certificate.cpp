#include "app/server_certificate.h"

#include <algorithm>
#include <array>
#include <unistd.h>

#include "app/files.h"
#include "base/encoding.h"
#include "observe/log.h"
#include "store/revocation_repository.h"

namespace chancery::app {
namespace {

const observe::Log kLog("app");

constexpr std::string_view kPurpose = "https listener key";

struct Credential {
  std::vector<x509::Certificate> chain;
  crypto::PrivateKey key;
};

Result<x509::GeneralName> name_of(const std::string& host) {
  if (auto address = x509::IpAddress::parse(host)) {
    return x509::GeneralName(*address);
  }
  return x509::GeneralName(TRY(x509::DnsName::parse(host)));
}

/// The listener's own host first, then what people on this machine call it: as many as the profile
/// allows.
x509::GeneralNames wanted_names(const Installation& installation) {
  const auto& config = installation.config;
  const auto profile = installation.profiles.find(profile::kPrivateServer);
  const std::size_t at_most = profile ? (*profile)->bounds().max_names : 1;
  std::array<char, 256> host{};
  (void)::gethostname(host.data(), host.size() - 1);
  x509::GeneralNames names;
  for (const std::string& candidate :
       {config.listen.https.host, std::string(host.data()), std::string("localhost"),
        std::string("127.0.0.1"), std::string("::1")}) {
    const auto name = name_of(candidate);
    if (name && names.size() < at_most && std::ranges::find(names, *name) == names.end()) {
      names.push_back(*name);
    }
  }
  return names;
}

Result<Credential> read_stored(Installation& installation) {
  const std::string pem = TRY(read_file(installation.directory.https_certificate()));
  const std::string sealed = TRY(read_file(installation.directory.https_key()));
  const auto key = TRY(installation.keys->sealing_key(kPurpose).open(as_bytes(sealed), {}));
  auto chain = TRY(x509::parse_certificates_pem(pem));
  auto private_key = TRY(crypto::PrivateKey::from_pkcs8(key.reveal()));
  return Credential{std::move(chain), std::move(private_key)};
}

Result<bool> is_revoked(Installation& installation, const x509::Certificate& certificate) {
  for (const auto& issuer : installation.issuers.list()) {
    if (issuer->certificate().subject() != certificate.issuer()) {
      continue;
    }
    const auto revocation = TRY(installation.database->read([&](store::Snapshot& snapshot) {
      return store::RevocationRepository::find(snapshot, issuer->record().id, certificate.serial());
    }));
    return revocation.has_value();
  }
  return true;  // its issuer is gone: chains would not build
}

Result<bool> is_good(Installation& installation, const Credential& credential) {
  const auto& leaf = credential.chain.front();
  const auto life = leaf.not_after() - leaf.not_before();
  const bool young = installation.clock.now() < leaf.not_before() + life * 2 / 3;
  const bool same_names = leaf.subject_alt_names() == wanted_names(installation);
  const bool same_key = equal(leaf.spki_der(), credential.key.public_key().spki_der());
  return young && same_names && same_key && !TRY(is_revoked(installation, leaf));
}

Result<Credential> make(Installation& installation) {
  auto key = TRY(crypto::PrivateKey::generate(crypto::kP256));
  const auto issued = TRY(installation.issuing.issue(
      {.profile = std::string(profile::kPrivateServer),
       .issuer = {},
       .content = {.key = key.public_key(),
                   .names = wanted_names(installation),
                   .subject = {{x509::kCommonName, installation.config.listen.https.host}}},
       .validity = {},
       .owner = {},
       .application = {},
       .proofs = {},
       .caa = {},
       .agreement = {},
       .actor = "system"}));
  auto leaf = TRY(x509::Certificate::parse(issued.der));
  Credential credential{{std::move(leaf)}, std::move(key)};
  const auto issuer = TRY(installation.issuers.by_id(issued.issuer));
  for (const auto& above : installation.issuers.chain_of(issuer)) {
    credential.chain.push_back(above->certificate());
  }
  return credential;
}

Result<void> store(Installation& installation, const Credential& credential) {
  std::string pem;
  for (const auto& certificate : credential.chain) {
    pem += to_pem("CERTIFICATE", certificate.der());
  }
  const Secret pkcs8 = TRY(credential.key.to_pkcs8());
  const Bytes sealed =
      installation.keys->sealing_key(kPurpose).seal(pkcs8.reveal(), {}, installation.random);
  // Key first: a pair that does not match after a crash is found by is_good and made anew.
  TRY(write_file(installation.directory.https_key(), as_text(sealed)));
  return write_file(installation.directory.https_certificate(), pem);
}

Result<Credential> obtain(Installation& installation) {
  auto stored = read_stored(installation);
  if (stored && TRY(is_good(installation, *stored))) {
    return stored;
  }
  auto fresh = make(installation);
  if (!fresh && stored) {
    // Without it CRLs and OCSP would not be served either: an issuer that is disabled may not do
    // that.
    kLog.warning("the HTTPS certificate could not be renewed; the old one stays",
                 {{"error", observe::log_text(fresh.error())}});
    return stored;
  }
  if (fresh) {
    TRY(store(installation, *fresh));
  }
  return fresh;
}

}  // namespace

Result<crypto::ServerTls> server_certificate(Installation& installation) {
  const auto credential = TRY(obtain(installation));
  std::vector<Bytes> chain;
  for (const auto& certificate : credential.chain) {
    chain.push_back(to_bytes(certificate.der()));
  }
  const std::array<std::string, 1> alpn{"http/1.1"};
  return crypto::ServerTls::make(chain, credential.key, alpn);
}

}  // namespace chancery::app
