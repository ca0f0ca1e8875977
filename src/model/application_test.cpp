#include "model/application.h"

#include <gtest/gtest.h>

namespace chancery::model {
namespace {

using std::chrono::hours;

const Time kNow = at_date(2026, 11, 21);

Authorization proof(AuthorizationStatus status, Time expires = kNow + hours(1)) {
  Authorization authorization;
  authorization.status = status;
  authorization.expires = expires;
  return authorization;
}

ApplicationStatus status_with(std::vector<Authorization> proofs) {
  ApplicationView view;
  view.application.expires = kNow + hours(72);
  view.authorizations = std::move(proofs);
  return status_at(view, kNow);
}

TEST(ApplicationStatusAt, IsReadyOnlyWhenEveryNameIsProven) {
  EXPECT_EQ(status_with({proof(AuthorizationStatus::valid), proof(AuthorizationStatus::valid)}),
            ApplicationStatus::ready);
  EXPECT_EQ(status_with({proof(AuthorizationStatus::valid), proof(AuthorizationStatus::pending)}),
            ApplicationStatus::pending);
}

TEST(ApplicationStatusAt, OneLostProofEndsIt) {
  for (const auto lost : {AuthorizationStatus::invalid, AuthorizationStatus::deactivated,
                          AuthorizationStatus::failed}) {
    EXPECT_EQ(status_with({proof(AuthorizationStatus::pending), proof(lost)}),
              ApplicationStatus::failed);
  }
  EXPECT_EQ(status_with({proof(AuthorizationStatus::valid, kNow)}), ApplicationStatus::failed);
}

TEST(ApplicationStatusAt, TimesOutAtItsLastMomentAndNotBefore) {
  EXPECT_EQ(status_with({proof(AuthorizationStatus::pending, kNow)}), ApplicationStatus::timeout);
  EXPECT_EQ(status_with({proof(AuthorizationStatus::timeout)}), ApplicationStatus::timeout);
  ApplicationView view;
  view.authorizations = {proof(AuthorizationStatus::valid)};
  view.application.expires = kNow;
  EXPECT_EQ(status_at(view, kNow), ApplicationStatus::timeout);
  EXPECT_EQ(status_at(view, kNow - Duration(1)), ApplicationStatus::ready);
}

TEST(ApplicationStatusAt, NeverChangesWhatIsDecided) {
  for (const auto decided : {ApplicationStatus::issued, ApplicationStatus::cancelled,
                             ApplicationStatus::failed, ApplicationStatus::processing}) {
    ApplicationView view;
    view.application.status = decided;
    view.application.expires = kNow - hours(1);
    view.authorizations = {proof(AuthorizationStatus::invalid)};
    EXPECT_EQ(status_at(view, kNow), decided);
  }
}

TEST(ValidationStatus, HasExactlyTheFourWordsOfTheList) {
  EXPECT_EQ(validation_status(AuthorizationStatus::pending), "In progress");
  EXPECT_EQ(validation_status(AuthorizationStatus::valid), "Succeeded");
  EXPECT_EQ(validation_status(AuthorizationStatus::timeout), "Timeout");
  for (const auto lost : {AuthorizationStatus::invalid, AuthorizationStatus::deactivated,
                          AuthorizationStatus::failed}) {
    EXPECT_EQ(validation_status(lost), "Failed");
  }
}

TEST(AcmeStatus, ShowsTheEndOfTimeAsInvalidOrExpired) {
  EXPECT_EQ(acme_status(proof(AuthorizationStatus::pending), kNow), "pending");
  EXPECT_EQ(acme_status(proof(AuthorizationStatus::pending, kNow), kNow), "invalid");
  EXPECT_EQ(acme_status(proof(AuthorizationStatus::valid), kNow), "valid");
  EXPECT_EQ(acme_status(proof(AuthorizationStatus::valid, kNow), kNow), "expired");
  EXPECT_EQ(acme_status(proof(AuthorizationStatus::deactivated), kNow), "deactivated");
  EXPECT_EQ(acme_status(proof(AuthorizationStatus::timeout), kNow), "invalid");
}

TEST(Words, AreReadBackAsTheyWereWritten) {
  for (int i = 0; i <= static_cast<int>(ApplicationStatus::cancelled); ++i) {
    const auto status = static_cast<ApplicationStatus>(i);
    EXPECT_EQ(parse_application_status(to_text(status)), status);
    EXPECT_FALSE(display_status(status).empty());
  }
  for (int i = 0; i <= static_cast<int>(ValidationMethod::tls_alpn_01); ++i) {
    const auto method = static_cast<ValidationMethod>(i);
    EXPECT_EQ(parse_validation_method(to_text(method)), method);
  }
  EXPECT_EQ(parse_application_status("valid"), std::nullopt);
  EXPECT_EQ(parse_validation_method("email"), std::nullopt);
  EXPECT_EQ(to_text(AccountStatus::deactivated), "deactivated");
  EXPECT_EQ(to_text(AccountKind::acme), "acme");
  EXPECT_EQ(to_text(ApplicationSource::cli), "cli");
}

}  // namespace
}  // namespace chancery::model
