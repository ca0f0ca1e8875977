#include "ca/hierarchy.h"

#include <gmock/gmock.h>

#include "ca/errors.h"
#include "ca/house_for_tests.h"
#include "issuance/errors.h"
#include "store/errors.h"
#include "x509/key_identifier.h"

namespace chancery::ca {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST(PublicUrls, OfTwoListsAreNeverTheSame) {
  const PublicUrls urls("http://pki.test");
  EXPECT_EQ(urls.crl("a", 0), "http://pki.test/crl/a.crl");
  EXPECT_EQ(urls.crl("a", 1), "http://pki.test/crl/a.1.crl");
  EXPECT_NE(urls.crl("a", 1), urls.crl("a-1", 0));
  EXPECT_EQ(code_of(check_issuer_name("a.1")), kIssuerNameMalformed.code);
}

class Hierarchies : public testing::TestWithParam<std::string_view> {
 protected:
  House house_;
};
INSTANTIATE_TEST_SUITE_P(Both, Hierarchies, testing::Values(kTlsPurpose, kPrivatePurpose),
                         [](const auto& test) { return std::string(test.param); });

TEST_P(Hierarchies, OfRootAndSubordinateAreAcceptedByOpenSsl) {
  const auto root = house_.root("a-root", GetParam(), crypto::kP384);
  const auto sub = house_.subordinate("a-sub", root);
  EXPECT_TRUE(house_.chain_is_accepted(root, sub, sub->record().der));
  EXPECT_TRUE(root->is_root());
  EXPECT_FALSE(sub->is_root());
  EXPECT_EQ(sub->record().parent, root->record().id);
  EXPECT_EQ(sub->record().purpose, GetParam());
  const auto text = house_.openssl("x509 -in chain.pem -noout -text").output;
  EXPECT_THAT(text, HasSubstr("CA:TRUE, pathlen:0"));
  EXPECT_THAT(house_->issuers.chain_of(sub), SizeIs(1));
}

TEST_P(Hierarchies, AreThereAfterARestart) {
  const auto root = house_.root("a-root", GetParam(), crypto::kP384);
  const auto sub = house_.subordinate("a-sub", root);
  house_.restart();
  EXPECT_THAT(house_->issuers.list(), SizeIs(2));
  EXPECT_EQ(house_->issuers.by_name("a-sub").value()->record().der, sub->record().der);
  EXPECT_EQ(house_->issuers.for_purpose(GetParam(), kToday).value()->record().id, sub->record().id);
}

class HierarchyActs : public testing::Test {
 protected:
  Result<IssuerPtr> root(std::string label, std::string purpose = "private",
                         const std::string& subject = "CN=R,O=Test,C=KR") {
    return house_->hierarchy.create_root({.name = std::move(label),
                                          .purpose = std::move(purpose),
                                          .subject = name(subject),
                                          .key = crypto::kP384,
                                          .days = {},
                                          .actor = "cli:test"});
  }
  Result<IssuerPtr> import(const std::string& certificate, const std::string& key,
                           const std::string& label = "imported") {
    return house_->hierarchy.import_issuer(
        {.name = label,
         .purpose = "private",
         .certificate_pem = read_file(house_.path() / certificate),
         .key = crypto::PrivateKey::from_pem(read_file(house_.path() / key)).value(),
         .actor = "cli:test"});
  }
  /// NAME.pem and NAME-key.pem of a self-signed certificate made by openssl, valid in 2026.
  void make_by_openssl(const std::string& label, const std::string& extensions) const {
    const auto ran = house_.openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout " + label +
        "-key.pem -out " + label + ".pem -days 20000 -subj '/C=KR/O=Old/CN=" + label +
        "' -addext '" + extensions + "'");
    ASSERT_EQ(ran.status, 0) << ran.output;
    house_.openssl("version");
  }

  House house_;
};

TEST_F(HierarchyActs, RefusesNamesAndPurposesThatItCannotServe) {
  for (const auto* bad : {"", "Big", "a.b", "a/b", "a b", "\xc3\xa4"}) {
    EXPECT_EQ(code_of(root(bad)), kIssuerNameMalformed.code) << bad;
  }
  EXPECT_EQ(code_of(root(std::string(41, 'a'))), kIssuerNameMalformed.code);
  EXPECT_EQ(code_of(root("r", "secret")), kPurposeUnknown.code);
  EXPECT_EQ(house_->keys.generated, 0) << "no key is made for nothing";
}

TEST_F(HierarchyActs, RefusesANameThatIsTakenBeforeItMakesAKey) {
  const auto first = root("r").value();
  const int keys = house_->keys.generated;
  EXPECT_EQ(code_of(root("r", "tls")), store::kIssuerNameTaken.code);
  EXPECT_EQ(code_of(house_->hierarchy.create_subordinate({.name = "r",
                                                          .parent = first->record().id,
                                                          .subject = name("CN=S,O=Test,C=KR"),
                                                          .days = {},
                                                          .actor = "t"})),
            store::kIssuerNameTaken.code);
  EXPECT_EQ(house_->keys.generated, keys);
}

TEST_F(HierarchyActs, LeavesTheNameFreeWhenAnOrderIsRefused) {
  ASSERT_FALSE(root("r", "tls", "CN=R"));  // TLS roots need country and organization
  EXPECT_TRUE(root("r", "tls"));
}

TEST_F(HierarchyActs, RefusesParentsThatCannotBe) {
  const auto top = house_.root("r", kPrivatePurpose);
  const auto sub = house_.subordinate("s", top);
  const auto under = [&](model::IssuerId parent, int shards = 1) {
    return house_->hierarchy.create_subordinate({.name = "x",
                                                 .parent = parent,
                                                 .subject = name("CN=X,O=Test,C=KR"),
                                                 .days = {},
                                                 .crl_shards = shards,
                                                 .actor = "t"});
  };
  EXPECT_EQ(code_of(under(model::IssuerId(5))), kIssuerNotFound.code);
  EXPECT_EQ(code_of(under(sub->record().id)), issuance::kIssuerUnfit.code) << "path length 0";
  EXPECT_EQ(code_of(under(top->record().id, 0)), kCrlShardsOutOfRange.code);
  EXPECT_EQ(code_of(under(top->record().id, 1001)), kCrlShardsOutOfRange.code);
  house_->hierarchy.set_state(top->record().id, model::IssuerState::disabled, "t").value();
  EXPECT_EQ(code_of(under(top->record().id)), kIssuerNotEnabled.code);
}

TEST_F(HierarchyActs, GivesNoCaANameThatAnotherOneHasInOtherBytes) {
  const auto first = root("one", "private", "CN=Example Root,O=Test,C=KR").value();
  for (const char* twin : {"CN=example ROOT,O=Test,C=KR", "CN=Example  Root,O=Test,C=KR"}) {
    EXPECT_EQ(code_of(root("two", "private", twin)), kSubjectDiffersInBytes.code) << twin;
  }
  // Retired, and over: still a name of ours.
  ASSERT_TRUE(
      house_->hierarchy.set_state(first->record().id, model::IssuerState::retired, "cli:test"));
  house_.clock.advance(std::chrono::days(30 * 366));
  EXPECT_EQ(code_of(root("two", "private", "CN=EXAMPLE ROOT,O=Test,C=KR")),
            kSubjectDiffersInBytes.code);
  const auto same = root("two", "private", "CN=Example Root,O=Test,C=KR").value();
  EXPECT_EQ(same->certificate().subject(), first->certificate().subject());
  EXPECT_TRUE(root("three", "private", "CN=Another Root,O=Test,C=KR"));
}

TEST_F(HierarchyActs, CopiesTheSubjectOfEachIssuerByteForByteDownThePath) {
  const auto top = house_.root("a-root", kTlsPurpose, crypto::kP384);
  const auto sub = house_.subordinate("a-sub", top);
  EXPECT_TRUE(equal(sub->certificate().issuer().der(), top->certificate().subject().der()));
  EXPECT_TRUE(equal(top->certificate().issuer().der(), top->certificate().subject().der()));
}

TEST_F(HierarchyActs, GivesEachKeyAnIdentifierOfItsOwn) {
  const auto top = house_.root("a-root", kTlsPurpose, crypto::kP384);
  const auto one = house_.subordinate("one", top);
  const auto two = house_.subordinate("two", top);
  const auto id_of = [](const IssuerPtr& issuer) { return issuer->certificate().key_id(); };
  EXPECT_NE(id_of(one), id_of(two));
  EXPECT_NE(id_of(one), id_of(top));
  EXPECT_EQ(id_of(one), to_bytes(x509::key_id_sha1(one->public_key())));
  EXPECT_EQ(*one->certificate().known().authority_key_identifier->key_id, id_of(top));
}

TEST_F(HierarchyActs, TakesInNoCaWhoseIdentifierAnotherKeyHas) {
  for (const char* label : {"old", "other"}) {
    make_by_openssl(label,
                    "keyUsage=critical,keyCertSign,cRLSign' -addext "
                    "'subjectKeyIdentifier=0102030405");
  }
  house_.clock.set(SystemClock().now());  // openssl takes the machine's time
  EXPECT_TRUE(import("old.pem", "old-key.pem"));
  EXPECT_EQ(code_of(import("other.pem", "other-key.pem", "second")), kKeyIdTaken.code);
}

TEST_F(HierarchyActs, PutsEveryActOnRecord) {
  const auto top = house_.root("r", kPrivatePurpose);
  house_.subordinate("s", top);
  house_->hierarchy.set_state(top->record().id, model::IssuerState::disabled, "cli:eve").value();
  EXPECT_THAT(house_.audit_records("issuer.root_created"), SizeIs(1));
  EXPECT_THAT(house_.audit_records("certificate.issued"), SizeIs(1));
  const auto created = house_.audit_records("issuer.subordinate_created");
  ASSERT_THAT(created, SizeIs(1));
  EXPECT_EQ(created[0].actor, "cli:test");
  EXPECT_THAT(created[0].details, HasSubstr(R"("name":"s","purpose":"private")"));
  const auto changed = house_.audit_records("issuer.state_changed");
  ASSERT_THAT(changed, SizeIs(1));
  EXPECT_THAT(changed[0].details, HasSubstr(R"("before":"enabled","after":"disabled")"));
}

TEST_F(HierarchyActs, StoresASubordinateWithItsCertificateOrNeither) {
  const auto top = house_.root("r", kPrivatePurpose);
  house_.faults.plan({store::Fault::none, store::Fault::lost});
  EXPECT_FALSE(house_->hierarchy.create_subordinate({.name = "s",
                                                     .parent = top->record().id,
                                                     .subject = name("CN=S,O=Test,C=KR"),
                                                     .days = {},
                                                     .actor = "t"}));
  EXPECT_THAT(house_.certificates(), IsEmpty());
  EXPECT_THAT(house_->issuers.list(), SizeIs(1));
  house_.restart();
  EXPECT_THAT(house_->issuers.list(), SizeIs(1));
  house_.subordinate("s", house_->issuers.by_name("r").value());
}

TEST_F(HierarchyActs, KeepsARetiredIssuerRetired) {
  const auto top = house_.root("r", kPrivatePurpose);
  const auto set = [&](model::IssuerState state) {
    return house_->hierarchy.set_state(top->record().id, state, "t");
  };
  EXPECT_EQ(set(model::IssuerState::disabled).value()->record().state,
            model::IssuerState::disabled);
  EXPECT_TRUE(set(model::IssuerState::enabled));
  EXPECT_TRUE(set(model::IssuerState::retired));
  EXPECT_EQ(code_of(set(model::IssuerState::enabled)), kIssuerRetired.code);
  EXPECT_EQ(
      code_of(house_->hierarchy.set_state(model::IssuerId(5), model::IssuerState::enabled, "t")),
      kIssuerNotFound.code);
}

TEST_F(HierarchyActs, TakesInACaOfOpenSslAndIssuesWithIt) {
  make_by_openssl("old", "keyUsage=critical,keyCertSign,cRLSign");
  house_.clock.set(SystemClock().now());  // openssl takes the machine's time
  const auto old_root = import("old.pem", "old-key.pem").value();
  EXPECT_TRUE(old_root->is_root());
  const auto sub = house_.subordinate("s", old_root);
  const auto leaf = house_.issue_private().value();
  EXPECT_TRUE(house_.chain_is_accepted(old_root, sub, leaf.der));
  const auto record = house_.audit_records("issuer.imported");
  ASSERT_THAT(record, SizeIs(1));
  EXPECT_THAT(record[0].details, HasSubstr("CN=old"));
}

TEST_F(HierarchyActs, FindsTheParentOfWhatItTakesIn) {
  make_by_openssl("old", "keyUsage=critical,keyCertSign,cRLSign");
  write_file(house_.path() / "ext",
             "basicConstraints=critical,CA:TRUE,pathlen:0\n"
             "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
             "keyUsage=critical,keyCertSign,cRLSign\n");
  ASSERT_EQ(house_
                .openssl("req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "
                         "sub-key.pem -out sub.csr -subj /C=KR/O=Old/CN=sub")
                .status,
            0);
  ASSERT_EQ(house_
                .openssl("x509 -req -in sub.csr -CA old.pem -CAkey old-key.pem -out sub.pem "
                         "-days 3000 -extfile ext")
                .status,
            0);
  house_.clock.set(SystemClock().now());  // none of the two lies ahead
  const auto top = import("old.pem", "old-key.pem", "top").value();
  const auto sub = import("sub.pem", "sub-key.pem", "sub").value();
  EXPECT_EQ(sub->record().parent, top->record().id);
  EXPECT_TRUE(house_.chain_is_accepted(top, sub, house_.issue_private().value().der));
}

TEST_F(HierarchyActs, RefusesToTakeInWhatIsNotACaOrNotTheKeyOrNotOfNow) {
  make_by_openssl("old", "keyUsage=critical,keyCertSign,cRLSign");
  make_by_openssl("other", "keyUsage=critical,keyCertSign,cRLSign");
  make_by_openssl("weak", "keyUsage=critical,digitalSignature");
  make_by_openssl("leaf", "basicConstraints=critical,CA:FALSE");
  house_.clock.set(at_date(2001, 1, 1));
  EXPECT_EQ(code_of(import("old.pem", "old-key.pem")), kImportedExpired.code);
  house_.clock.set(SystemClock().now());
  EXPECT_EQ(code_of(import("old.pem", "other-key.pem")), kImportedKeyDiffers.code);
  EXPECT_EQ(code_of(import("weak.pem", "weak-key.pem")), kImportedNotCa.code);
  EXPECT_EQ(code_of(import("old-key.pem", "old-key.pem")), "pem_malformed");
  EXPECT_THAT(house_->issuers.list(), IsEmpty());
  EXPECT_THAT(house_->keys.list().value(), IsEmpty());
}

TEST_F(HierarchyActs, RefusesToTakeInTheSameCaTwice) {
  make_by_openssl("old", "keyUsage=critical,keyCertSign,cRLSign");
  house_.clock.set(SystemClock().now());
  ASSERT_TRUE(import("old.pem", "old-key.pem", "one"));
  EXPECT_EQ(code_of(import("old.pem", "old-key.pem", "two")), kIssuerDuplicate.code);
}

}  // namespace
}  // namespace chancery::ca
