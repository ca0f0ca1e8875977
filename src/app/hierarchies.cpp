// The verbs of hierarchies: making, changing, ending and listing them.
#include <boost/json.hpp>
#include <fmt/format.h>

#include "app/alone.h"
#include "app/errors.h"
#include "app/files.h"
#include "app/opening.h"
#include "base/encoding.h"
#include "crypto/algorithm.h"

namespace chancery::app {
namespace {

Result<model::IssuerState> parse_state(const std::string& text) {
  using enum model::IssuerState;
  for (const auto state : {enabled, disabled, retired}) {
    if (text == to_text(state)) {
      return state;
    }
  }
  return fail(kArgumentMalformed,
              {{"argument", "state"}, {"seen", text}, {"known", "enabled, disabled, retired"}});
}

boost::json::object issuer_json(const ca::IssuerPtr& issuer) {
  const auto& record = issuer->record();
  boost::json::object object{{"id", to_text(record.id)},
                             {"name", record.name},
                             {"kind", issuer->is_root() ? "root" : "subordinate"},
                             {"hierarchy", record.purpose},
                             {"state", to_text(record.state)},
                             {"subject", record.subject},
                             {"key", crypto::display_name(issuer->public_key().spec())},
                             {"not_after", to_rfc3339(record.not_after)},
                             {"certificate_pem", to_pem("CERTIFICATE", record.der)}};
  if (!record.parent.empty()) {
    object["parent_id"] = to_text(record.parent);
  }
  if (!record.succeeds.empty()) {
    object["succeeds_id"] = to_text(record.succeeds);
  }
  if (record.terminated_at) {
    object["terminated_at"] = to_rfc3339(*record.terminated_at);
  }
  if (record.key_destroyed_at) {
    object["key_destroyed_at"] = to_rfc3339(*record.key_destroyed_at);
  }
  return object;
}

/// How far it has come.
std::string_view state_text(const model::Issuer& record) {
  return record.key_destroyed_at ? "destroyed"
         : record.terminated_at  ? "ended"
                                 : to_text(record.state);
}

std::string issuer_line(const ca::IssuerPtr& issuer) {
  const auto& record = issuer->record();
  return fmt::format("{:<16} {:<8} {:<12} {:<9} {:<12} until {}  {}", record.name, record.purpose,
                     issuer->is_root() ? "root" : "subordinate", state_text(record),
                     crypto::display_name(issuer->public_key().spec()),
                     to_rfc3339(record.not_after).substr(0, 10), record.subject);
}

Result<void> check_purpose(const std::string& purpose) {
  if (!ca::is_purpose(purpose)) {
    return fail(kArgumentMalformed,
                {{"argument", "--hierarchy"}, {"seen", purpose}, {"known", "tls, private, smime"}});
  }
  return {};
}

void print_issuer(const Common& common, const ca::IssuerPtr& issuer) {
  common.output().print(issuer_json(issuer), issuer_line(issuer));
}

Result<void> check_alone(CommandInstallation& installation, std::string_view act,
                         const ca::LoadedIssuer& issuer) {
  return check_alone(*installation, act, issuer.record().purpose, command_actor());
}

/// Its first lists are there before its first certificate names them.
Result<void> introduce(const Common& common, Installation& installation,
                       const ca::IssuerPtr& issuer) {
  (void)TRY(installation.publisher.publish_due());
  print_issuer(common, issuer);
  return {};
}

}  // namespace

Result<void> create_root(const Common& common, const CreateRoot& order) {
  TRY(check_purpose(order.purpose));
  auto installation = TRY(CommandInstallation::open(common));
  TRY(check_alone(*installation, "create-root", order.purpose, command_actor()));
  auto subject = TRY(x509::DistinguishedName::from_text(order.subject));
  const auto key = TRY(crypto::parse_key_spec(order.key));
  const auto made = TRY(installation->hierarchy.create_root({.name = order.name,
                                                             .purpose = order.purpose,
                                                             .subject = std::move(subject),
                                                             .key = key,
                                                             .days = order.days,
                                                             .actor = command_actor()}));
  return introduce(common, *installation, made);
}

Result<void> create_subordinate(const Common& common, const CreateSubordinate& order) {
  auto installation = TRY(CommandInstallation::open(common));
  const auto parent = TRY(installation->issuers.by_name(order.parent));
  TRY(check_alone(installation, "create-subordinate", *parent));
  auto subject = TRY(x509::DistinguishedName::from_text(order.subject));
  const auto key = TRY(crypto::parse_key_spec(order.key));
  const auto made = TRY(installation->hierarchy.create_subordinate({.name = order.name,
                                                                    .parent = parent->record().id,
                                                                    .subject = std::move(subject),
                                                                    .key = key,
                                                                    .days = order.days,
                                                                    .crl_shards = order.crl_shards,
                                                                    .actor = command_actor()}));
  return introduce(common, *installation, made);
}

Result<void> import_issuer(const Common& common, const ImportIssuer& order) {
  TRY(check_purpose(order.purpose));
  const std::string certificate = TRY(read_file(order.certificate_file));
  const Secret key_text(TRY(read_file(order.key_file)));
  std::optional<Secret> passphrase;
  if (!order.passphrase_file.empty()) {
    passphrase = TRY(read_secret_file(order.passphrase_file));
  }
  auto key = TRY(
      crypto::PrivateKey::from_pem(key_text.reveal_text(), passphrase ? &*passphrase : nullptr));
  auto installation = TRY(CommandInstallation::open(common));
  TRY(check_alone(*installation, "import", order.purpose, command_actor()));
  const auto made =
      TRY(installation->hierarchy.import_issuer({.name = order.name,
                                                 .purpose = order.purpose,
                                                 .certificate_pem = certificate,
                                                 .key = std::move(key),
                                                 .actor = command_actor(),
                                                 .crl_shards = order.crl_shards,
                                                 .first_crl_number = order.first_crl_number}));
  return introduce(common, *installation, made);
}

Result<void> set_issuer_state(const Common& common, const SetIssuerState& order) {
  const auto state = TRY(parse_state(order.state));
  auto installation = TRY(CommandInstallation::open(common));
  const auto issuer = TRY(installation->issuers.by_name(order.name));
  const auto changed =
      TRY(installation->hierarchy.set_state(issuer->record().id, state, command_actor()));
  print_issuer(common, changed);
  return {};
}

namespace {

/// To a file, or to standard output where none is named.
Result<void> hand_over(const Common& common, const std::string& out_file, std::string_view pem,
                       boost::json::object object) {
  if (out_file.empty()) {
    object["pem"] = pem;
    common.output().print(object, pem.substr(0, pem.size() - 1));
    return {};
  }
  TRY(write_file(out_file, pem));
  object["file"] = out_file;
  common.output().print(object, "written to " + out_file);
  return {};
}

}  // namespace

Result<void> request_issuer(const Common& common, const RequestIssuer& order) {
  TRY(check_purpose(order.purpose));
  auto subject = TRY(x509::DistinguishedName::from_text(order.subject));
  const auto key = TRY(crypto::parse_key_spec(order.key));
  auto installation = TRY(CommandInstallation::open(common));
  TRY(check_alone(*installation, "request", order.purpose, command_actor()));
  model::IssuerId succeeds;
  if (!order.succeeds.empty()) {
    succeeds = TRY(installation->issuers.by_name(order.succeeds))->record().id;
  }
  const auto made = TRY(installation->hierarchy.request({.name = order.name,
                                                         .purpose = order.purpose,
                                                         .subject = std::move(subject),
                                                         .key = key,
                                                         .crl_shards = order.crl_shards,
                                                         .actor = command_actor(),
                                                         .succeeds = succeeds}));
  return hand_over(common, order.out_file, to_pem("CERTIFICATE REQUEST", made.csr_der),
                   {{"id", to_text(made.id)}, {"name", made.name}});
}

namespace {

Result<std::vector<der::Oid>> parse_oids(const std::vector<std::string>& texts) {
  std::vector<der::Oid> oids;
  for (const std::string& text : texts) {
    oids.push_back(TRY(der::Oid::parse(text)));
  }
  return oids;
}

}  // namespace

Result<void> cross_certify(const Common& common, const CrossCertify& order) {
  ca::CrossOrder cross;
  cross.use = TRY(ca::parse_cross_use(order.use));
  cross.certificates_pem = TRY(read_file(order.certificate_file));
  cross.csr = order.csr_file.empty() ? "" : TRY(read_file(order.csr_file));
  cross.purposes = TRY(parse_oids(order.purposes));
  cross.policies = TRY(parse_oids(order.policies));
  cross.from_existing = order.from_existing;
  cross.days = order.days;
  cross.actor = command_actor();
  auto installation = TRY(CommandInstallation::open(common));
  const auto issuer = TRY(installation->issuers.by_name(order.issuer));
  TRY(check_alone(installation, "cross-certify", *issuer));
  cross.issuer = issuer->record().id;
  const auto made = TRY(installation->crossing.certify(cross));
  return hand_over(common, order.out_file,
                   to_pem("CERTIFICATE", made.der) + issuer->certificate_pem(),
                   {{"id", to_text(made.id)}, {"serial", made.serial.hex()}});
}

Result<void> cross_request(const Common& common, const CrossRequest& order) {
  auto installation = TRY(CommandInstallation::open(common));
  const auto issuer = TRY(installation->issuers.by_name(order.name));
  TRY(check_alone(installation, "cross-request", *issuer));
  const Bytes csr = TRY(installation->crossing.request(issuer->record().id, command_actor()));
  return hand_over(common, order.out_file, to_pem("CERTIFICATE REQUEST", csr),
                   {{"name", order.name}});
}

Result<void> cross_accept(const Common& common, const std::string& certificate_file) {
  const std::string pem = TRY(read_file(certificate_file));
  auto installation = TRY(CommandInstallation::open(common));
  const auto listed = TRY(installation->crossing.accept(pem, command_actor()));
  const auto issuer = TRY(installation->issuers.by_id(listed->record.subject));
  const std::string& name = issuer->record().name;
  common.output().print(
      {{"name", name}, {"sha256", to_hex(listed->record.sha256)}},
      fmt::format("listed for {}: issued by {}", name, listed->certificate.issuer().to_text()));
  return {};
}

Result<void> accept_issuer(const Common& common, const AcceptIssuer& order) {
  const std::string certificate = TRY(read_file(order.certificate_file));
  auto installation = TRY(CommandInstallation::open(common));
  const auto made = TRY(installation->hierarchy.accept(
      {.name = order.name, .certificate_pem = certificate, .actor = command_actor()}));
  return introduce(common, *installation, made);
}

Result<void> certify_issuer(const Common& common, const CertifyIssuer& order) {
  const std::string csr = TRY(read_file(order.csr_file));
  auto installation = TRY(CommandInstallation::open(common));
  const auto issuer = TRY(installation->issuers.by_name(order.issuer));
  TRY(check_alone(installation, "certify", *issuer));
  const auto made = TRY(installation->hierarchy.certify(
      {.issuer = issuer->record().id, .csr = csr, .days = order.days, .actor = command_actor()}));
  return hand_over(common, order.out_file,
                   to_pem("CERTIFICATE", made.der) + issuer->certificate_pem(),
                   {{"id", to_text(made.id)}, {"serial", made.serial.hex()}});
}

Result<void> change_issuer_key(const Common& common, const ChangeIssuerKey& order) {
  auto subject = TRY(x509::DistinguishedName::from_text(order.subject));
  auto installation = TRY(CommandInstallation::open(common));
  const auto old = TRY(installation->issuers.by_name(order.of));
  TRY(check_alone(installation, "change-key", *old));
  const auto key = TRY(successor_key(*old, order.key));
  const auto made = TRY(installation->hierarchy.change_key({.of = old->record().id,
                                                            .name = order.name,
                                                            .subject = std::move(subject),
                                                            .key = key,
                                                            .days = order.days,
                                                            .actor = command_actor()}));
  return introduce(common, *installation, made);
}

Result<void> terminate_issuer(const Common& common, const TerminateIssuer& order) {
  auto installation = TRY(CommandInstallation::open(common));
  const auto issuer = TRY(installation->issuers.by_name(order.name));
  TRY(check_alone(installation, "terminate", *issuer));
  const auto ended = TRY(installation->endings.terminate({.issuer = issuer->record().id,
                                                          .revoke_valid = order.revoke_valid,
                                                          .actor = command_actor()}));
  return introduce(common, *installation, ended.issuer);
}

Result<void> destroy_issuer_key(const Common& common, const std::string& name) {
  auto installation = TRY(CommandInstallation::open(common));
  const auto issuer = TRY(installation->issuers.by_name(name));
  TRY(check_alone(installation, "destroy-key", *issuer));
  TRY(installation->publisher.publish_due());  // the last lists, should they be missing
  const auto ended = TRY(
      installation->endings.destroy_key({.issuer = issuer->record().id, .actor = command_actor()}));
  print_issuer(common, ended);
  return {};
}

Result<void> list_issuers(const Common& common) {
  auto installation = TRY(CommandInstallation::open(common));
  boost::json::array items;
  std::string text;
  for (const auto& issuer : installation->issuers.list()) {
    items.emplace_back(issuer_json(issuer));
    text += (text.empty() ? "" : "\n") + issuer_line(issuer);
  }
  common.output().print({{"items", items}}, text);
  return {};
}

}  // namespace chancery::app
