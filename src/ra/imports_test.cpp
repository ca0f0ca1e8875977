#include "ra/imports.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "ra/errors.h"
#include "ra/installation_for_tests.h"
#include "ra/keepsakes.h"
#include "store/certificate_repository.h"

namespace chancery::ra {
namespace {

/// The certificates come from another installation: another CA.
class ImportsTest : public ::testing::Test {
 protected:
  ImportsTest() {
    const auto issued = issue_private(other_ca_, other_ca_.tenant(), key_, "host.internal");
    leaf_ = to_pem("CERTIFICATE", issued.der);
    const auto issuer = must(other_ca_.issuers.by_id(issued.issuer));
    for (const auto& link : other_ca_.issuers.chain_of(issuer)) {
      chain_.push_back(to_pem("CERTIFICATE", link->certificate().der()));
    }
    root_ = to_pem("CERTIFICATE",
                   must(other_ca_.issuers.by_id(issuer->record().parent))->certificate().der());
  }

  std::string code_of(const std::string& certificate, const std::string& chain = "",
                      const std::string& key = "") {
    ImportRequest request;
    request.account = tenant_;
    request.certificate_pem = certificate;
    request.chain_pem = chain;
    request.private_key_pem = Secret(key);
    request.actor = "test";
    const auto added = house_.desks.imports().add(request);
    return added ? "" : std::string(added.error().code());
  }

  crypto::PrivateKey key_ = crypto::PrivateKey::generate(crypto::kP256).value();
  TestInstallation other_ca_;
  TestInstallation house_;
  model::AccountId tenant_ = house_.tenant();
  std::string leaf_;
  std::vector<std::string> chain_;  ///< the issuers without the root
  std::string root_;
};

TEST_F(ImportsTest, EachCauseOfARefusalHasItsOwnCode) {
  const std::string key(key_.to_pem()->reveal_text());
  const std::string csr = to_pem("CERTIFICATE REQUEST", make_csr(key_, "", {"a.internal"}));
  const auto other_key = crypto::PrivateKey::generate(crypto::kP256).value();
  EXPECT_EQ(code_of("hello"), "import_no_certificate");
  EXPECT_EQ(code_of(csr), "import_is_request");
  EXPECT_EQ(code_of(key), "import_is_private_key");
  EXPECT_EQ(code_of(leaf_ + key), "import_is_private_key");
  EXPECT_EQ(code_of(to_pem("CERTIFICATE", to_bytes("no DER"))), "import_certificate_malformed");
  EXPECT_EQ(code_of(leaf_ + root_), "import_several_certificates");
  EXPECT_EQ(code_of(leaf_, "no PEM"), "import_chain_malformed");
  EXPECT_EQ(code_of(leaf_, root_), "import_chain_differs");
  std::string nine;
  for (int i = 0; i < 9; ++i) {
    nine += root_;
  }
  EXPECT_EQ(code_of(leaf_, nine), "import_chain_too_long");
  EXPECT_EQ(code_of(leaf_, "", "no key"), "import_key_malformed");
  EXPECT_EQ(code_of(leaf_, "", key_.to_encrypted_pem(Secret("password")).value()),
            "import_key_encrypted");
  EXPECT_EQ(code_of(leaf_, "", std::string(other_key.to_pem()->reveal_text())),
            "import_key_differs");
}

TEST_F(ImportsTest, AnotherCaOfTheSameNameIsToldApart) {
  // This installation's own subordinate has the name of the other's, and another key.
  const auto issuers = house_.issuers.list();
  const auto same_name = std::ranges::find_if(
      issuers, [](const auto& issuer) { return issuer->record().name == "private-sub"; });
  ASSERT_NE(same_name, issuers.end());
  EXPECT_EQ(code_of(leaf_, to_pem("CERTIFICATE", (*same_name)->certificate().der())),
            "import_chain_signature");
}

TEST_F(ImportsTest, IsWatchedOnceWithItsChainAndNoKeyIsKept) {
  const std::string key(key_.to_pem()->reveal_text());
  EXPECT_EQ(code_of(leaf_, leaf_ + chain_.front() + root_, key), "");
  EXPECT_EQ(code_of(leaf_), "import_known");
  const auto rows = must(house_.desks.imports().list(tenant_, {}, 10));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].name, "host.internal");
  EXPECT_FALSE(rows[0].chain.empty());
  const auto other = house_.tenant("Other");
  EXPECT_TRUE(must(house_.desks.imports().list(other, {}, 10)).empty());
  EXPECT_FALSE(house_.desks.imports().get(other, rows[0].id));
  EXPECT_FALSE(house_.desks.imports().remove(other, rows[0].id, "test"));
  EXPECT_TRUE(house_.desks.imports().remove(tenant_, rows[0].id, "test"));
  EXPECT_EQ(code_of(leaf_), "");
}

TEST_F(ImportsTest, WhatWasIssuedHereIsNotForeign) {
  const auto issued = issue_private(house_, tenant_, key_, "host.internal");
  EXPECT_EQ(code_of(to_pem("CERTIFICATE", issued.der)), "import_ours");
}

class DraftsTest : public ::testing::Test {
 protected:
  model::Draft draft(const std::string& content) {
    model::Draft d;
    d.account = tenant_;
    d.name = "shop";
    d.kind = "cloud-basic";
    d.content = content;
    return d;
  }
  TestInstallation house_;
  model::AccountId tenant_ = house_.tenant();
  Drafts& desk_ = house_.desks.drafts();
};

TEST_F(DraftsTest, HoldNoPrivateKeyAndNoMoreThanSoMuch) {
  const auto with_key = desk_.add(draft("{\"k\":\"-----BEGIN PRIVATE KEY-----\\nMIG...\"}"));
  ASSERT_FALSE(with_key);
  EXPECT_TRUE(with_key.error().is(kDraftHoldsKey));
  const auto large = desk_.add(draft(std::string(Drafts::kMaxContent + 1, ' ')));
  ASSERT_FALSE(large);
  EXPECT_TRUE(large.error().is(kDraftTooLarge));
}

TEST_F(DraftsTest, AreReplacedListedAndDeletedByTheirOwnerAlone) {
  auto kept = must(desk_.add(draft("{\"a\":1}")));
  house_.clock.advance(std::chrono::hours(1));
  kept.content = "{\"a\":2}";
  const auto replaced = must(desk_.replace(kept));
  EXPECT_EQ(replaced.content, "{\"a\":2}");
  EXPECT_GT(replaced.updated, replaced.created);
  EXPECT_EQ(must(desk_.list(tenant_)).size(), 1U);
  const auto other = house_.tenant("Other");
  EXPECT_FALSE(desk_.get(other, kept.id));
  EXPECT_FALSE(desk_.remove(other, kept.id));
  auto stolen = kept;
  stolen.account = other;
  EXPECT_FALSE(desk_.replace(stolen));
  EXPECT_TRUE(desk_.remove(tenant_, kept.id));
  EXPECT_FALSE(desk_.get(tenant_, kept.id));
}

TEST_F(DraftsTest, AreSoManyAndNoMore) {
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(desk_.add(draft("{}")));
  }
  const auto one_more = desk_.add(draft("{}"));
  ASSERT_FALSE(one_more);
  EXPECT_TRUE(one_more.error().is(kDraftsTooMany));
}

TEST_F(DraftsTest, AViewTakesThePlaceOfItsNamesake) {
  auto& views = house_.desks.views();
  must(views.put({{}, tenant_, "certificates", "mine", "a"}));
  const auto second = must(views.put({{}, tenant_, "certificates", "mine", "b"}));
  const auto list = must(views.list(tenant_));
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].query, "b");
  EXPECT_TRUE(must(views.list({})).empty());  // staff's
  EXPECT_FALSE(views.remove({}, second.id));
  EXPECT_TRUE(views.remove(tenant_, second.id));
}

}  // namespace
}  // namespace chancery::ra
