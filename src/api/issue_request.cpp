#include "api/issue_request.h"

#include <array>

#include "api/errors.h"
#include "http/json.h"
#include "ra/errors.h"
#include "x509/certification_request.h"

namespace chancery::api {

namespace {

using http::JsonObject;
using Kind = x509::GeneralName::Kind;

struct KeyName {
  std::string_view text;
  crypto::KeySpec spec;
};
constexpr std::array kKeyNames{KeyName{"ec-p256", crypto::kP256}, KeyName{"ec-p384", crypto::kP384},
                               KeyName{"rsa-2048", crypto::kRsa2048},
                               KeyName{"rsa-3072", crypto::kRsa3072},
                               KeyName{"rsa-4096", crypto::kRsa4096}};

/// At once is for subscribers under a private hierarchy, where the caller's role vouches for the
/// names; everything else is an application's (ra::Filing).
Result<void> check_profile(const profile::Profile& profile, bool wants_managed_key) {
  const bool is_public = policy::is_public(profile.set());
  if (profile.set() == policy::PolicySet::public_trust && wants_managed_key) {
    return fail(kManagedKeyForbidden,
                {{"profile", profile.name()}, {"citation", "TLS BR 6.1.1.3"}});
  }
  if (is_public || profile.kind() != profile::CertificateKind::subscriber) {
    return fail(ra::kProfileNotOffered,
                {{"profile", profile.name()},
                 {"instead", is_public ? "POST /api/v1/applications" : "chancery hierarchy"}});
  }
  return {};
}

Result<x509::GeneralName> name_of(const JsonObject& object) {
  const std::string_view type = TRY(object.text("type"));
  const std::string_view value = TRY(object.text("value"));
  if (type == "email") {
    return x509::GeneralName::from_text(Kind::email, value);
  }
  if (type == "uri") {
    return x509::GeneralName::from_text(Kind::uri, value);
  }
  return x509::GeneralName(TRY(x509::Identifier::parse(type, value)));
}

Result<x509::GeneralNames> names_in(const JsonObject& body) {
  x509::GeneralNames names;
  const auto& list = *TRY(body.array("names"));
  names.reserve(list.size());
  for (const auto& element : list) {
    names.push_back(TRY(name_of(TRY(JsonObject::of(element, "names")))));
  }
  return names;
}

/// The subjectAltName, and without one the common name where that is a DNS name or an address.
x509::GeneralNames names_of(const x509::CertificationRequest& csr) {
  if (const auto common_name = csr.subject().find(x509::kCommonName);
      csr.subject_alt_names().empty() && common_name) {
    if (const auto address = x509::IpAddress::parse(*common_name)) {
      return {x509::GeneralName(*address)};
    }
    if (const auto name = x509::DnsName::parse(*common_name)) {
      return {x509::GeneralName(*name)};
    }
  }
  return csr.subject_alt_names();
}

Result<profile::Content> content_from_csr(const JsonObject& body) {
  const auto csr =
      TRY(x509::CertificationRequest::parse_pem_or_der(as_bytes(TRY(body.text("csr")))));
  TRY(csr.verify_signature());
  profile::Content content{.key = csr.public_key(), .names = {}};
  content.names = body.has("names") ? TRY(names_in(body)) : names_of(csr);
  if (const auto common_name = csr.subject().find(x509::kCommonName)) {
    content.subject.push_back({x509::kCommonName, std::string(*common_name)});
  }
  return content;
}

Result<crypto::PrivateKey> make_key(const JsonObject& body) {
  const std::string_view wish = TRY(body.text("generate_key"));
  const auto* known = std::ranges::find(kKeyNames, wish, &KeyName::text);
  return crypto::PrivateKey::generate(known == kKeyNames.end() ? crypto::kP256 : known->spec);
}

}  // namespace

Result<IssueRequest> read_issue_request(const Call& call, const profile::Catalogue& profiles) {
  const JsonObject body = TRY(JsonObject::of(call.body));
  const profile::Profile* profile = TRY(profiles.find(TRY(body.text("profile"))));
  const bool managed = body.has("generate_key");
  TRY(check_profile(*profile, managed));
  if (managed == body.has("csr")) {
    return fail(kCsrOrManagedKey);
  }
  std::optional<crypto::PrivateKey> key;
  if (managed) {
    key = TRY(make_key(body));
  }
  profile::Content content = managed ? profile::Content{.key = key->public_key(), .names = {}}
                                     : TRY(content_from_csr(body));
  if (managed && body.has("names")) {
    content.names = TRY(names_in(body));
  }
  if (const auto common_name = TRY(body.optional_text("common_name"))) {
    content.subject = {{x509::kCommonName, std::string(*common_name)}};
  }
  content.include_crl_url = TRY(body.optional_boolean("include_crl_url")).value_or(true);
  model::IssuerId issuer;
  if (const auto wish = TRY(body.optional_text("issuer_id"))) {
    issuer = TRY(parse_id<model::Issuer>(*wish));
  }
  const auto days = TRY(body.optional_integer("validity_days"));
  return IssueRequest{.order = {.profile = profile->name(),
                                .issuer = issuer,
                                .content = std::move(content),
                                .validity = {.not_before = {}, .not_after = {}, .days = days},
                                .owner = call.caller.account,
                                .application = {},
                                .proofs = {},
                                .caa = {},
                                .agreement = {},
                                .actor = call.caller.actor},
                      .managed_key = std::move(key)};
}

}  // namespace chancery::api
