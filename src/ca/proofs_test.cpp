#include "ca/proofs.h"

#include <gmock/gmock.h>

#include "ca/errors.h"
#include "ca/house_for_tests.h"

namespace chancery::ca {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

constexpr model::AccountId kAlice(11);
constexpr model::AccountId kBob(12);

class PublicIssuing : public testing::Test {
 protected:
  Result<model::IssuedCertificate> issue(IssueOrder order) {
    return house_->issuing.issue(std::move(order));
  }
  /// Of an order that rests on one proof for www.example.com, changed.
  Result<model::IssuedCertificate> issue_on(
      const std::function<void(model::Authorization&)>& change) {
    IssueOrder order = house_.public_order(kAlice, {"www.example.com"});
    order.proofs = {house_.prove(kAlice, "www.example.com", change)};
    return issue(std::move(order));
  }
  void expect_untouched() {
    EXPECT_EQ(house_.certificates().size(), before_);
    EXPECT_TRUE(house_.intents().empty()) << "no serial was given away";
  }

  House house_;
  IssuerPtr root_ = house_.root("t-root", kTlsPurpose, crypto::kP384);
  IssuerPtr sub_ = house_.subordinate("t-sub", root_);
  std::size_t before_ = house_.certificates().size();
};

TEST_F(PublicIssuing, WithProofClearanceAndAgreementIsAcceptedByOpenSsl) {
  const auto issued = issue(house_.public_order(kAlice, {"www.example.com", "*.example.com"}));
  ASSERT_TRUE(issued) << issued.error().log_line();
  EXPECT_TRUE(house_.chain_is_accepted(root_, sub_, issued->der,
                                       "-purpose sslserver -verify_hostname x.example.com"));
  EXPECT_EQ(issued->owner, kAlice);
  const auto record = house_.audit_records("certificate.issued").back();
  EXPECT_THAT(record.details, testing::HasSubstr(R"("caa":[{"name":"www.example.com")"));
  EXPECT_THAT(record.details, testing::HasSubstr(R"("proofs":[")"));
}

TEST_F(PublicIssuing, TakesProofsForNamesHoweverTheyAreWritten) {
  auto order = house_.public_order(kAlice, {"www.example.com"});
  order.content.names = {dns("WWW.Example.COM")};
  EXPECT_TRUE(issue(std::move(order)));
}

TEST_F(PublicIssuing, IsRefusedWithoutAProof) {
  auto order = house_.public_order(kAlice, {"www.example.com"});
  order.proofs.clear();
  EXPECT_EQ(code_of(issue(order)), kProofMissing.code);
  order.proofs = {model::AuthorizationId(99)};
  EXPECT_EQ(code_of(issue(order)), kProofMissing.code);
  order.proofs = {house_.prove(kAlice, "example.com"), house_.prove(kAlice, "*.example.com")};
  EXPECT_EQ(code_of(issue(order)), kProofMissing.code) << "neither is for this very name";
  expect_untouched();
}

TEST_F(PublicIssuing, IsRefusedWhenOneOfManyNamesHasNoProof) {
  auto order = house_.public_order(kAlice, {"www.example.com", "www.example.net"});
  order.proofs.pop_back();
  const auto refused = issue(order);
  EXPECT_EQ(code_of(refused), kProofMissing.code);
  EXPECT_EQ(refused.error().parameter("name"), "www.example.net");
  expect_untouched();
}

TEST_F(PublicIssuing, IsRefusedOnTheProofOfAnotherAccount) {
  auto order = house_.public_order(kAlice, {"www.example.com"});
  order.proofs = {house_.prove(kBob, "www.example.com")};
  EXPECT_EQ(code_of(issue(order)), kProofMissing.code);
  order.owner = {};
  EXPECT_EQ(code_of(issue(order)), kProofMissing.code);
  expect_untouched();
}

TEST_F(PublicIssuing, IsRefusedOnAProofThatIsNotValid) {
  using enum model::AuthorizationStatus;
  for (const auto status : {pending, invalid, deactivated, timeout, failed}) {
    EXPECT_EQ(code_of(issue_on([&](auto& proof) { proof.status = status; })), kProofMissing.code);
  }
  EXPECT_EQ(code_of(issue_on([&](auto& proof) { proof.validated_at.reset(); })), kProofTooOld.code);
  EXPECT_EQ(code_of(issue_on([&](auto& proof) { proof.validated_at = kToday + 1h; })),
            kProofTooOld.code);
  EXPECT_EQ(code_of(issue_on([&](auto& proof) { proof.expires = kToday - 1s; })),
            kProofTooOld.code);
  expect_untouched();
}

TEST_F(PublicIssuing, IsRefusedForAWildcardProvenThroughAHostOrByThePlainName) {
  auto order = house_.public_order(kAlice, {"*.example.com"});
  using enum model::ValidationMethod;
  for (const auto method : {http_01, tls_alpn_01}) {
    order.proofs = {
        house_.prove(kAlice, "*.example.com", [&](auto& proof) { proof.chosen = method; })};
    EXPECT_EQ(code_of(issue(order)), kProofMissing.code);
  }
  order.proofs = {house_.prove(kAlice, "*.example.com", [](auto& p) { p.wildcard = false; })};
  EXPECT_EQ(code_of(issue(order)), kProofMissing.code);
  expect_untouched();
  order.proofs = {house_.prove(kAlice, "*.example.com")};
  EXPECT_TRUE(issue(order));
}

TEST_F(PublicIssuing, TakesTheYoungOneOfTwoProofsForAName) {
  auto order = house_.public_order(kAlice, {"www.example.com"});
  order.proofs.insert(order.proofs.begin(),
                      house_.prove(kAlice, "www.example.com",
                                   [](auto& proof) { proof.validated_at = kToday - days(300); }));
  EXPECT_TRUE(issue(order));
}

TEST_F(PublicIssuing, IsRefusedWithoutAClearanceByCaa) {
  auto order = house_.public_order(kAlice, {"www.example.com"});
  order.caa.clear();
  EXPECT_EQ(code_of(issue(order)), kCaaNotChecked.code);
  order.caa = {{"example.com", kToday, kToday + 8h}};
  EXPECT_EQ(code_of(issue(order)), kCaaNotChecked.code) << "of another name";
  order.caa = {{"www.example.com", kToday - 9h, kToday - 1h}};
  EXPECT_EQ(code_of(issue(order)), kCaaNotChecked.code) << "too old";
  order.caa = {{"www.example.com", kToday + 1h, kToday + 9h}};
  EXPECT_EQ(code_of(issue(order)), kCaaNotChecked.code) << "of the future";
  expect_untouched();
}

TEST_F(PublicIssuing, IsRefusedWithoutAnAgreement) {
  auto order = house_.public_order(kAlice, {"www.example.com"});
  order.agreement.reset();
  EXPECT_EQ(code_of(issue(order)), kAgreementMissing.code);
  expect_untouched();
}

TEST_F(PublicIssuing, IsRefusedForAKeyThatWasCompromised) {
  const auto first = issue(house_.public_order(kAlice, {"www.example.com"})).value();
  house_->revoking
      .revoke({.certificate = first.id,
               .reason = x509::RevocationReason::superseded,
               .compromised_since = {},
               .actor = "t",
               .comment = ""})
      .value();
  EXPECT_TRUE(issue(house_.public_order(kAlice, {"www.example.com"}))) << "superseded is no crime";
  house_->revoking
      .revoke({.certificate = first.id,
               .reason = x509::RevocationReason::key_compromise,
               .compromised_since = {},
               .actor = "t",
               .comment = ""})
      .value();
  EXPECT_EQ(code_of(issue(house_.public_order(kAlice, {"www.example.com"}))), kKeyCompromised.code);
  auto other_key = house_.public_order(kAlice, {"www.example.com"});
  other_key.content.key = crypto::PrivateKey::generate(crypto::kP256).value().public_key();
  EXPECT_TRUE(issue(other_key));
}

/// When, and how many days old a proof may be then (TLS BR 4.2.1, ballot SC081).
struct ReuseCase {
  Seconds at;
  int reuse_days;
  int max_days;  ///< of validity, for the same dates
};

class ReuseByDate : public testing::TestWithParam<ReuseCase> {};

INSTANTIATE_TEST_SUITE_P(Dates, ReuseByDate,
                         testing::Values(ReuseCase{at_date(2026, 11, 21), 200, 200},
                                         ReuseCase{at_date(2027, 3, 14), 200, 200},
                                         ReuseCase{at_date(2027, 3, 15), 100, 100},
                                         ReuseCase{at_date(2029, 3, 14), 100, 100},
                                         ReuseCase{at_date(2029, 3, 15), 10, 47}));

TEST_P(ReuseByDate, AProofMayBeThisOldAndNoOlder) {
  House house;
  const auto root = house.root("t-root", kTlsPurpose, crypto::kP384);
  house.subordinate("t-sub", root);
  house.clock.set(GetParam().at);
  const auto issue_on_proof_of = [&](Time validated) {
    auto order = house.public_order(kAlice, {"www.example.com"});
    order.proofs = {house.prove(kAlice, "www.example.com",
                                [&](auto& proof) { proof.validated_at = validated; })};
    return house->issuing.issue(std::move(order));
  };
  const Time oldest = GetParam().at - days(GetParam().reuse_days);
  const auto good = issue_on_proof_of(oldest);
  EXPECT_TRUE(good) << good.error().log_line();
  EXPECT_EQ(code_of(issue_on_proof_of(oldest - 1s)), kProofTooOld.code);
}

TEST_P(ReuseByDate, ACertificateMayLiveThisLongAndNoLonger) {
  House house;
  house.subordinate("t-sub", house.root("t-root", kTlsPurpose, crypto::kP384));
  house.clock.set(GetParam().at);
  auto order = house.public_order(kAlice, {"www.example.com"});
  order.validity.not_before = GetParam().at;
  order.validity.not_after = GetParam().at + days(GetParam().max_days) - 1s;
  EXPECT_TRUE(house->issuing.issue(order));
  order.validity.not_after = GetParam().at + days(GetParam().max_days);
  EXPECT_EQ(code_of(house->issuing.issue(order)), profile::kValidityTooLong.code);
}

}  // namespace
}  // namespace chancery::ca
