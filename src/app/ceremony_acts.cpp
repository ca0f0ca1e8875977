// CeremonyStage: the acts on hierarchies, keys and lists.
#include <algorithm>
#include <boost/json.hpp>

#include "app/ceremony_stage.h"
#include "app/errors.h"
#include "app/files.h"
#include "base/encoding.h"
#include "ca/errors.h"
#include "crypto/hash.h"
#include "keys/errors.h"
#include "keys/software_key_store.h"
#include "store/certificate_repository.h"
#include "x509/certification_request.h"

namespace chancery::app {
namespace {

namespace json = boost::json;

json::object file_json(const std::string& name, std::string_view content) {
  return {{"file", name}, {"sha256", hash_of(content)}};
}

std::string text_or(const ceremony::Step& step, std::string_view name, const char* otherwise) {
  const std::string text = step.text(name);
  return text.empty() ? otherwise : text;
}

Result<crypto::KeySpec> key_of(const ceremony::Step& step, const char* otherwise) {
  return crypto::parse_key_spec(text_or(step, "key", otherwise));
}

int shards_of(const ceremony::Step& step) {
  return static_cast<int>(
      std::clamp<std::int64_t>(step.number_of("crl_shards").value_or(1), 0, 100'000));
}

/// What the attempt before made, if this is another attempt and it made it.
ca::IssuerPtr made_before(const Installation& home, const std::string& name, bool again) {
  const auto known = home.issuers.by_name(name);
  return again && known ? *known : nullptr;
}

/// The newest certificate of this issuer for that key, or nothing.
Result<Bytes> issued_before(const Installation& home, const ca::LoadedIssuer& issuer,
                            const crypto::PublicKey& key) {
  store::CertificateSearch search;
  search.spki_hash = key.spki_sha256();
  search.issuer = issuer.record().id;
  return home.database->read([&](store::Snapshot& snapshot) -> Result<Bytes> {
    const auto found = TRY(store::CertificateRepository::search(snapshot, search, 1));
    if (found.certificates.empty()) {
      return Bytes();
    }
    const auto id = found.certificates.front().id;
    const auto certificate = TRY(store::CertificateRepository::by_id(snapshot, id));
    return certificate ? certificate->der : Bytes();
  });
}

Result<std::vector<der::Oid>> oids_of(const ceremony::Step& step, std::string_view name) {
  std::vector<der::Oid> oids;
  for (const std::string& text : step.texts(name)) {
    oids.push_back(TRY(der::Oid::parse(text)));
  }
  return oids;
}

Result<std::string> string_of(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) {
    return fail(kBackupMalformed, "missing", std::string(name));
  }
  return std::string(value->get_string());
}

}  // namespace

/// Its first lists are there before its first certificate names them.
Result<json::object> CeremonyStage::introduce(const ca::IssuerPtr& issuer) {
  (void)TRY(TRY(installation())->publisher.publish_due());
  const auto& record = issuer->record();
  return json::object{{"issuer", record.name},
                      {"id", to_text(record.id)},
                      {"subject", record.subject},
                      {"key", record.key_ref},
                      {"spki_sha256", to_hex(record.spki_hash)},
                      {"certificate_sha256", to_hex(crypto::sha256(record.der))},
                      {"certificate_pem", issuer->certificate_pem()}};
}

Result<json::object> CeremonyStage::create_root(const Step& step, bool again) {
  Installation& home = *TRY(installation());
  if (const auto before = made_before(home, step.text("name"), again)) {
    return introduce(before);
  }
  auto subject = TRY(x509::DistinguishedName::from_text(step.text("subject")));
  const auto key = TRY(key_of(step, "p384"));
  return introduce(TRY(home.hierarchy.create_root({.name = step.text("name"),
                                                   .purpose = text_or(step, "hierarchy", "private"),
                                                   .subject = std::move(subject),
                                                   .key = key,
                                                   .days = step.number_of("days"),
                                                   .actor = actor_})));
}

Result<json::object> CeremonyStage::create_subordinate(const Step& step, bool again) {
  Installation& home = *TRY(installation());
  if (const auto before = made_before(home, step.text("name"), again)) {
    return introduce(before);
  }
  const auto parent = TRY(home.issuers.by_name(step.text("parent")));
  auto subject = TRY(x509::DistinguishedName::from_text(step.text("subject")));
  const auto key = TRY(key_of(step, "p256"));
  return introduce(TRY(home.hierarchy.create_subordinate({.name = step.text("name"),
                                                          .parent = parent->record().id,
                                                          .subject = std::move(subject),
                                                          .key = key,
                                                          .days = step.number_of("days"),
                                                          .crl_shards = shards_of(step),
                                                          .actor = actor_})));
}

Result<json::object> CeremonyStage::change_key(const Step& step, bool again) {
  Installation& home = *TRY(installation());
  const auto old = TRY(home.issuers.by_name(step.text("of")));
  const auto before = made_before(home, step.text("name"), again);
  if (before && !old->is_root()) {  // what began with a root goes on below
    return introduce(before);
  }
  auto subject = TRY(x509::DistinguishedName::from_text(step.text("subject")));
  const auto key = TRY(successor_key(*old, step.text("key")));
  return introduce(TRY(home.hierarchy.change_key({.of = old->record().id,
                                                  .name = step.text("name"),
                                                  .subject = std::move(subject),
                                                  .key = key,
                                                  .days = step.number_of("days"),
                                                  .actor = actor_})));
}

Result<json::object> CeremonyStage::request(const Step& step, bool again) {
  Installation& home = *TRY(installation());
  const auto out = TRY(file_of(step.text("out")));
  const auto waiting = TRY(home.hierarchy.requests());
  const auto before = std::ranges::find(waiting, step.text("name"), &model::IssuerRequest::name);
  Bytes csr;
  if (again && before != waiting.end()) {
    csr = before->csr_der;
  } else {
    auto subject = TRY(x509::DistinguishedName::from_text(step.text("subject")));
    const auto key = TRY(key_of(step, "p256"));
    model::IssuerId succeeds;
    if (!step.text("succeeds").empty()) {
      succeeds = TRY(home.issuers.by_name(step.text("succeeds")))->record().id;
    }
    csr = TRY(home.hierarchy.request({.name = step.text("name"),
                                      .purpose = text_or(step, "hierarchy", "private"),
                                      .subject = std::move(subject),
                                      .key = key,
                                      .crl_shards = shards_of(step),
                                      .actor = actor_,
                                      .succeeds = succeeds}))
              .csr_der;
  }
  const std::string pem = to_pem("CERTIFICATE REQUEST", csr);
  TRY(write_file(out, pem));
  return json::object{{"name", step.text("name")}, {"out", file_json(step.text("out"), pem)}};
}

Result<json::object> CeremonyStage::certify(const Step& step, bool again) {
  Installation& home = *TRY(installation());
  const auto issuer = TRY(home.issuers.by_name(step.text("issuer")));
  const std::string csr_text = TRY(read_file(TRY(file_of(step.text("csr")))));
  const auto out = TRY(file_of(step.text("out")));
  const auto csr = TRY(x509::CertificationRequest::parse_pem_or_der(as_bytes(csr_text)));
  Bytes certificate = again ? TRY(issued_before(home, *issuer, csr.public_key())) : Bytes();
  if (certificate.empty()) {
    certificate = TRY(home.hierarchy.certify({.issuer = issuer->record().id,
                                              .csr = csr_text,
                                              .days = step.number_of("days"),
                                              .actor = actor_}))
                      .der;
  }
  const std::string pem = to_pem("CERTIFICATE", certificate) + issuer->certificate_pem();
  TRY(write_file(out, pem));
  return json::object{{"issuer", issuer->record().name},
                      {"subject", csr.subject().to_text()},
                      {"certificate_sha256", to_hex(crypto::sha256(certificate))},
                      {"in", file_json(step.text("csr"), csr_text)},
                      {"out", file_json(step.text("out"), pem)}};
}

Result<json::object> CeremonyStage::accept(const Step& step, bool again) {
  Installation& home = *TRY(installation());
  if (const auto before = made_before(home, step.text("name"), again)) {
    return introduce(before);
  }
  const std::string pem = TRY(read_file(TRY(file_of(step.text("certificate")))));
  auto outcome = TRY(introduce(TRY(home.hierarchy.accept(
      {.name = step.text("name"), .certificate_pem = pem, .actor = actor_}))));
  outcome["in"] = file_json(step.text("certificate"), pem);
  return outcome;
}

Result<json::object> CeremonyStage::cross_certify(const Step& step, bool again) {
  Installation& home = *TRY(installation());
  const auto issuer = TRY(home.issuers.by_name(step.text("issuer")));
  const auto out = TRY(file_of(step.text("out")));
  const std::string pem_in = TRY(read_file(TRY(file_of(step.text("certificate")))));
  ca::CrossOrder order;
  order.issuer = issuer->record().id;
  order.use = TRY(ca::parse_cross_use(text_or(step, "use", "affiliate")));
  order.certificates_pem = pem_in;
  order.csr = step.text("csr").empty() ? "" : TRY(read_file(TRY(file_of(step.text("csr")))));
  order.purposes = TRY(oids_of(step, "purposes"));
  order.policies = TRY(oids_of(step, "policies"));
  order.from_existing = step.flag("from_existing");
  order.days = step.number_of("days");
  order.actor = actor_;
  const auto existing = TRY(x509::parse_certificates_pem(pem_in));
  const auto key = TRY(existing.front().public_key());
  Bytes certificate = again ? TRY(issued_before(home, *issuer, key)) : Bytes();
  if (certificate.empty()) {
    certificate = TRY(home.crossing.certify(order)).der;
  }
  const std::string pem = to_pem("CERTIFICATE", certificate) + issuer->certificate_pem();
  TRY(write_file(out, pem));
  return json::object{{"issuer", issuer->record().name},
                      {"subject", existing.front().subject().to_text()},
                      {"use", to_text(order.use)},
                      {"certificate_sha256", to_hex(crypto::sha256(certificate))},
                      {"in", file_json(step.text("certificate"), pem_in)},
                      {"out", file_json(step.text("out"), pem)}};
}

Result<json::object> CeremonyStage::cross_request(const Step& step, bool /*again*/) {
  Installation& home = *TRY(installation());
  const auto issuer = TRY(home.issuers.by_name(step.text("issuer")));
  const auto out = TRY(file_of(step.text("out")));
  const std::string pem =
      to_pem("CERTIFICATE REQUEST", TRY(home.crossing.request(issuer->record().id, actor_)));
  TRY(write_file(out, pem));
  return json::object{{"issuer", issuer->record().name}, {"out", file_json(step.text("out"), pem)}};
}

Result<json::object> CeremonyStage::cross_accept(const Step& step, bool /*again*/) {
  Installation& home = *TRY(installation());
  const std::string pem = TRY(read_file(TRY(file_of(step.text("certificate")))));
  const auto listed = TRY(home.crossing.accept(pem, actor_));
  return json::object{{"subject", listed->certificate.subject().to_text()},
                      {"issuer", listed->certificate.issuer().to_text()},
                      {"certificate_sha256", to_hex(listed->record.sha256)},
                      {"in", file_json(step.text("certificate"), pem)}};
}

Result<json::object> CeremonyStage::publish_crl(const Step& step, bool /*again*/) {
  Installation& home = *TRY(installation());
  const auto issuer = TRY(home.issuers.by_name(step.text("issuer")));
  const auto out = TRY(file_of(step.text("out")));
  const auto list = TRY(home.publisher.publish(issuer, 0));
  const std::string der =
      TRY(read_file(home.directory.path() / list.crl.path, std::size_t{256} << 20U));
  TRY(write_file(out, der));
  return json::object{{"issuer", issuer->record().name},
                      {"number", list.crl.number},
                      {"entries", list.crl.entries},
                      {"next_update", to_rfc3339(list.crl.next_update)},
                      {"out", file_json(step.text("out"), der)}};
}

Result<json::object> CeremonyStage::terminate(const Step& step, bool /*again*/) {
  Installation& home = *TRY(installation());
  const auto issuer = TRY(home.issuers.by_name(step.text("issuer")));
  const auto ended = TRY(home.endings.terminate(
      {.issuer = issuer->record().id, .revoke_valid = step.flag("revoke_valid"), .actor = actor_}));
  auto outcome = TRY(introduce(ended.issuer));
  outcome["revoked"] = ended.revoked;
  return outcome;
}

Result<json::object> CeremonyStage::destroy_key(const Step& step, bool /*again*/) {
  Installation& home = *TRY(installation());
  const auto issuer = TRY(home.issuers.by_name(step.text("issuer")));
  (void)TRY(home.publisher.publish_due());  // the last lists, should they be missing
  const auto ended =
      TRY(home.endings.destroy_key({.issuer = issuer->record().id, .actor = actor_}));
  return json::object{{"issuer", ended->record().name},
                      {"key", ended->record().key_ref},
                      {"spki_sha256", to_hex(ended->record().spki_hash)},
                      {"destroyed_at", to_rfc3339(*ended->record().key_destroyed_at)}};
}

// --- backups ---

Result<json::object> CeremonyStage::back_up(const Step& step, bool /*again*/) {
  Installation& home = *TRY(installation());
  const auto issuer = TRY(home.issuers.by_name(step.text("issuer")));
  const auto out = TRY(file_of(step.text("out")));
  const crypto::SealingKey wrap = TRY(activation())->backup_key();
  const auto ref = TRY(keys::KeyRef::parse(issuer->record().key_ref));
  const std::string sealed = TRY(home.keys->back_up(ref, wrap));
  const std::string file =
      json::serialize(json::object{{"chancery_key_backup", 1},
                                   {"name", issuer->record().name},
                                   {"hierarchy", issuer->record().purpose},
                                   {"crl_shards", issuer->record().crl_shards},
                                   {"certificate_pem", issuer->certificate_pem()},
                                   {"key", sealed}}) +
      "\n";
  TRY(write_file(out, file));
  json::object outcome{{"issuer", issuer->record().name},
                       {"spki_sha256", to_hex(issuer->record().spki_hash)},
                       {"out", file_json(step.text("out"), file)}};
  TRY(record("key.backed_up", "issuer:" + to_text(issuer->record().id), outcome));
  return outcome;
}

Result<json::object> CeremonyStage::recover(const Step& step, bool again) {
  Installation& home = *TRY(installation());
  const std::string file = TRY(read_file(TRY(file_of(step.text("backup")))));
  boost::system::error_code error;
  const json::value value = json::parse(file, error);
  if (error || !value.is_object()) {
    return fail(kBackupMalformed);
  }
  const json::object& backup = value.get_object();
  const std::string name = TRY(string_of(backup, "name"));
  if (const auto before = made_before(home, name, again)) {
    return introduce(before);
  }
  const json::value* shards = backup.if_contains("crl_shards");
  const std::string purpose = TRY(string_of(backup, "hierarchy"));
  const std::string certificate = TRY(string_of(backup, "certificate_pem"));
  const std::string sealed = TRY(string_of(backup, "key"));
  auto key = TRY(keys::open_backup(sealed, TRY(activation())->backup_key()));
  // Lists that were published after the backup are not known here: the seconds since 1970 are above
  // every number that counting from 1 can have reached.
  const auto first_number = to_seconds(home.clock.now()).time_since_epoch().count();
  auto outcome = TRY(introduce(TRY(home.hierarchy.import_issuer(
      {.name = name,
       .purpose = purpose,
       .certificate_pem = certificate,
       .key = std::move(key),
       .actor = actor_,
       .crl_shards =
           shards != nullptr && shards->is_int64() ? static_cast<int>(shards->get_int64()) : 1,
       .first_crl_number = first_number}))));
  outcome["in"] = file_json(step.text("backup"), file);
  return outcome;
}

}  // namespace chancery::app
