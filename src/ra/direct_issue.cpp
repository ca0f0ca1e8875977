#include "ra/applications.h"
#include "ra/errors.h"
#include "ra/office.h"
#include "store/application_repository.h"
#include "x509/certification_request.h"
#include "x509/oids.h"

namespace chancery::ra {

namespace {

using model::Application;
using model::ApplicationStatus;
using store::ApplicationRepository;
using store::Transaction;

std::vector<model::CertificateName> stored_names(const x509::GeneralNames& names) {
  std::vector<model::CertificateName> stored;
  for (const auto& name : names) {
    if (name.kind() == x509::GeneralName::Kind::dns) {
      stored.push_back({model::NameType::dns, std::string(name.text())});
    } else if (const auto address = name.ip_address()) {
      stored.push_back({model::NameType::ip, address->text()});
    }
  }
  return stored;
}

}  // namespace

Result<model::IssuedCertificate> Applications::issue_at_once(const DirectRequest& request) {
  (void)TRY(valid_account(request.account));
  const profile::Profile* profile = TRY(office_.profiles().find(request.profile));
  if (profile->kind() != profile::CertificateKind::subscriber ||
      profile->set() != policy::PolicySet::private_trust) {
    return fail(kProfileNotOffered, "profile", request.profile);
  }
  if (request.csr.empty() && !request.key) {
    return fail(kApplicationCsrMissing);
  }
  profile::Content content = TRY(content_of(request));
  Application application;
  application.id = office_.ids().next<model::ApplicationId>();
  application.account = request.account;
  application.source = request.source;
  application.status = ApplicationStatus::issued;
  application.profile = request.profile;
  application.csr = request.csr;
  application.created = office_.now();
  application.expires = application.created + office_.settings().proof_time;
  application.identifiers = stored_names(content.names);
  ca::IssueOrder order{.profile = request.profile,
                       .issuer = request.issuer,
                       .content = std::move(content),
                       .validity = {.not_before = {}, .not_after = {}, .days = request.days},
                       .owner = request.account,
                       .application = application.id,
                       .proofs = {},
                       .caa = {},
                       .agreement = {},
                       .actor = request.actor};
  const auto with_certificate = [&](Transaction& tx,
                                    const model::IssuedCertificate& certificate) -> Result<void> {
    application.certificate = certificate.id;
    TRY(ApplicationRepository::insert(tx, application));
    return {};
  };
  return issuing_.issue(std::move(order), {{}, with_certificate});
}

Result<profile::Content> Applications::content_of(const DirectRequest& request) {
  std::string common_name = request.common_name;
  if (request.key) {
    profile::Content content{.key = *request.key, .names = request.names};
    if (!common_name.empty()) {
      content.subject.push_back({x509::kCommonName, std::move(common_name)});
    }
    return content;
  }
  const auto csr = TRY(x509::CertificationRequest::parse(request.csr));
  TRY(csr.verify_signature());
  if (const auto wish = csr.subject().find(x509::kCommonName); wish && common_name.empty()) {
    common_name = std::string(*wish);
  }
  profile::Content content{
      .key = csr.public_key(),
      .names = request.names.empty() ? csr.subject_alt_names() : request.names};
  if (!common_name.empty()) {
    content.subject.push_back({x509::kCommonName, std::move(common_name)});
  }
  return content;
}

}  // namespace chancery::ra
