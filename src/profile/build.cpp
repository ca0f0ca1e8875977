#include "profile/build.h"

#include <algorithm>
#include <limits>

#include "profile/errors.h"
#include "profile/name_subtrees.h"
#include "profile/oid_choice.h"
#include "profile/subject.h"
#include "x509/algorithm_identifier.h"
#include "x509/certificate_policies.h"
#include "x509/constraints.h"
#include "x509/key_identifier.h"
#include "x509/key_usage.h"
#include "x509/locations.h"
#include "x509/precertificate.h"

namespace chancery::profile {
namespace {

using x509::Extension;

// What the rows draw their values from.
struct Sources {
  const Profile& profile;
  const IssuerData& issuer;
  const Content& content;
  const Placement& placement;
  const Bytes key_id;
  bool empty_subject;
  Time at;
};

using MaybeExtension = Result<std::optional<Extension>>;

x509::KeyUsage usage_for(const UsageByKey& usage, crypto::KeyType type) {
  switch (type) {
    case crypto::KeyType::rsa:
      return usage.rsa;
    case crypto::KeyType::ecdsa:
      return usage.ecdsa;
    case crypto::KeyType::ed25519:
      return usage.ed25519;
  }
  return {};
}

// An existing CA keeps the name of its key: chains to what it issued are found by that.
Bytes key_id_of(const Content& content) {
  const bool named = content.existing && !content.existing->key_id.empty();
  return named ? content.existing->key_id : to_bytes(x509::key_id_sha1(content.key));
}

BytesView issuer_key_id(const Sources& from) {
  return from.profile.kind() == CertificateKind::root_ca ? BytesView(from.key_id)
                                                         : BytesView(from.issuer.key_id);
}

x509::BasicConstraints constraints(const CaConstraints& row, const Content& content) {
  if (!row.ca) {
    return {};
  }
  const std::optional<int> wish = content.path_length ? content.path_length : row.path_length;
  const int most = row.path_length.value_or(std::numeric_limits<int>::max());
  return {true, wish ? std::optional(std::min(*wish, most)) : std::nullopt};
}

MaybeExtension purposes(const Row& row, const Content& content, bool critical) {
  const auto list = TRY(choose(row, content.purposes));
  return list.empty() ? MaybeExtension(std::nullopt)
                      : x509::extended_key_usage_extension(list, critical);
}

MaybeExtension policies(const Row& row, const Content& content) {
  const auto oids = TRY(choose(row, content.policies));
  std::vector<x509::PolicyInformation> list;
  for (const der::Oid& oid : oids) {
    list.push_back({oid, {}});
  }
  if (list.empty()) {
    return std::nullopt;
  }
  return TRY(x509::certificate_policies_extension(list));
}

MaybeExtension constraints_on_names(const Row& row, const Content& content, bool critical) {
  const auto constraints = TRY(decide_constraints(row, content.name_constraints));
  return constraints ? MaybeExtension(x509::name_constraints_extension(*constraints, critical))
                     : MaybeExtension(std::nullopt);
}

// The URLs that one row in force asks for.
Result<std::vector<std::string>> urls_for(const Sources& from, Field field,
                                          const std::vector<std::string>& given) {
  const Row* row = from.profile.find(field, from.at);
  if (row == nullptr || row->emission == Emission::never) {
    return std::vector<std::string>();
  }
  if (row->emission == Emission::always && given.empty()) {
    return fail(kUrlMissing, "field", std::string(to_text(field)));
  }
  return given;
}

MaybeExtension access(const Sources& from) {
  const Urls& urls = from.placement.urls;
  const auto ocsp = TRY(urls_for(from, Field::authority_info_access_ocsp, urls.ocsp));
  const auto ca_issuers =
      TRY(urls_for(from, Field::authority_info_access_ca_issuers, urls.ca_issuers));
  if (ocsp.empty() && ca_issuers.empty()) {
    return std::nullopt;
  }
  return TRY(x509::authority_info_access_extension(ocsp, ca_issuers));
}

MaybeExtension distribution_points(const Sources& from, const Row& row) {
  const auto urls = TRY(urls_for(from, Field::crl_distribution_points, from.placement.urls.crl));
  const bool left_out = row.emission == Emission::when_given && !from.content.include_crl_url;
  if (urls.empty() || left_out) {
    return std::nullopt;
  }
  return TRY(x509::crl_distribution_points_extension(urls));
}

MaybeExtension alternative_names(const Sources& from, const Row& row) {
  if (from.content.names.empty()) {
    return std::nullopt;
  }
  const bool critical =
      row.criticality == Criticality::critical ||
      (row.criticality == Criticality::when_subject_is_empty && from.empty_subject);
  return x509::subject_alt_name_extension(from.content.names, critical);
}

// Nothing for rows that are not extensions, and for the second of two rows of one extension.
MaybeExtension extension_for(const Row& row, const Sources& from) {
  const bool critical = row.criticality == Criticality::critical;
  switch (row.field) {
    case Field::authority_key_identifier:
      return x509::authority_key_identifier_extension(issuer_key_id(from));
    case Field::subject_key_identifier:
      return x509::subject_key_identifier_extension(from.key_id);
    case Field::basic_constraints:
      return x509::basic_constraints_extension(
          constraints(std::get<CaConstraints>(row.value), from.content), critical);
    case Field::key_usage:
      return x509::key_usage_extension(
          usage_for(std::get<UsageByKey>(row.value), from.content.key.spec().type), critical);
    case Field::extended_key_usage:
      return purposes(row, from.content, critical);
    case Field::certificate_policies:
      return policies(row, from.content);
    case Field::name_constraints:
      return constraints_on_names(row, from.content, critical);
    case Field::subject_alt_name:
      return alternative_names(from, row);
    case Field::authority_info_access_ca_issuers:
      return access(from);
    case Field::crl_distribution_points:
      return distribution_points(from, row);
    case Field::ocsp_no_check:
      return x509::ocsp_no_check_extension();
    case Field::precertificate_poison:
      return x509::precertificate_poison_extension();
    default:
      return std::nullopt;
  }
}

Result<x509::Extensions> extensions(const Sources& from) {
  std::vector<Extension> list;
  list.reserve(from.profile.rows().size());
  for (const Row& row : from.profile.rows()) {
    if (row.emission == Emission::never || !row.in_force(from.at)) {
      continue;
    }
    if (auto extension = TRY(extension_for(row, from))) {
      list.push_back(*std::move(extension));
    }
  }
  return x509::Extensions::make(std::move(list));
}

Result<void> check_names(const Profile& profile, const Content& content, Time at) {
  const Row* row = profile.find(Field::subject_alt_name, at);
  const auto* kinds = row == nullptr ? nullptr : std::get_if<NameKinds>(&row->value);
  for (const x509::GeneralName& name : content.names) {
    if (kinds == nullptr || std::ranges::find(kinds->kinds, name.kind()) == kinds->kinds.end()) {
      return fail(kNameKindForbidden, {{"name", name.to_text()}, {"profile", profile.name()}});
    }
    if (!kinds->wildcards && name.text().starts_with("*.")) {
      return fail(kNameWildcardForbidden, {{"name", name.to_text()},
                                           {"profile", profile.name()},
                                           {"citation", std::string(row->citation)}});
    }
  }
  if (content.names.size() > profile.bounds().max_names) {
    return fail(kNamesTooMany, {{"seen", std::to_string(content.names.size())},
                                {"allowed", std::to_string(profile.bounds().max_names)}});
  }
  if (content.names.empty() && row != nullptr && row->emission == Emission::always) {
    return fail(kNamesMissing, "profile", profile.name());
  }
  return {};
}

Result<void> check_form(const Profile& profile, const Content& content, Time at) {
  if (!profile.in_force(at)) {
    return fail(kProfileNotInForce, {{"profile", profile.name()}, {"at", to_rfc3339(at)}});
  }
  if (profile.needs_identity() && !content.identity) {
    return fail(kIdentityMissing, "profile", profile.name());
  }
  if (content.identity) {
    TRY(check_age(*content.identity, profile.set(), at));
  }
  if (content.existing && !equal(content.existing->spki_der, content.key.spki_der())) {
    return fail(kExistingDiffers, "profile", profile.name());
  }
  TRY(check_key_kind(profile, content.key));
  return check_names(profile, content, at);
}

}  // namespace

Result<void> check_key_kind(const Profile& profile, const crypto::PublicKey& key) {
  const auto kinds = profile.keys();
  if (kinds.empty() || std::ranges::count(kinds, key.spec()) > 0) {
    return {};
  }
  std::string allowed;
  for (const crypto::KeySpec& kind : kinds) {
    allowed += (allowed.empty() ? "" : ", ") + crypto::to_text(kind);
  }
  return fail(kKeyNotOffered, {{"profile", profile.name()},
                               {"seen", crypto::to_text(key.spec())},
                               {"allowed", std::move(allowed)}});
}

Result<void> check_content(const Profile& profile, const Content& content, Time at) {
  TRY(check_form(profile, content, at));
  TRY(build_subject(profile, content, at));
  return {};
}

Result<x509::TbsCertificate> build_tbs(const Profile& profile, const IssuerData& issuer,
                                       const Content& content, const Placement& placement,
                                       Time at) {
  TRY(check_form(profile, content, at));
  x509::DistinguishedName subject = TRY(build_subject(profile, content, at));
  const Sources from{profile, issuer, content, placement, key_id_of(content), subject.empty(), at};
  x509::Extensions list = TRY(extensions(from));
  const bool root = profile.kind() == CertificateKind::root_ca;
  x509::TbsCertificate tbs;
  tbs.serial = placement.serial;
  tbs.signature_algorithm_der = to_bytes(x509::algorithm_identifier(issuer.algorithm));
  tbs.issuer = root ? subject : issuer.subject;
  tbs.not_before = placement.validity.not_before;
  tbs.not_after = placement.validity.not_after;
  tbs.subject = std::move(subject);
  tbs.spki_der = to_bytes(content.key.spki_der());
  tbs.extensions = std::move(list);
  return tbs;
}

}  // namespace chancery::profile
