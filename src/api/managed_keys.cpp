#include "api/managed_keys.h"

#include "api/errors.h"
#include "store/managed_key_repository.h"

namespace chancery::api {

namespace {

std::string subject_of(model::CertificateId certificate) {
  return "certificate:" + to_text(certificate);
}

}  // namespace

Result<void> ManagedKeys::keep(store::Transaction& tx, model::CertificateId certificate,
                               const Secret& pkcs8) const {
  const Bytes sealed = sealing_.seal(pkcs8.reveal(), as_bytes(subject_of(certificate)), random_);
  return store::ManagedKeyRepository::insert(tx, certificate, sealed, clock_.now());
}

Result<crypto::PrivateKey> ManagedKeys::release(model::CertificateId certificate,
                                                const std::string& actor) const {
  const auto sealed = TRY(database_.read([&](store::Snapshot& snapshot) {
    return store::ManagedKeyRepository::find(snapshot, certificate);
  }));
  if (!sealed) {
    return fail(kNoManagedKey, "certificate", to_text(certificate));
  }
  const std::string subject = subject_of(certificate);
  const Secret pkcs8 = TRY(sealing_.open(*sealed, as_bytes(subject)));
  auto key = TRY(crypto::PrivateKey::from_pkcs8(pkcs8.reveal()));
  const audit::Record record{clock_.now(), "managed_key.released", actor,
                             subject,      audit::Outcome::done,   "{}"};
  (void)TRY(database_.write([&](store::Transaction& tx) { return audit_.append(tx, record); }));
  return key;
}

}  // namespace chancery::api
