#include "ca/cross_signing.h"

#include <gmock/gmock.h>

#include "ca/errors.h"
#include "ca/house_for_tests.h"
#include "x509/errors.h"
#include "x509/key_identifier.h"
#include "x509/oids.h"

namespace chancery::ca {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

Result<model::IssuedCertificate> cross(
    House& house, const IssuerPtr& signer, std::string pem,
    const std::function<void(CrossOrder&)>& change = [](auto&) {}) {
  CrossOrder order{.issuer = signer->record().id,
                   .certificates_pem = std::move(pem),
                   .csr = {},
                   .days = {},
                   .actor = "cli:ann"};
  change(order);
  return CrossSigning(house->uses, house->issuers).certify(order);
}

std::string request_of(House& house, const IssuerPtr& issuer) {
  CrossSigning crossing(house->uses, house->issuers);
  return to_pem("CERTIFICATE REQUEST", crossing.request(issuer->record().id, "cli:bob").value());
}

x509::Certificate parsed(const model::IssuedCertificate& made) {
  return x509::Certificate::parse(made.der).value();
}

bool verifies(House& house, const std::string& trusted, const std::string& others, BytesView leaf) {
  write_file(house.path() / "trusted.pem", trusted);
  write_file(house.path() / "others.pem", others);
  house.write_pem("leaf.pem", leaf);
  return house
             .openssl("verify -x509_strict -attime " + house.at_time() +
                      " -CAfile trusted.pem -untrusted others.pem leaf.pem")
             .status == 0;
}

// Two houses; theirs vouches for ours.
class CrossCertificates : public testing::Test {
 protected:
  House ours_;
  House theirs_;
  IssuerPtr our_root_ = ours_.root("ours", kPrivatePurpose);
  IssuerPtr sub_ = ours_.subordinate("s-1", our_root_);
  IssuerPtr their_root_ = theirs_.root("theirs", kPrivatePurpose);
};

TEST_F(CrossCertificates, GiveASecondChainToTheSameLeaf) {
  const auto leaf = ours_.issue_private().value();
  const auto made = cross(theirs_, their_root_, our_root_->certificate_pem()).value();
  EXPECT_TRUE(ours_.chain_is_accepted(our_root_, sub_, leaf.der));
  EXPECT_TRUE(verifies(theirs_, their_root_->certificate_pem(),
                       sub_->certificate_pem() + to_pem("CERTIFICATE", made.der), leaf.der));
  EXPECT_EQ(parsed(made).subject(), our_root_->certificate().subject()) << "byte for byte";
  EXPECT_EQ(parsed(made).key_id(), our_root_->certificate().key_id());
  EXPECT_THAT(theirs_.certificates(), SizeIs(1)) << "so that it can be revoked";
  const auto records = theirs_.audit_records("issuer.cross_certified");
  ASSERT_THAT(records, SizeIs(1));
  EXPECT_THAT(records[0].details, HasSubstr(R"("use":"affiliate")"));
}

TEST_F(CrossCertificates, AreForKeysThatSomebodyHasShownToHold) {
  const std::string sub = sub_->certificate_pem();
  EXPECT_EQ(code_of(cross(theirs_, their_root_, sub)), kPossessionUnproven.code);
  const auto with = [&](const std::string& csr) {
    return cross(theirs_, their_root_, sub, [&](CrossOrder& order) { order.csr = csr; });
  };
  EXPECT_EQ(code_of(with(request_of(ours_, our_root_))), kPossessionUnproven.code)
      << "another key's request";
  std::string spoilt = request_of(ours_, sub_);
  spoilt[200] = spoilt[200] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(with(spoilt));
  EXPECT_TRUE(with(request_of(ours_, sub_)));
  EXPECT_THAT(ours_.audit_records("issuer.cross_requested"), SizeIs(3));
}

TEST_F(CrossCertificates, AreForCasOfOneNameAndKeyThatAreValidAndNotTheSigner) {
  const auto leaf = to_pem("CERTIFICATE", ours_.issue_private()->der);
  EXPECT_EQ(code_of(cross(theirs_, their_root_, leaf)), kImportedNotCa.code);
  const std::string both = our_root_->certificate_pem() + sub_->certificate_pem();
  EXPECT_EQ(code_of(cross(theirs_, their_root_, both)), kCrossCertificatesDiffer.code);
  EXPECT_EQ(code_of(cross(theirs_, their_root_, their_root_->certificate_pem())),
            kCrossWithItself.code);
  EXPECT_EQ(code_of(cross(theirs_, their_root_, our_root_->certificate_pem(),
                          [](CrossOrder& order) { order.use = CrossUse::tls; })),
            kCrossUseForeign.code);
  theirs_.clock.set(our_root_->record().not_after + std::chrono::seconds(1));
  EXPECT_EQ(code_of(cross(theirs_, their_root_, our_root_->certificate_pem())),
            kImportedExpired.code);
}

TEST_F(CrossCertificates, BeginWithTheExistingOneWhenThatIsAskedForAndElseNow) {
  theirs_.clock.set(kToday + std::chrono::days(1000));
  const auto now = cross(theirs_, their_root_, our_root_->certificate_pem()).value();
  EXPECT_GT(now.not_before, kToday + std::chrono::days(999));
  const auto since =
      cross(theirs_, their_root_, our_root_->certificate_pem(), [](CrossOrder& order) {
        order.from_existing = true;
        order.days = 30;
      }).value();
  EXPECT_EQ(since.not_before, our_root_->record().not_before);
  EXPECT_GT(since.not_after, theirs_.clock.now() + std::chrono::days(29));
}

TEST_F(CrossCertificates, OfOursAreListedAndOthersAreNot) {
  const auto made = cross(theirs_, their_root_, our_root_->certificate_pem()).value();
  CrossSigning ours(ours_->uses, ours_->issuers);
  const auto accept = [&](const std::string& pem) { return ours.accept(pem, "cli:ann"); };
  const std::string pem = to_pem("CERTIFICATE", made.der);
  EXPECT_EQ(code_of(accept(pem)), kIssuerUnproven.code);
  EXPECT_EQ(code_of(accept(their_root_->certificate_pem())), kCrossForeign.code);
  EXPECT_EQ(code_of(accept(our_root_->certificate_pem())), kCrossForeign.code) << "its own";
  EXPECT_FALSE(accept(pem + theirs_.root("theirs-2", kPrivatePurpose)->certificate_pem()));
  ASSERT_TRUE(accept(pem + their_root_->certificate_pem()));
  ASSERT_TRUE(accept(pem + their_root_->certificate_pem())) << "once more is no harm";
  ours_.restart();
  const auto listed = ours_->issuers.crosses_of(our_root_->record().id);
  ASSERT_THAT(listed, SizeIs(1));
  EXPECT_EQ(listed[0]->record.der, made.der);
  EXPECT_TRUE(listed[0]->record.signer.empty());
  EXPECT_THAT(theirs_->issuers.crosses_of(their_root_->record().id), SizeIs(0));
}

// NT-149: what each use lets the CA do.
TEST(CrossCertificatesOfTls, HoldThePurposesOfTheirUse) {
  House house;
  const auto first = house.root("first", kTlsPurpose, crypto::kP384);
  const auto other = house.root("other", kTlsPurpose, crypto::kP384);
  const auto with = [&](CrossUse use, std::vector<der::Oid> purposes = {}) {
    return cross(house, first, other->certificate_pem(), [&](CrossOrder& order) {
      order.use = use;
      order.purposes = std::move(purposes);
    });
  };
  const auto purposes_of = [](const Result<model::IssuedCertificate>& made) {
    return *parsed(made.value()).known().extended_key_usage;
  };
  EXPECT_EQ(purposes_of(with(CrossUse::affiliate)), std::vector{x509::kAnyExtendedKeyUsage});
  EXPECT_EQ(purposes_of(with(CrossUse::tls)), std::vector{x509::kServerAuth});
  EXPECT_EQ(purposes_of(with(CrossUse::other, {x509::kTimeStamping})),
            std::vector{x509::kTimeStamping});
  EXPECT_FALSE(with(CrossUse::other)) << "none is named";
  EXPECT_FALSE(with(CrossUse::other, {x509::kServerAuth}));
  EXPECT_FALSE(with(CrossUse::tls, {x509::kServerAuth, x509::kCodeSigning}));
  EXPECT_FALSE(with(CrossUse::affiliate, {x509::kAnyExtendedKeyUsage, x509::kServerAuth}));
}

// NT-148: what did not keep the rules is not repeated.
TEST(CrossCertificatesOfTls, RepeatNoCertificateThatBrokeTheRules) {
  House house;
  const auto root = house.root("tls", kTlsPurpose, crypto::kP384);
  house.openssl(
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-384 -nodes -keyout k.pem -out ca.pem "
      "-subj '/C=KR/O=Test/OU=Unit/CN=Old' -days 9000 -addext extendedKeyUsage=serverAuth "
      "-addext keyUsage=critical,keyCertSign,cRLSign");
  const std::string pem = read_file(house.path() / "ca.pem");
  const auto existing = x509::parse_certificates_pem(pem).value().front();
  house.clock.set(existing.not_before() + std::chrono::hours(1));
  const auto refused = cross(house, root, pem);
  EXPECT_EQ(code_of(refused), kExistingNotCompliant.code);
  EXPECT_THAT(std::string(refused.error().parameter("findings")), HasSubstr("eku"));
  EXPECT_THAT(house.certificates(), SizeIs(0));
}

// RFC 4210 section 4.4: who trusts either root accepts what both have issued.
class RootChangeover : public testing::Test {
 protected:
  Result<IssuerPtr> change(const IssuerPtr& of, const std::string& label) {
    return house_->hierarchy.change_key({.of = of->record().id,
                                         .name = label,
                                         .subject = name("CN=" + label + ",O=Test,C=KR"),
                                         .key = crypto::kP384,
                                         .days = {},
                                         .actor = "cli:ann"});
  }
  std::string links() {
    std::string pem;
    for (const auto& issuer : house_->issuers.list()) {
      for (const auto& one : house_->issuers.crosses_of(issuer->record().id)) {
        pem += to_pem("CERTIFICATE", one->record.der);
      }
    }
    return pem;
  }

  House house_;
  IssuerPtr old_ = house_.root("r-1", kPrivatePurpose);
  IssuerPtr sub_ = house_.subordinate("s-1", old_);
};

TEST_F(RootChangeover, LinksBothRootsAndTheOldOneSignsListsAlone) {
  const auto before = house_.issue_private("a.corp.example").value();
  const auto fresh = change(old_, "r-2").value();
  EXPECT_EQ(fresh->record().succeeds, old_->record().id);
  EXPECT_EQ(house_->issuers.by_name("r-1").value()->record().state, model::IssuerState::retired);
  EXPECT_TRUE(house_.issue_private("b.corp.example")) << "what stands below goes on";
  const auto next = change(sub_, "s-2").value();
  EXPECT_EQ(next->record().parent, fresh->record().id) << "a new CA comes below the new root";
  const auto after = house_.issue_private("c.corp.example").value();
  EXPECT_EQ(after.issuer, next->record().id);
  for (const auto& root : {old_, fresh}) {
    const std::string all = links() + sub_->certificate_pem() + next->certificate_pem();
    EXPECT_TRUE(verifies(house_, root->certificate_pem(), all, before.der));
    EXPECT_TRUE(verifies(house_, root->certificate_pem(), all, after.der));
  }
  const auto retired = house_->issuers.by_name("r-1").value();
  EXPECT_TRUE(house_->responders.of(retired));
  EXPECT_EQ(code_of(house_->hierarchy.create_subordinate({.name = "s-3",
                                                          .parent = retired->record().id,
                                                          .subject = name("CN=s-3,O=Test,C=KR"),
                                                          .days = {},
                                                          .actor = "t"})),
            kIssuerNotEnabled.code);
  EXPECT_EQ(code_of(change(retired, "r-3")), kIssuerRetired.code);
  EXPECT_THAT(house_.audit_records("issuer.key_changed"), SizeIs(2));
}

TEST(RootChangeoverFaults, GoesOnWhereItStopped) {
  using enum store::Fault;
  for (std::size_t commit = 0; commit < 6; ++commit) {
    House house;
    const auto old = house.root("r-1", kPrivatePurpose);
    const ChangeKeyOrder order{.of = old->record().id,
                               .name = "r-2",
                               .subject = name("CN=r-2,O=Test,C=KR"),
                               .key = crypto::kP256,
                               .days = {},
                               .actor = "cli:ann"};
    std::deque<store::Fault> faults(commit, none);
    faults.push_back(lost);
    house.faults.plan(faults);
    EXPECT_FALSE(house->hierarchy.change_key(order)) << commit;
    house.faults.plan({});
    house.restart();
    const auto state = [&] { return house->issuers.by_name("r-1").value()->record().state; };
    EXPECT_EQ(state(), model::IssuerState::enabled);
    const auto fresh = house->hierarchy.change_key(order).value();
    EXPECT_EQ(house->hierarchy.change_key(order).value()->record().id, fresh->record().id);
    EXPECT_THAT(house->issuers.crosses_of(fresh->record().id), SizeIs(1));
    EXPECT_THAT(house->issuers.crosses_of(old->record().id), SizeIs(1));
    EXPECT_EQ(state(), model::IssuerState::retired);
  }
}

}  // namespace
}  // namespace chancery::ca
