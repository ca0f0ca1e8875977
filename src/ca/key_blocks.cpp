#include "ca/key_blocks.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/encoding.h"
#include "ca/errors.h"
#include "crypto/hash.h"
#include "crypto/public_key.h"
#include "store/certificate_repository.h"
#include "x509/asn1_text.h"
#include "x509/certificate.h"
#include "x509/certification_request.h"

namespace chancery::ca {
namespace {

constexpr std::size_t kMaxNote = 1000;
constexpr std::size_t kHashDigits = 64;
constexpr int kShownCertificates = 100;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  return begin == std::string_view::npos
             ? std::string_view()
             : text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

Result<BytesView> spki_in(BytesView der, Bytes& kept) {
  if (const auto key = crypto::PublicKey::from_spki(der)) {
    return der;
  }
  if (const auto certificate = x509::Certificate::parse(der)) {
    kept = to_bytes(certificate->spki_der());
    return BytesView(kept);
  }
  if (const auto request = x509::CertificationRequest::parse(der)) {
    kept = to_bytes(request->public_key().spki_der());
    return BytesView(kept);
  }
  return fail(kKeyReportMalformed, "seen", "neither a key nor a certificate nor a CSR");
}

}  // namespace

Result<model::Digest> key_hash_of(BytesView text) {
  const std::string_view words = trimmed(as_text(text));
  if (words.size() == kHashDigits) {
    if (const auto octets = from_hex(words)) {
      model::Digest digest{};
      std::ranges::copy(*octets, digest.begin());
      return digest;
    }
  }
  Bytes der = to_bytes(text);
  if (const auto blocks = parse_pem(words); blocks && blocks->size() == 1) {
    der = blocks->front().der;
  }
  Bytes kept;
  return crypto::sha256(TRY(spki_in(der, kept)));
}

Result<KeyBlocks::Blocked> KeyBlocks::block(const Report& report) {
  if (report.note.size() > kMaxNote || (!report.note.empty() && !x509::is_utf8_text(report.note))) {
    return fail(kKeyReportMalformed, "seen", "a note of more than 1000 octets, or no text");
  }
  const Time now = clock_.now();
  auto key = TRY(database_.write([&](store::Transaction& tx) -> Result<store::CompromisedKey> {
    TRY(store::CompromisedKeyRepository::add(tx, {report.spki_hash, now, {}, report.note}));
    const std::string hash = to_hex(report.spki_hash);
    (void)TRY(
        audit_.append(tx, {now, "key.blocked", report.actor, "key:" + hash, audit::Outcome::done,
                           boost::json::serialize(boost::json::object{{"note", report.note}})}));
    const auto stored = TRY(store::CompromisedKeyRepository::find(tx, report.spki_hash));
    return stored.value_or(store::CompromisedKey{report.spki_hash, now, {}, report.note});
  }));
  auto holders = TRY(holders_of(report.spki_hash));
  return Blocked{std::move(key), std::move(holders)};
}

Result<std::vector<model::CertificateId>> KeyBlocks::holders_of(const model::Digest& spki_hash) {
  store::CertificateSearch search;
  search.spki_hash = spki_hash;
  const auto page = TRY(database_.read([&](store::Snapshot& snapshot) {
    return store::CertificateRepository::search(snapshot, search, kShownCertificates);
  }));
  std::vector<model::CertificateId> ids;
  for (const auto& certificate : page.certificates) {
    ids.push_back(certificate.id);
  }
  return ids;
}

Result<std::vector<store::CompromisedKey>> KeyBlocks::list(const model::Digest& after, int limit) {
  return database_.read([&](store::Snapshot& snapshot) {
    return store::CompromisedKeyRepository::list(snapshot, after, std::clamp(limit, 1, kMaxPage));
  });
}

}  // namespace chancery::ca
