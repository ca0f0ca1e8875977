#include "identity/api_keys.h"

#include <gmock/gmock.h>

#include "base/encoding.h"
#include "crypto/hash.h"
#include "identity/errors.h"
#include "identity/identity_for_tests.h"
#include "store/api_key_repository.h"

namespace chancery::identity {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::SizeIs;

const auto kAnybody = store::Tenant::anybody();

class Keys : public testing::Test {
 protected:
  NewApiKey create(std::string name = "deploy", Role role = Role::registration_officer,
                   std::optional<Time> expires = {}, std::vector<Permission> scopes = {}) {
    return desk_.keys
        .create({.name = std::move(name),
                 .role = role,
                 .account = model::AccountId(7),
                 .scopes = std::move(scopes),
                 .expires = expires,
                 .actor = "cli:eve"})
        .value();
  }
  Result<Caller> authenticate(const NewApiKey& made) {
    return desk_.keys.authenticate(made.secret.reveal_text());
  }

  Desk desk_;
};

TEST_F(Keys, ActForTheirAccountInTheirRole) {
  const auto made = create();
  const auto caller = authenticate(made).value();
  EXPECT_EQ(caller.role, Role::registration_officer);
  EXPECT_EQ(caller.account, model::AccountId(7));
  EXPECT_EQ(caller.actor, "api-key:" + to_text(made.key.id));
}

TEST_F(Keys, HaveTwoHundredFiftySixBitsAndAreNeverTheSame) {
  const auto one = create();
  const auto other = create();
  const std::string_view text = one.secret.reveal_text();
  ASSERT_TRUE(text.starts_with("chk_"));
  EXPECT_EQ(from_base64url(text.substr(4)).value().size(), 32U);
  EXPECT_NE(text, other.secret.reveal_text());
}

TEST_F(Keys, AreNotInTheStoreNorInTheAuditLog) {
  const auto made = create();
  ASSERT_TRUE(authenticate(made));
  EXPECT_FALSE(desk_.store_holds(made.secret.reveal_text()));
  EXPECT_FALSE(desk_.store_holds(made.secret.reveal_text().substr(4)));
  const auto hash = crypto::sha256(made.secret.reveal());
  EXPECT_TRUE(desk_.store_holds(as_text(hash))) << "so the search finds what is there";
}

TEST_F(Keys, ArePutOnRecord) {
  const auto made = create("deploy \"1\"");
  ASSERT_TRUE(desk_.keys.withdraw(made.key.id, kAnybody, "cli:bob"));
  const auto records = desk_.records();
  ASSERT_THAT(records, SizeIs(2));
  EXPECT_EQ(records[0].kind, "api_key.created");
  EXPECT_EQ(records[0].actor, "cli:eve");
  EXPECT_THAT(records[0].details, HasSubstr(R"({"name":"deploy \"1\"")"));
  EXPECT_EQ(records[1].kind, "api_key.withdrawn");
  EXPECT_EQ(records[1].actor, "cli:bob");
  EXPECT_EQ(records[1].subject, records[0].subject);
}

TEST_F(Keys, AreRefusedWhateverIsWrongInOneWay) {
  const auto made = create();
  const std::string text(made.secret.reveal_text());
  std::string changed = text;
  changed.back() = changed.back() == 'A' ? 'B' : 'A';
  for (const auto& wrong : {std::string(), std::string("chk_"), text.substr(4), text + "A", changed,
                            text.substr(0, text.size() - 1), " " + text, "CHK_" + text.substr(4),
                            std::string("chk_") + std::string(5000, 'A')}) {
    EXPECT_EQ(code_of(desk_.keys.authenticate(wrong)), kApiKeyInvalid.code);
  }
}

TEST_F(Keys, EndAtTheirExpiryThoughTheyWereJustUsed) {
  const auto made = create("short", Role::applicant, kToday + 2s);
  EXPECT_TRUE(authenticate(made));
  desk_.clock.advance(1999ms);
  EXPECT_TRUE(authenticate(made));
  desk_.clock.advance(1ms);
  EXPECT_EQ(code_of(authenticate(made)), kApiKeyInvalid.code);
}

TEST_F(Keys, DieAtOnceWhereTheyAreWithdrawn) {
  const auto made = create();
  ASSERT_TRUE(authenticate(made));
  ASSERT_TRUE(desk_.keys.withdraw(made.key.id, kAnybody, "t"));
  EXPECT_EQ(code_of(authenticate(made)), kApiKeyInvalid.code);
  EXPECT_EQ(code_of(desk_.keys.withdraw(made.key.id, kAnybody, "t")), kApiKeyNotFound.code);
  EXPECT_EQ(code_of(desk_.keys.withdraw(model::ApiKeyId(5), kAnybody, "t")), kApiKeyNotFound.code);
  EXPECT_THAT(desk_.records("api_key.withdrawn"), SizeIs(1));
}

TEST_F(Keys, DieWithinSecondsWhereAnotherProcessWithdrewThem) {
  const auto made = create();
  ASSERT_TRUE(authenticate(made));
  auto another = desk_.another();
  ASSERT_TRUE(another.withdraw(made.key.id, kAnybody, "t"));
  desk_.clock.advance(5s);
  EXPECT_EQ(code_of(authenticate(made)), kApiKeyInvalid.code);
}

TEST_F(Keys, MayNoMoreThanTheirScopes) {
  const auto made = create("reader", Role::ca_administrator, {}, {Permission::read_certificates});
  const auto caller = authenticate(made).value();
  EXPECT_TRUE(caller.require(Permission::read_certificates));
  for (const auto permission : all_permissions()) {
    EXPECT_EQ(caller.may(permission), permission == Permission::read_certificates)
        << to_text(permission);
  }
  EXPECT_THAT(desk_.records("api_key.created").at(0).details, HasSubstr("read-certificates"));
}

TEST_F(Keys, GetNoScopeBeyondTheirRole) {
  const auto made = desk_.keys.create({.name = "x",
                                       .role = Role::applicant,
                                       .account = model::AccountId(7),
                                       .scopes = {Permission::manage_people},
                                       .expires = {},
                                       .actor = "t"});
  EXPECT_EQ(code_of(made), kScopeBeyondRole.code);
}

TEST_F(Keys, OfAnotherEnterpriseAreNeitherSeenNorWithdrawn) {
  const auto made = create();
  const auto other = store::Tenant::of(model::AccountId(8));
  EXPECT_THAT(desk_.keys.list(other).value(), SizeIs(0));
  EXPECT_THAT(desk_.keys.list(store::Tenant::of({})).value(), SizeIs(0));
  EXPECT_EQ(code_of(desk_.keys.withdraw(made.key.id, other, "t")), kApiKeyNotFound.code);
  EXPECT_EQ(code_of(desk_.keys.withdraw(made.key.id, store::Tenant::of({}), "t")),
            kApiKeyNotFound.code);
  EXPECT_TRUE(authenticate(made));
  EXPECT_THAT(desk_.keys.list(store::Tenant::of(model::AccountId(7))).value(), SizeIs(1));
  EXPECT_TRUE(desk_.keys.withdraw(made.key.id, store::Tenant::of(model::AccountId(7)), "t"));
}

TEST_F(Keys, OfASuspendedEnterpriseAreRefused) {
  const auto enterprise = desk_.registry.enterprises.create(desk_.staff(), "Example").value();
  const auto made = desk_.keys
                        .create({.name = "x",
                                 .role = Role::applicant,
                                 .account = enterprise.id,
                                 .scopes = {},
                                 .expires = {},
                                 .actor = "t"})
                        .value();
  ASSERT_TRUE(authenticate(made));
  ASSERT_TRUE(desk_.registry.enterprises.change(desk_.staff(), enterprise.id, {{}, true}));
  desk_.keys.forget();
  EXPECT_EQ(code_of(authenticate(made)), kApiKeyInvalid.code);
  ASSERT_TRUE(desk_.registry.enterprises.change(desk_.staff(), enterprise.id, {{}, false}));
  EXPECT_TRUE(authenticate(made));
}

TEST_F(Keys, NeedAName) {
  EXPECT_EQ(code_of(desk_.keys.create({.name = "a\nb",
                                       .role = Role::internal_auditor,
                                       .account = {},
                                       .scopes = {},
                                       .expires = {},
                                       .actor = "t"})),
            kNameMalformed.code);
}

TEST_F(Keys, AreListedNewestFirstWithoutAnythingSecret) {
  const auto first = create("first");
  const auto second = create("second", Role::internal_auditor, kToday + 24h);
  ASSERT_TRUE(desk_.keys.withdraw(first.key.id, kAnybody, "t"));
  const auto listed = desk_.keys.list(kAnybody).value();
  ASSERT_THAT(listed, SizeIs(2));
  EXPECT_EQ(listed[0].name, "second");
  EXPECT_EQ(listed[0].role, "internal-auditor");
  EXPECT_EQ(listed[0].expires, kToday + 24h);
  EXPECT_EQ(listed[1].withdrawn, kToday);
}

TEST_F(Keys, OfARoleThatIsNotKnownAreRefused) {
  const std::string text = "chk_" + to_base64url(desk_.random.bytes(32));
  model::ApiKey key;
  key.id = desk_.ids.next<model::ApiKeyId>();
  key.name = "of a later version";
  key.role = "emperor";
  key.key_hash = crypto::sha256(as_bytes(text));
  desk_.database
      .write([&](store::Transaction& tx) { return store::ApiKeyRepository::insert(tx, key); })
      .value();
  EXPECT_EQ(code_of(desk_.keys.authenticate(text)), kApiKeyInvalid.code);
}

}  // namespace
}  // namespace chancery::identity
