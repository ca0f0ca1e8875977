#include "ra/imports.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "base/encoding.h"
#include "crypto/errors.h"
#include "crypto/hash.h"
#include "crypto/private_key.h"
#include "ra/application_check.h"
#include "ra/errors.h"
#include "ra/office.h"
#include "store/certificate_repository.h"
#include "store/imported_certificate_repository.h"
#include "store/placement_repository.h"
#include "x509/certificate.h"

namespace chancery::ra {

namespace {

using store::ImportedCertificateRepository;
using x509::Certificate;

Result<Certificate> read_certificate(std::string_view text) {
  const auto blocks = parse_pem(text);
  const auto has = [&](std::string_view ending) {
    return blocks && std::ranges::any_of(*blocks, [&](const PemBlock& block) {
             return block.label.ends_with(ending);
           });
  };
  if (!blocks || blocks->empty()) {
    return fail(kImportNoCertificate);
  }
  if (has("PRIVATE KEY")) {
    return fail(kImportIsPrivateKey);
  }
  if (!has("CERTIFICATE")) {
    return has("CERTIFICATE REQUEST") ? fail(kImportIsRequest) : fail(kImportNoCertificate);
  }
  if (blocks->size() > 1) {
    return fail(kImportSeveralCertificates, "seen", std::to_string(blocks->size()));
  }
  auto certificate = Certificate::parse(blocks->front().der);
  return certificate ? std::move(certificate)
                     : fail(kImportCertificateMalformed, "because", certificate.error().message());
}

Result<std::vector<Certificate>> read_chain(std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == text.npos) {
    return std::vector<Certificate>();
  }
  auto chain = x509::parse_certificates_pem(text);
  if (!chain) {
    return fail(kImportChainMalformed, "because", chain.error().message());
  }
  if (chain->size() > Imports::kLongestChain) {
    return fail(kImportChainTooLong, "seen", std::to_string(chain->size()));
  }
  return chain;
}

/// Each issued the one before it; the certificate itself may stand at the front.
Result<void> check_chain(const Certificate& certificate, std::vector<Certificate>& chain) {
  if (!chain.empty() && equal(chain.front().der(), certificate.der())) {
    chain.erase(chain.begin());
  }
  const Certificate* below = &certificate;
  for (const Certificate& issuer : chain) {
    if (!(below->issuer() == issuer.subject())) {
      return fail(kImportChainDiffers,
                  {{"expected", below->issuer().to_text()}, {"seen", issuer.subject().to_text()}});
    }
    const auto key = issuer.public_key();
    if (!key || !below->verify_signature(*key)) {
      return fail(kImportChainSignature, "issuer", issuer.subject().to_text());
    }
    below = &issuer;
  }
  return {};
}

Result<void> check_key(const Certificate& certificate, const Secret& pem) {
  if (pem.reveal_text().empty()) {
    return {};
  }
  const auto key = crypto::PrivateKey::from_pem(pem.reveal_text());
  if (!key) {
    return key.error().is(crypto::kPassphraseWrong) ? fail(kImportKeyEncrypted)
                                                    : fail(kImportKeyMalformed);
  }
  const auto certified = certificate.public_key();
  return certified && *certified == key->public_key() ? Result<void>() : fail(kImportKeyDiffers);
}

std::string name_of(const ImportRequest& request, const Certificate& certificate) {
  if (!request.name.empty()) {
    return request.name;
  }
  const auto& names = certificate.subject_alt_names();
  const std::string text = names.empty() ? certificate.subject().to_text()
                           : names.front().kind() == x509::GeneralName::Kind::dns
                               ? std::string(names.front().text())
                               : names.front().to_text();
  return fitting_name(text.empty() ? certificate.serial().hex() : text, "");
}

Result<bool> is_ours(store::Snapshot& snapshot, const Certificate& certificate) {
  store::CertificateSearch search;
  search.serial = certificate.serial();
  for (const auto& facts :
       TRY(store::CertificateRepository::search(snapshot, search, 10)).certificates) {
    const auto found = TRY(store::CertificateRepository::by_id(snapshot, facts.id));
    if (found && equal(found->der, certificate.der())) {
      return true;
    }
  }
  return false;
}

std::string details_of(const model::ImportedCertificate& certificate) {
  return boost::json::serialize(boost::json::object{{"name", certificate.name},
                                                    {"account", to_text(certificate.account)},
                                                    {"sha256", to_hex(certificate.fingerprint)}});
}

}  // namespace

Result<model::ImportedCertificate> Imports::add(const ImportRequest& request) {
  const Certificate certificate = TRY(read_certificate(request.certificate_pem));
  auto chain = TRY(read_chain(request.chain_pem));
  TRY(check_chain(certificate, chain));
  TRY(check_key(certificate, request.private_key_pem));
  model::ImportedCertificate row;
  row.id = office_.ids().next<model::ImportedCertificateId>();
  row.account = request.account;
  row.name = name_of(request, certificate);
  TRY(check_name(row.name));
  row.fingerprint = crypto::sha256(certificate.der());
  row.not_after = certificate.not_after();
  row.der = to_bytes(certificate.der());
  for (const auto& issuer : chain) {
    append(row.chain, issuer.der());
  }
  row.created = office_.now();
  TRY(office_.database().write([&](store::Transaction& tx) -> Result<void> {
    if (TRY(is_ours(tx, certificate))) {
      return fail(kImportOurs);
    }
    if (!TRY(ImportedCertificateRepository::insert(tx, row))) {
      return fail(kImportKnown);
    }
    return office_.record(tx, "import.added", request.actor, "import:" + to_text(row.id),
                          audit::Outcome::done, details_of(row));
  }));
  return row;
}

Result<model::ImportedCertificate> Imports::get(model::AccountId account,
                                                model::ImportedCertificateId id) {
  auto found = TRY(office_.database().read([&](store::Snapshot& snapshot) {
    return ImportedCertificateRepository::find(snapshot, account, id);
  }));
  return found ? Result<model::ImportedCertificate>(*std::move(found)) : fail(kImportNotFound);
}

Result<void> Imports::remove(model::AccountId account, model::ImportedCertificateId id,
                             std::string_view actor) {
  return office_.database().write([&](store::Transaction& tx) -> Result<void> {
    const auto found = TRY(ImportedCertificateRepository::find(tx, account, id));
    if (const auto used = TRY(store::PlacementRepository::of(tx, id)); found && used) {
      return fail(kImportInUse, "place", used->place);
    }
    if (!found || !TRY(ImportedCertificateRepository::remove(tx, account, id))) {
      return fail(kImportNotFound);
    }
    return office_.record(tx, "import.removed", actor, "import:" + to_text(id),
                          audit::Outcome::done, details_of(*found));
  });
}

Result<std::vector<model::ImportedCertificate>> Imports::list(model::AccountId account,
                                                              model::ImportedCertificateId before,
                                                              int limit) {
  return office_.database().read([&](store::Snapshot& snapshot) {
    return ImportedCertificateRepository::list(snapshot, account, before, limit);
  });
}

}  // namespace chancery::ra
