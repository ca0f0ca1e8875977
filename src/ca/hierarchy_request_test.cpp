#include <gmock/gmock.h>

#include "ca/errors.h"
#include "ca/hierarchy.h"
#include "ca/house_for_tests.h"
#include "store/errors.h"
#include "x509/errors.h"

namespace chancery::ca {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

// Two houses: one offline with the root, one that issues. Files go between them.
class OfflineRoot : public testing::Test {
 protected:
  Result<model::IssuerRequest> request(const std::string& label = "issuing-1",
                                       model::IssuerId succeeds = {}) {
    return online_->hierarchy.request({.name = label,
                                       .purpose = "private",
                                       .subject = name("CN=" + label + ",O=Test,C=KR"),
                                       .key = crypto::kP256,
                                       .crl_shards = 1,
                                       .actor = "cli:ann",
                                       .succeeds = succeeds});
  }
  Result<model::IssuedCertificate> certify(const std::string& csr) {
    return offline_->hierarchy.certify(
        {.issuer = root_->record().id, .csr = csr, .days = {}, .actor = "cli:bob"});
  }
  Result<IssuerPtr> accept(const std::string& pem, const std::string& label = "issuing-1") {
    return online_->hierarchy.accept({.name = label, .certificate_pem = pem, .actor = "cli:ann"});
  }
  /// The answer as the offline house writes it: certificate, then its issuer's.
  std::string answer(const model::IssuerRequest& made) {
    const auto issued = certify(to_pem("CERTIFICATE REQUEST", made.csr_der)).value();
    return to_pem("CERTIFICATE", issued.der) + root_->certificate_pem();
  }

  House offline_;
  House online_;
  IssuerPtr root_ = offline_.root("root", kPrivatePurpose, crypto::kP384);
};

TEST_F(OfflineRoot, GivesACertificateWithWhichTheOtherHouseIssues) {
  const auto made = request().value();
  write_file(online_.path() / "ca.csr", to_pem("CERTIFICATE REQUEST", made.csr_der));
  const auto seen = online_.openssl("req -in ca.csr -noout -verify -subject");
  EXPECT_THAT(seen.output, HasSubstr("OK"));
  EXPECT_THAT(online_->hierarchy.requests().value(), SizeIs(1));
  EXPECT_EQ(code_of(online_.issue_private()), kNoIssuerForProfile.code) << "not before it is here";

  const auto issuer = accept(answer(made)).value();
  EXPECT_THAT(online_->hierarchy.requests().value(), SizeIs(0));
  EXPECT_TRUE(issuer->record().parent.empty()) << "the root is not of this house";
  const auto leaf = online_.issue_private().value();
  EXPECT_TRUE(online_.chain_is_accepted(root_, issuer, leaf.der));
  online_.restart();
  EXPECT_TRUE(online_.issue_private("again.corp.example"));
  EXPECT_THAT(online_.audit_records("issuer.requested"), SizeIs(1));
  EXPECT_THAT(online_.audit_records("issuer.accepted"), SizeIs(1));
  EXPECT_THAT(offline_.certificates(), SizeIs(1)) << "so that it can be revoked there";
}

TEST_F(OfflineRoot, TakesNoCertificateForAnotherKeyOrSubjectOrWithoutItsIssuer) {
  const auto made = request().value();
  const auto other = request("issuing-2").value();
  const std::string good = answer(made);
  EXPECT_EQ(code_of(accept(answer(other))), kCertificateNotAsRequested.code);
  EXPECT_EQ(code_of(accept(good, "nobody")), kIssuerRequestNotFound.code);
  const std::string alone = good.substr(0, good.find("-----END CERTIFICATE-----") + 26);
  EXPECT_EQ(code_of(accept(alone)), kIssuerUnproven.code);
  // A CA that only bears the root's name.
  House impostor;
  const auto false_root = impostor.root("root", kPrivatePurpose, crypto::kP384);
  EXPECT_FALSE(accept(alone + false_root->certificate_pem()));
  EXPECT_THAT(online_->issuers.list(), SizeIs(0));
  EXPECT_TRUE(accept(good));
}

TEST_F(OfflineRoot, SignsNoRequestWithoutProofOfTheKeyAndNoSubjectTwice) {
  const auto made = request().value();
  Bytes changed = made.csr_der;
  changed.back() ^= 1U;
  EXPECT_EQ(code_of(certify(to_pem("CERTIFICATE REQUEST", changed))), x509::kCsrSignature.code);
  offline_.subordinate("issuing-1", root_);
  EXPECT_EQ(code_of(certify(to_pem("CERTIFICATE REQUEST", made.csr_der))), kSubjectTaken.code);
  EXPECT_EQ(code_of(request()), store::kIssuerNameTaken.code) << "one request to a name";
}

TEST_F(OfflineRoot, GivesNoCaANameThatOneItCertifiedHasInOtherBytes) {
  (void)answer(request("issuing-1").value());
  const auto twin = offline_->hierarchy.create_root({.name = "twin",
                                                     .purpose = "private",
                                                     .subject = name("CN=Issuing-1,O=Test,C=KR"),
                                                     .key = crypto::kP384,
                                                     .days = {},
                                                     .actor = "cli:bob"});
  EXPECT_EQ(code_of(twin), kSubjectDiffersInBytes.code);
}

TEST_F(OfflineRoot, LetsTheOldCaStepDownInTheCommitThatBringsTheNew) {
  const auto old = accept(answer(request().value())).value();
  const auto made = request("issuing-2", old->record().id).value();
  EXPECT_TRUE(online_.issue_private()) << "the old one issues until then";
  const auto next = accept(answer(made), "issuing-2").value();
  EXPECT_EQ(next->record().succeeds, old->record().id);
  EXPECT_EQ(online_.issue_private("b.corp.example").value().issuer, next->record().id);
  EXPECT_EQ(online_->issuers.by_id(old->record().id).value()->record().state,
            model::IssuerState::retired);
}

TEST(KeyChangeover, LeavesTheOldKeyItsListsAndRespondersAndNothingElse) {
  House house;
  const auto root = house.root("r", kPrivatePurpose);
  const auto old = house.subordinate("s-1", root);
  const auto before = house.issue_private("a.corp.example").value();
  const auto change = [&](const IssuerPtr& of, const std::string& label) {
    return house->hierarchy.change_key({.of = of->record().id,
                                        .name = label,
                                        .subject = name("CN=" + label + ",O=Test,C=KR"),
                                        .key = crypto::kP384,
                                        .days = {},
                                        .actor = "cli:ann"});
  };
  EXPECT_EQ(code_of(change(old, "s-1")), store::kIssuerNameTaken.code);
  const auto next = change(old, "s-2").value();
  EXPECT_EQ(next->record().parent, root->record().id);
  const auto after = house.issue_private("b.corp.example").value();
  EXPECT_EQ(after.issuer, next->record().id);
  EXPECT_TRUE(house.chain_is_accepted(root, next, after.der));
  EXPECT_TRUE(house.chain_is_accepted(root, old, before.der)) << "what it signed goes on";

  auto order = house.private_order("c.corp.example");
  order.issuer = old->record().id;
  EXPECT_EQ(code_of(house->issuing.issue(std::move(order))), kIssuerNotEnabled.code);
  const auto retired = house->issuers.by_id(old->record().id).value();
  EXPECT_TRUE(house->responders.of(retired)) << "a responder's certificate, by the old key";
  EXPECT_TRUE(retired->signer()) << "and its lists";
  EXPECT_EQ(code_of(change(retired, "s-3")), kIssuerRetired.code);
  const auto records = house.audit_records("issuer.key_changed");
  ASSERT_THAT(records, SizeIs(1));
  EXPECT_THAT(records[0].details, HasSubstr(R"("successor":"s-2")"));
}

TEST(KeyChangeover, HasBothOrNeitherWhenTheCommitIsLost) {
  House house;
  const auto root = house.root("r", kPrivatePurpose);
  const auto old = house.subordinate("s-1", root);
  house.faults.plan({store::Fault::none, store::Fault::lost});
  EXPECT_FALSE(house->hierarchy.change_key({.of = old->record().id,
                                            .name = "s-2",
                                            .subject = name("CN=s-2,O=Test,C=KR"),
                                            .key = crypto::kP256,
                                            .days = {},
                                            .actor = "cli:ann"}));
  house.restart();
  EXPECT_EQ(house->issuers.by_name("s-1").value()->record().state, model::IssuerState::enabled);
  EXPECT_FALSE(house->issuers.by_name("s-2"));
}

}  // namespace
}  // namespace chancery::ca
