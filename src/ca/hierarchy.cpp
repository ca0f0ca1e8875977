#include "ca/hierarchy.h"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/format.h>

#include "ca/errors.h"
#include "ca/halt_report.h"
#include "ca/issuer_row.h"
#include "ca/known_names.h"
#include "issuance/vetted_request.h"
#include "store/errors.h"
#include "store/issuer_repository.h"
#include "store/issuer_request_repository.h"

namespace chancery::ca {
namespace {

constexpr std::size_t kMaxIssuerName = 40;
constexpr int kMaxCrlShards = 1000;

std::vector<x509::Attribute> attributes_of(const x509::DistinguishedName& name) {
  return {name.attributes().begin(), name.attributes().end()};
}

Result<void> check_name_free(store::Snapshot& snapshot, const std::string& name) {
  if (TRY(store::IssuerRepository::by_name(snapshot, name))) {
    return fail(store::kIssuerNameTaken, "name", name);
  }
  return {};
}

audit::Record state_record(const model::Issuer& before, model::IssuerState state,
                           const std::string& actor, Time now) {
  const boost::json::object details{
      {"name", before.name}, {"before", to_text(before.state)}, {"after", to_text(state)}};
  return {now,
          "issuer.state_changed",
          actor,
          "issuer:" + to_text(before.id),
          audit::Outcome::done,
          boost::json::serialize(details)};
}

}  // namespace

Result<void> check_crl_shards(int shards) {
  if (shards < 1 || shards > kMaxCrlShards) {
    return fail(kCrlShardsOutOfRange, "seen", std::to_string(shards));
  }
  return {};
}

Result<void> check_issuer_name(std::string_view name) {
  const bool good =
      !name.empty() && name.size() <= kMaxIssuerName && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      });
  if (!good) {
    return fail(kIssuerNameMalformed, "seen", std::string(name.substr(0, 64)));
  }
  return {};
}

Result<void> Hierarchy::check_free(const std::string& name, const std::string& purpose) const {
  TRY(check_issuer_name(name));
  if (!is_purpose(purpose)) {
    return fail(kPurposeUnknown, "seen", purpose.substr(0, 64));
  }
  return uses_.issuing.database.read([&](store::Snapshot& snapshot) -> Result<void> {
    if (TRY(store::IssuerRequestRepository::by_name(snapshot, name))) {
      return fail(store::kIssuerNameTaken, "name", name);
    }
    return check_name_free(snapshot, name);
  });
}

std::string Hierarchy::key_label(const std::string& name) {
  return fmt::format("{}-{}", name, id_to_text(uses_.issuing.ids.next_value()));
}

/// A root is shown to outside linters with its signature, and what was signed is never lost.
Result<void> Hierarchy::report_refused(const RootOrder& order, const Error& why,
                                       BytesView refused_der) {
  if (refused_der.empty()) {
    return {};
  }
  auto details = reason_of(why);
  keep_refused(details, refused_der);
  const audit::Record record{
      uses_.issuing.clock.now(), "issuer.root_refused",   order.actor,
      "issuer:" + order.name,    audit::Outcome::refused, boost::json::serialize(details)};
  TRY(uses_.issuing.database.write(
      [&](store::Transaction& tx) { return uses_.issuing.audit.append(tx, record); }));
  return {};
}

Result<IssuerPtr> Hierarchy::create_root(const RootOrder& order) {
  TRY(check_free(order.name, order.purpose));
  TRY(check_name_bytes(uses_.issuing, order.subject));
  const auto set = policy_set_of(order.purpose);
  const auto& profile = uses_.issuing.profiles.find(profile::CertificateKind::root_ca, set);
  const auto& rules = uses_.issuing.rules.of(set);
  const Time now = uses_.issuing.clock.now();

  const keys::KeyRef key = TRY(uses_.keys.generate(key_label(order.name), order.key));
  auto signer = TRY(uses_.keys.open(key, keys::Urgency::issuance));
  const crypto::PublicKey public_key = signer->public_key();
  const auto self =
      issuance::Issuer::self_signing(std::move(signer), rules, uses_.issuers.outside_linter());
  const auto vetted = TRY(issuance::VettedRequest::vet(
      profile, {.key = public_key, .names = {}, .subject = attributes_of(order.subject)},
      {{}, {}, order.days}, rules, now));
  auto linted = TRY(self->prepare(vetted, {}, uses_.issuing.random, now));
  // A root's serial is accounted for by its issuer row: there is no issuer before it.
  Bytes refused;
  const auto der = self->sign_der(std::move(linted), refused);
  if (!der) {
    TRY(report_refused(order, der.error(), refused));
    return std::unexpected(der.error());
  }
  const auto certificate = TRY(x509::Certificate::parse(*der));
  model::Issuer row = issuer_row(uses_.issuing.ids.next<model::IssuerId>(), order.name,
                                 order.purpose, certificate, key.text());
  row.succeeds = order.succeeds;
  return add(row, "issuer.root_created", order.actor);
}

// NT-154: unique within the issuer. A new certificate for the same key may repeat its subject.
Result<void> Hierarchy::check_subject_free(model::IssuerId parent,
                                           const x509::DistinguishedName& subject) const {
  TRY(check_name_bytes(uses_.issuing, subject));
  for (const auto& known : uses_.issuers.list()) {
    if (known->record().parent == parent && known->certificate().subject() == subject) {
      return fail(kSubjectTaken,
                  {{"subject", subject.to_text()}, {"issuer", known->record().name}});
    }
  }
  return {};
}

IssueOrder Hierarchy::order_for(const IssuerPtr& parent, const crypto::PublicKey& key,
                                const x509::DistinguishedName& subject,
                                std::optional<std::int64_t> days, const std::string& actor) const {
  const auto& profile = uses_.issuing.profiles.find(profile::CertificateKind::subordinate_ca,
                                                    policy_set_of(parent->record().purpose));
  return {.profile = profile.name(),
          .issuer = parent->record().id,
          .content = {.key = key, .names = {}, .subject = attributes_of(subject), .path_length = 0},
          .validity = {{}, {}, days},
          .owner = {},
          .application = {},
          .proofs = {},
          .caa = {},
          .agreement = {},
          .actor = actor};
}

Result<IssuerPtr> Hierarchy::create_subordinate(const SubordinateOrder& order) {
  const IssuerPtr parent = TRY(uses_.issuers.by_id(order.parent));
  const std::string purpose = parent->record().purpose;
  TRY(check_free(order.name, purpose));
  TRY(check_subject_free(order.parent, order.subject));
  TRY(check_successor(order.succeeds, order.parent, purpose));
  TRY(check_crl_shards(order.crl_shards));
  const keys::KeyRef key = TRY(uses_.keys.generate(key_label(order.name), order.key));
  const auto signer = TRY(uses_.keys.open(key, keys::Urgency::issuance));
  const auto id = uses_.issuing.ids.next<model::IssuerId>();
  const auto with_intent = [&](store::Transaction& tx) { return check_name_free(tx, order.name); };
  const auto with_certificate = [&](store::Transaction& tx,
                                    const model::IssuedCertificate& issued) -> Result<void> {
    const auto certificate = TRY(x509::Certificate::parse(issued.der));
    model::Issuer row = issuer_row(id, order.name, purpose, certificate, key.text());
    row.parent = order.parent;
    row.crl_shards = order.crl_shards;
    row.succeeds = order.succeeds;
    TRY(insert(tx, row, "issuer.subordinate_created", order.actor));
    return step_down(tx, row, order.actor);
  };
  Issuing issuing(uses_.issuing);
  TRY(issuing.issue(order_for(parent, signer->public_key(), order.subject, order.days, order.actor),
                    {with_intent, with_certificate}));
  return loaded(id);
}

Result<IssuerPtr> Hierarchy::set_state(model::IssuerId id, model::IssuerState state,
                                       const std::string& actor) {
  TRY(uses_.issuing.database.write([&](store::Transaction& tx) -> Result<void> {
    const auto before = TRY(store::IssuerRepository::by_id(tx, id));
    if (!before) {
      return fail(kIssuerNotFound, "id", to_text(id));
    }
    if (before->state == model::IssuerState::retired && state != before->state) {
      return fail(kIssuerRetired, "issuer", before->name);
    }
    TRY(store::IssuerRepository::set_state(tx, id, state));
    const auto record = state_record(*before, state, actor, uses_.issuing.clock.now());
    TRY(uses_.issuing.audit.append(tx, record));
    return {};
  }));
  return loaded(id);
}

Result<void> Hierarchy::insert(store::Transaction& tx, const model::Issuer& issuer,
                               std::string_view kind, const std::string& actor) {
  TRY(store::IssuerRepository::insert(tx, issuer));
  TRY(uses_.issuing.audit.append(tx,
                                 issuer_record(issuer, kind, actor, uses_.issuing.clock.now())));
  return {};
}

Result<IssuerPtr> Hierarchy::add(const model::Issuer& issuer, std::string_view kind,
                                 const std::string& actor) {
  TRY(uses_.issuing.database.write(
      [&](store::Transaction& tx) { return insert(tx, issuer, kind, actor); }));
  return loaded(issuer.id);
}

Result<IssuerPtr> Hierarchy::loaded(model::IssuerId id) {
  TRY(uses_.issuers.reload());
  return uses_.issuers.by_id(id);
}

}  // namespace chancery::ca
