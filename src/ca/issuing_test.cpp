#include "ca/issuing.h"

#include <gmock/gmock.h>
#include <set>
#include <thread>

#include "ca/errors.h"
#include "ca/house_for_tests.h"
#include "issuance/errors.h"
#include "policy/errors.h"
#include "store/errors.h"
#include "x509/certification_request.h"

namespace chancery::ca {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// A private hierarchy, which needs no proofs.
class PrivateIssuing : public testing::Test {
 protected:
  House house_;
  IssuerPtr root_ = house_.root("p-root", kPrivatePurpose);
  IssuerPtr sub_ = house_.subordinate("p-sub", root_);
};

TEST_F(PrivateIssuing, FromACsrOfOpenSslGivesACertificateThatOpenSslAccepts) {
  ASSERT_EQ(house_
                .openssl("req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "
                         "k.pem -out r.pem -subj /CN=db.corp.example -addext "
                         "subjectAltName=DNS:db.corp.example,IP:10.1.2.3")
                .status,
            0);
  const auto csr =
      x509::CertificationRequest::parse_pem_or_der(as_bytes(read_file(house_.path() / "r.pem")))
          .value();
  auto order = house_.order(profile::kPrivateServer, csr.subject_alt_names());
  order.content.key = csr.public_key();
  const auto issued = house_->issuing.issue(std::move(order)).value();

  EXPECT_TRUE(
      house_.chain_is_accepted(root_, sub_, issued.der, "-verify_hostname db.corp.example"));
  EXPECT_TRUE(house_.chain_is_accepted(root_, sub_, issued.der, "-verify_ip 10.1.2.3"));
  EXPECT_FALSE(house_.chain_is_accepted(root_, sub_, issued.der, "-verify_hostname other.example"));
  const auto text = house_.openssl("x509 -in leaf.pem -noout -text").output;
  EXPECT_THAT(text, HasSubstr("URI:http://pki.test/ca/p-sub.cer"));
  EXPECT_THAT(text, HasSubstr("OCSP - URI:http://pki.test/ocsp"));
  EXPECT_THAT(text, HasSubstr("URI:http://pki.test/crl/p-sub.crl"));
}

TEST_F(PrivateIssuing, StoresWhatItReturnsWithItsAuditLeafAndLeavesNoIntent) {
  const auto issued = house_.issue_private().value();
  const auto stored = house_.read([&](store::Snapshot& snapshot) {
    return store::CertificateRepository::by_serial(snapshot, sub_->record().id, issued.serial);
  });
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->id, issued.id);
  EXPECT_EQ(stored->der, issued.der);
  EXPECT_EQ(stored->spki_hash, subscriber_key().public_key().spki_sha256());
  ASSERT_TRUE(stored->audit_leaf);
  const auto record = house_.audit_records().at(static_cast<std::size_t>(*stored->audit_leaf));
  EXPECT_EQ(record.kind, "certificate.issued");
  EXPECT_EQ(record.subject, "certificate:" + to_text(issued.id));
  EXPECT_THAT(record.details, HasSubstr(issued.serial.hex()));
}

TEST_F(PrivateIssuing, StoresNamesInTheirOneFormAndEachOnce) {
  auto order = house_.order(profile::kPrivateServer,
                            {dns("DB.Corp.Example"), dns("db.corp.example"), dns("b.example")});
  const auto issued = house_->issuing.issue(std::move(order)).value();
  EXPECT_THAT(issued.names,
              ElementsAre(model::CertificateName{model::NameType::dns, "db.corp.example"},
                          model::CertificateName{model::NameType::dns, "b.example"}));
  const auto certificate = x509::Certificate::parse(issued.der).value();
  EXPECT_THAT(certificate.subject_alt_names(), SizeIs(2));
}

TEST_F(PrivateIssuing, TakesTheNewestEnabledSubordinateWhenNoneIsNamed) {
  const auto newer = house_.subordinate("p-sub-2", root_);
  EXPECT_EQ(house_.issue_private().value().issuer, newer->record().id);
  house_->hierarchy.set_state(newer->record().id, model::IssuerState::disabled, "t").value();
  EXPECT_EQ(house_.issue_private().value().issuer, sub_->record().id);
}

TEST_F(PrivateIssuing, RefusesAnIssuerThatIsDisabledRetiredOrOfAnotherHierarchy) {
  auto order = house_.private_order();
  order.issuer = sub_->record().id;
  for (const auto state : {model::IssuerState::disabled, model::IssuerState::retired}) {
    house_->hierarchy.set_state(sub_->record().id, state, "t").value();
    EXPECT_EQ(code_of(house_->issuing.issue(order)), kIssuerNotEnabled.code);
  }
  order.issuer = {};
  EXPECT_EQ(code_of(house_->issuing.issue(order)), kNoIssuerForProfile.code);

  const auto tls_root = house_.root("t-root", kTlsPurpose, crypto::kP384);
  order.issuer = house_.subordinate("t-sub", tls_root)->record().id;
  EXPECT_EQ(code_of(house_->issuing.issue(order)), kIssuerOfOtherHierarchy.code);
  order.issuer = model::IssuerId(7);
  EXPECT_EQ(code_of(house_->issuing.issue(order)), kIssuerNotFound.code);
  EXPECT_THAT(house_.intents(), IsEmpty());
}

TEST_F(PrivateIssuing, NeverSignsAnEndEntityWithARoot) {
  auto order = house_.private_order();
  order.issuer = root_->record().id;
  EXPECT_EQ(code_of(house_->issuing.issue(order)), kIssuerIsRoot.code);
}

TEST_F(PrivateIssuing, OfAnIssuerThatHasExpiredIsRefused) {
  house_.clock.set(sub_->record().not_after + std::chrono::seconds(1));
  EXPECT_EQ(code_of(house_.issue_private()), kNoIssuerForProfile.code);
  auto order = house_.private_order();
  order.issuer = sub_->record().id;
  EXPECT_EQ(code_of(house_->issuing.issue(order)), profile::kIssuerExpired.code);
}

TEST_F(PrivateIssuing, ChecksWithoutASerialOrASignature) {
  house_->keys.watch([](BytesView) -> Result<void> { return fail(keys::kTokenUnavailable); });
  EXPECT_TRUE(house_->issuing.rehearse(house_.private_order()));
  EXPECT_FALSE(house_->issuing.rehearse(house_.order(profile::kPrivateServer, {})));
  EXPECT_THAT(house_.intents(), IsEmpty());
}

TEST_F(PrivateIssuing, HasSerialAndBodyStoredBeforeTheKeyIsUsed) {
  std::vector<store::OutstandingIntent> seen;
  Bytes signed_body;
  house_->keys.watch([&](BytesView message) -> Result<void> {
    seen = house_.intents();
    signed_body = to_bytes(message);
    return {};
  });
  const auto issued = house_.issue_private().value();
  ASSERT_THAT(seen, SizeIs(1));
  EXPECT_EQ(seen[0].intent.serial, issued.serial);
  EXPECT_EQ(seen[0].intent.issuer, sub_->record().id);
  EXPECT_EQ(seen[0].intent.tbs_der, signed_body);
  EXPECT_FALSE(seen[0].issued);
}

TEST_F(PrivateIssuing, WithAKeyThatFailsAbandonsTheSerialOnRecordAndIssuesNothing) {
  const auto before = house_.certificates().size();
  house_->keys.watch([](BytesView) -> Result<void> { return fail(keys::kTokenUnavailable); });
  EXPECT_EQ(code_of(house_.issue_private()), keys::kTokenUnavailable.code);
  EXPECT_THAT(house_.certificates(), SizeIs(before));
  const auto abandoned = house_.audit_records("serial.abandoned");
  ASSERT_THAT(abandoned, SizeIs(1));
  EXPECT_THAT(abandoned[0].details, HasSubstr(keys::kTokenUnavailable.code));
  EXPECT_EQ(abandoned[0].outcome, audit::Outcome::failed);

  house_->keys.watch({});
  EXPECT_TRUE(house_.issue_private());
  EXPECT_THAT(house_.intents(), IsEmpty());
}

TEST_F(PrivateIssuing, CommitsTheCallersRowsWithItsOwn) {
  const AlongsideIssuance alongside{
      [](store::Transaction& tx) {
        return store::SettingRepository::set(tx, "with-intent", "yes");
      },
      [](store::Transaction& tx, const model::IssuedCertificate& certificate) {
        return store::SettingRepository::set(tx, "with-certificate", to_text(certificate.id));
      }};
  const auto issued = house_->issuing.issue(house_.private_order(), alongside).value();
  const auto get = [&](std::string_view name) {
    return house_.read([&](store::Snapshot& s) { return store::SettingRepository::get(s, name); });
  };
  EXPECT_EQ(get("with-intent"), "yes");
  EXPECT_EQ(get("with-certificate"), to_text(issued.id));
}

TEST_F(PrivateIssuing, DoesNotTouchTheKeyWhenTheCallerRefusesWithTheIntent) {
  bool touched = false;
  house_->keys.watch([&](BytesView) -> Result<void> {
    touched = true;
    return {};
  });
  const AlongsideIssuance alongside{[](store::Transaction& tx) -> Result<void> {
                                      TRY(store::SettingRepository::set(tx, "with-intent", "yes"));
                                      return fail(kAgreementMissing);
                                    },
                                    {}};
  EXPECT_EQ(code_of(house_->issuing.issue(house_.private_order(), alongside)),
            kAgreementMissing.code);
  EXPECT_FALSE(touched);
  EXPECT_THAT(house_.intents(), IsEmpty());
  EXPECT_EQ(house_.read(
                [](store::Snapshot& s) { return store::SettingRepository::get(s, "with-intent"); }),
            std::nullopt);
}

TEST_F(PrivateIssuing, StoresNothingOfItWhenTheCallersRowsFail) {
  const auto before = house_.certificates().size();
  const AlongsideIssuance alongside{
      {}, [](store::Transaction& tx, const model::IssuedCertificate&) -> Result<void> {
        TRY(store::SettingRepository::set(tx, "with-certificate", "yes"));
        return fail(kAgreementMissing);
      }};
  EXPECT_EQ(code_of(house_->issuing.issue(house_.private_order(), alongside)),
            kAgreementMissing.code);
  EXPECT_THAT(house_.certificates(), SizeIs(before));
  EXPECT_EQ(house_.read([](store::Snapshot& s) {
    return store::SettingRepository::get(s, "with-certificate");
  }),
            std::nullopt);
  EXPECT_THAT(house_.audit_records("serial.abandoned"), SizeIs(1));
}

TEST_F(PrivateIssuing, FromSixteenThreadsGivesEachASerialOfItsOwn) {
  constexpr int kThreads = 16;
  constexpr int kEach = 8;
  const auto before = house_.certificates().size();
  std::mutex mutex;
  std::set<std::string> serials;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&] {
        for (int j = 0; j < kEach; ++j) {
          const auto issued = house_.issue_private();
          ASSERT_TRUE(issued) << issued.error().log_line();
          const std::lock_guard lock(mutex);
          serials.insert(issued->serial.hex());
        }
      });
    }
  }
  EXPECT_THAT(serials, SizeIs(kThreads * kEach));
  EXPECT_THAT(house_.certificates(), SizeIs(before + kThreads * kEach));
  EXPECT_THAT(house_.audit_records("certificate.issued"), SizeIs(before + kThreads * kEach));
  EXPECT_THAT(house_.audit_records("serial.abandoned"), IsEmpty());
}

TEST_F(PrivateIssuing, KeepsItsKeyOpenOverReloads) {
  house_.issue_private().value();
  const int opened = house_->keys.opened;
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(house_->issuers.reload());
    house_.issue_private().value();
  }
  EXPECT_EQ(house_->keys.opened, opened);
}

}  // namespace
}  // namespace chancery::ca
