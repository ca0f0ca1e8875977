#include "acme/account_acts.h"

#include <gtest/gtest.h>

#include "acme/door_for_tests.h"
#include "crypto/hash.h"

namespace chancery::acme {
namespace {

using testing::Answer;
using testing::kBase;
using testing::TestClient;
using testing::TestDoor;
using testing::TestKey;
namespace json = boost::json;

std::string url_of(std::string_view path) {
  return std::string(kBase) + std::string(path);
}

class AccountActs : public ::testing::Test {
 protected:
  TestDoor door_;
  TestClient client_{door_};
};

TEST_F(AccountActs, AnAccountIsOpenedOnceAndFoundAgain) {
  const Answer created =
      client_.open({{"termsOfServiceAgreed", true}, {"contact", {"mailto:a@example.net"}}});
  EXPECT_EQ(created.status(), 201);
  EXPECT_EQ(created.text("status"), "valid");
  EXPECT_EQ(created.body.at("contact").as_array().at(0), "mailto:a@example.net");
  EXPECT_EQ(created.raw().find("null"), std::string::npos);
  const Answer again = client_.open();
  EXPECT_EQ(again.status(), 200);
  EXPECT_EQ(again.header("Location"), created.header("Location"));
}

TEST_F(AccountActs, EveryOfferedKindOfKeyOpensAnAccount) {
  for (const auto spec : {crypto::kP256, crypto::kP384, crypto::kEd25519, crypto::kRsa2048}) {
    TestClient client(door_, spec);
    EXPECT_EQ(client.open().status(), 201) << crypto::display_name(spec);
    EXPECT_EQ(client.get(client.kid()).status(), 200) << crypto::display_name(spec);
  }
}

TEST_F(AccountActs, WithoutTheTermsThereIsNoAccount) {
  const Answer refused = client_.open({});
  EXPECT_EQ(refused.status(), 403);
  EXPECT_EQ(refused.problem(), "userActionRequired");
  EXPECT_EQ(refused.text("instance"), url_of(kTermsPath));
  EXPECT_NE(refused.header("Link").find("terms-of-service"), std::string::npos);
}

TEST_F(AccountActs, OnlyReturnExistingNeverOpensOne) {
  const json::object look{{"onlyReturnExisting", true}};
  const Answer none = client_.open(look);
  EXPECT_EQ(none.status(), 400);
  EXPECT_EQ(none.problem(), "accountDoesNotExist");
  ASSERT_EQ(client_.open().status(), 201);
  EXPECT_EQ(client_.open(look).status(), 200);
}

TEST_F(AccountActs, ContactsThatCannotBeUsedAreRefusedByKind) {
  EXPECT_EQ(client_.open({{"termsOfServiceAgreed", true}, {"contact", {"tel:1"}}}).problem(),
            "unsupportedContact");
  EXPECT_EQ(client_.open({{"termsOfServiceAgreed", true}, {"contact", {"mailto:x"}}}).problem(),
            "invalidContact");
  EXPECT_EQ(client_.open({{"termsOfServiceAgreed", true}, {"contact", "mailto:a@b.net"}}).problem(),
            "malformed");
  EXPECT_EQ(client_.open({{"termsOfServiceAgreed", "yes"}}).problem(), "malformed");
}

TEST_F(AccountActs, ContactsAreReplacedAndTheRestIsIgnored) {
  ASSERT_EQ(client_.open().status(), 201);
  const Answer changed = client_.post(
      client_.kid(), json::object{{"contact", {"mailto:new@example.net"}}, {"orders", "x"}});
  EXPECT_EQ(changed.status(), 200);
  EXPECT_EQ(changed.body.at("contact").as_array().at(0), "mailto:new@example.net");
  EXPECT_EQ(client_.get(client_.kid()).body.at("contact").as_array().size(), 1U);
  const Answer cleared = client_.post(client_.kid(), json::object{{"contact", json::array{}}});
  EXPECT_FALSE(cleared.body.as_object().contains("contact"));
}

TEST_F(AccountActs, ADeactivatedAccountCanDoNothingMore) {
  ASSERT_EQ(client_.open().status(), 201);
  const Answer closed = client_.post(client_.kid(), json::object{{"status", "deactivated"}});
  EXPECT_EQ(closed.status(), 200);
  EXPECT_EQ(closed.text("status"), "deactivated");
  const Answer refused = client_.get(client_.kid());
  EXPECT_EQ(refused.status(), 401);
  EXPECT_EQ(refused.problem(), "unauthorized");
  EXPECT_EQ(client_.open().problem(), "unauthorized") << "nor be opened again";
}

TEST_F(AccountActs, AStatusThatOnlyTheServerGivesIsRefused) {
  ASSERT_EQ(client_.open().status(), 201);
  EXPECT_EQ(client_.post(client_.kid(), json::object{{"status", "revoked"}}).problem(),
            "malformed");
}

TEST_F(AccountActs, AnotherAccountIsNotThere) {
  ASSERT_EQ(client_.open().status(), 201);
  TestClient other(door_);
  ASSERT_EQ(other.open().status(), 201);
  const Answer refused = other.get(client_.kid());
  EXPECT_EQ(refused.status(), 404);
}

class KeyChange : public AccountActs {
 protected:
  void SetUp() override { ASSERT_EQ(client_.open().status(), 201); }

  [[nodiscard]] json::object inner(const TestKey& next, const json::object& old_key,
                                   const std::string& account) const {
    return next.sign({{"alg", next.algorithm()}, {"jwk", next.jwk()}, {"url", url_}},
                     json::serialize(json::object{{"account", account}, {"oldKey", old_key}}));
  }

  const std::string url_ = url_of(kKeyChangePath);
};

TEST_F(KeyChange, MovesTheAccountAndTheOldKeyIsOut) {
  TestKey next(crypto::kP384);
  const TestKey old(crypto::kP256);
  const Answer changed = client_.post(url_, inner(next, client_.key().jwk(), client_.kid()));
  EXPECT_EQ(changed.status(), 200) << changed.raw();
  EXPECT_EQ(client_.get(client_.kid()).problem(), "badSignatureAlgorithm");
  client_.use(std::move(next));
  EXPECT_EQ(client_.get(client_.kid()).status(), 200);
}

TEST_F(KeyChange, NeedsTheNewKeysOwnSignatureAndTheRightWords) {
  const TestKey next;
  json::object forged = inner(next, client_.key().jwk(), client_.kid());
  forged["signature"] = inner(TestKey(), client_.key().jwk(), client_.kid())["signature"];
  EXPECT_EQ(client_.post(url_, forged).problem(), "malformed");
  EXPECT_EQ(client_.post(url_, inner(next, next.jwk(), client_.kid())).problem(), "malformed");
  EXPECT_EQ(client_.post(url_, inner(next, client_.key().jwk(), client_.kid() + "0")).problem(),
            "malformed");
  const json::object other_url = next.sign(
      {{"alg", "ES256"}, {"jwk", next.jwk()}, {"url", url_of("/elsewhere")}},
      json::serialize(json::object{{"account", client_.kid()}, {"oldKey", client_.key().jwk()}}));
  EXPECT_EQ(client_.post(url_, other_url).problem(), "malformed");
  const json::object with_nonce = next.sign(
      {{"alg", "ES256"}, {"jwk", next.jwk()}, {"url", url_}, {"nonce", "x"}},
      json::serialize(json::object{{"account", client_.kid()}, {"oldKey", client_.key().jwk()}}));
  EXPECT_EQ(client_.post(url_, with_nonce).problem(), "malformed");
  EXPECT_EQ(client_.get(client_.kid()).status(), 200) << "the old key must still be the key";
}

TEST_F(KeyChange, CannotTakeTheKeyOfAnotherAccount) {
  TestClient other(door_);
  ASSERT_EQ(other.open().status(), 201);
  const Answer refused = client_.post(url_, inner(other.key(), client_.key().jwk(), client_.kid()));
  EXPECT_EQ(refused.status(), 409);
  EXPECT_EQ(refused.header("Location"), other.kid());
}

class ExternalBinding : public ::testing::Test {
 protected:
  ExternalBinding() : door_(settings()) {}

  static ra::Settings settings() {
    ra::Settings s = testing::house_settings();
    s.require_external_account = true;
    return s;
  }
  [[nodiscard]] static json::object binding(const TestKey& account_key, const std::string& kid,
                                            const Secret& mac_key, const std::string& url,
                                            const std::string& algorithm = "HS256") {
    const std::string header = to_base64url(
        as_bytes(json::serialize(json::object{{"alg", algorithm}, {"kid", kid}, {"url", url}})));
    const std::string payload = to_base64url(as_bytes(json::serialize(account_key.jwk())));
    const auto mac = crypto::hmac_sha256(mac_key.reveal(), as_bytes(header + "." + payload));
    return {{"protected", header}, {"payload", payload}, {"signature", to_base64url(mac)}};
  }
  [[nodiscard]] Answer open_with(const json::object& eab) {
    return client_.open({{"termsOfServiceAgreed", true}, {"externalAccountBinding", eab}});
  }

  TestDoor door_;
  TestClient client_{door_};
  ra::HandedOutKey key_ = door_.house.desks.external_accounts()
                              .hand_out("ops", std::chrono::hours(1), "staff:a")
                              .value();
  const std::string kid_ = to_text(key_.key.id);
  const std::string url_ = url_of(kNewAccountPath);
};

TEST_F(ExternalBinding, OpensAnAccountWithAGoodKeyOnly) {
  EXPECT_TRUE(door_.send(http::Method::get, "/acme/directory", {}, {})
                  .body.at("meta")
                  .at("externalAccountRequired")
                  .as_bool());
  const Answer without = client_.open();
  EXPECT_EQ(without.status(), 403);
  EXPECT_EQ(without.problem(), "externalAccountRequired");
  EXPECT_EQ(open_with(binding(client_.key(), kid_, key_.hmac_key, url_)).status(), 201);
}

TEST_F(ExternalBinding, RefusesWrongMacKeyUrlAlgorithmAndForeignKeys) {
  EXPECT_EQ(open_with(binding(client_.key(), kid_, Secret(Bytes(32, 1)), url_)).problem(),
            "unauthorized");
  EXPECT_EQ(open_with(binding(client_.key(), "0000000000zzz", key_.hmac_key, url_)).problem(),
            "unauthorized");
  EXPECT_EQ(open_with(binding(client_.key(), "?", key_.hmac_key, url_)).problem(), "unauthorized");
  EXPECT_EQ(open_with(binding(client_.key(), kid_, key_.hmac_key, url_of("/x"))).problem(),
            "unauthorized");
  EXPECT_EQ(open_with(binding(TestKey(), kid_, key_.hmac_key, url_)).problem(), "malformed");
  EXPECT_EQ(open_with(binding(client_.key(), kid_, key_.hmac_key, url_, "ES256")).problem(),
            "malformed");
  EXPECT_EQ(open_with({}).problem(), "malformed");
}

TEST_F(ExternalBinding, LetsAClientLookForItsAccountWithoutABinding) {  // asks.md 14
  EXPECT_EQ(client_.open({{"onlyReturnExisting", true}}).problem(), "accountDoesNotExist");
  ASSERT_EQ(open_with(binding(client_.key(), kid_, key_.hmac_key, url_)).status(), 201);
  EXPECT_EQ(client_.open({{"onlyReturnExisting", true}}).status(), 200);
}

}  // namespace
}  // namespace chancery::acme
