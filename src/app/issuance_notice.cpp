#include "app/issuance_notice.h"

#include <fmt/format.h>
#include <limits>

#include "identity/role.h"
#include "store/user_repository.h"

namespace chancery::app {

namespace {

using model::User;
using store::UserRepository;

constexpr std::string_view kUser = "user:";
constexpr model::UserId kNewest(std::numeric_limits<std::int64_t>::max());

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
  auto people = TRY(UserRepository::list(snapshot, tenant, kNewest, IssuanceNotice::kMostReaders));
  std::erase_if(people, [](const User& user) {
    return !can_read(user) || user.role != identity::to_text(identity::Role::enterprise_operator);
  });
  return people;
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
                         certificate.serial.hex(), api_url_, to_text(certificate.id))}));
  }
  return {};
}

}  // namespace chancery::app
