#include "app/issuance_notice.h"

#include <fmt/format.h>
#include <set>

#include "identity/role.h"
#include "store/organization_repository.h"
#include "store/user_repository.h"

namespace chancery::app {

namespace {

using model::User;
using store::UserRepository;

constexpr std::string_view kUser = "user:";

bool can_read(const User& user) {
  return user.status == model::UserStatus::active && !user.email.empty();
}

/// The person behind an actor of the audit log; nothing for a program's.
Result<std::optional<User>> person_of(store::Snapshot& snapshot, std::string_view actor,
                                      const store::Tenant& tenant) {
  if (!actor.starts_with(kUser)) {
    return std::nullopt;
  }
  const auto id = parse_id<User>(actor.substr(kUser.size()));
  return id ? UserRepository::by_id(snapshot, *id, tenant) : std::optional<User>();
}

Result<std::vector<User>> readers_of(store::Snapshot& snapshot,
                                     const model::Application& application) {
  const auto tenant = store::Tenant::of(application.account);
  if (auto person = TRY(person_of(snapshot, application.filed_by, tenant));
      person && can_read(*person)) {
    return std::vector{*std::move(person)};
  }
  return UserRepository::reachable(snapshot, tenant,
                                   identity::to_text(identity::Role::enterprise_operator),
                                   IssuanceNotice::kMostReaders);
}

/// Whoever gave a verdict that the validation in force rests on, or approved it; once each.
Result<std::set<std::string>> approvers_of(store::Snapshot& snapshot,
                                           const model::Application& application) {
  using store::OrganizationRepository;
  const auto view = TRY(OrganizationRepository::find(
      snapshot, store::Tenant::of(application.account), application.organization));
  if (!view || !view->organization.validation) {
    return std::set<std::string>();
  }
  const auto& validation = *view->organization.validation;
  std::set<std::string> actors{validation.approver};
  for (const auto& verdict : TRY(OrganizationRepository::verdicts(
           snapshot, application.organization, validation.round))) {
    actors.insert(verdict.actor);
  }
  return actors;
}

std::string names_of(const model::CertificateFacts& certificate) {
  std::string names;
  for (const auto& name : certificate.names) {
    names += "  " + name.value + "\n";
  }
  return names;
}

}  // namespace

Result<void> IssuanceNotice::post(store::Transaction& tx, const model::Application& application,
                                  const model::CertificateFacts& certificate) const {
  if (!outbox_.can_send()) {
    return {};
  }
  for (const User& reader : TRY(readers_of(tx, application))) {
    TRY(outbox_.post(
        tx, {reader.email, "Your certificate is there: " + application.name,
             fmt::format("Hello {},\n\nthe certificate \"{}\" is issued, for\n\n{}\nfrom {} to {}, "
                         "serial number {}.\n\nIt is here, with its chain and how to install "
                         "it:\n\n{}/console/certificates/{}\n\nLook at what it says before you use "
                         "it; if anything in it is wrong, revoke it there.\n",
                         reader.display_name, application.name, names_of(certificate),
                         to_rfc3339(certificate.not_before), to_rfc3339(certificate.not_after),
                         certificate.serial.hex(), settings_.api_url, to_text(certificate.id))}));
  }
  const bool has_approvers = settings_.tell_approvers && !application.organization.empty();
  return has_approvers ? post_to_approvers(tx, application, certificate) : Result<void>();
}

Result<void> IssuanceNotice::post_to_approvers(store::Transaction& tx,
                                               const model::Application& application,
                                               const model::CertificateFacts& certificate) const {
  for (const std::string& actor : TRY(approvers_of(tx, application))) {
    const auto person = TRY(person_of(tx, actor, store::Tenant::anybody()));
    if (!person || !can_read(*person)) {
      continue;
    }
    TRY(outbox_.post(
        tx,
        {person->email, "A certificate names " + application.organization_name,
         fmt::format("Hello {},\n\na certificate was issued that names {}, which you looked "
                     "into or approved. It is for\n\n{}\nfrom {} to {}, serial number "
                     "{}:\n\n{}/console/certificates/{}\n\nIf it should not be there, say so to "
                     "whoever revokes certificates.\n",
                     person->display_name, application.organization_name, names_of(certificate),
                     to_rfc3339(certificate.not_before), to_rfc3339(certificate.not_after),
                     certificate.serial.hex(), settings_.api_url, to_text(certificate.id))}));
  }
  return {};
}

Result<void> IssuanceNotice::post_rejection(store::Transaction& tx,
                                            const model::Application& application) const {
  if (!outbox_.can_send()) {
    return {};
  }
  std::string why;
  for (const auto& refusal : application.refusals) {
    why += "  " + refusal.detail + "\n";
  }
  for (const User& reader : TRY(readers_of(tx, application))) {
    TRY(outbox_.post(
        tx,
        {reader.email, "Your application was rejected: " + application.name,
         fmt::format("Hello {},\n\nthe application \"{}\" was rejected, and no certificate will "
                     "come of it:\n\n{}\nIt is here:\n\n{}/console/applications/{}\n",
                     reader.display_name, application.name, why, settings_.api_url,
                     to_text(application.id))}));
  }
  return {};
}

}  // namespace chancery::app
