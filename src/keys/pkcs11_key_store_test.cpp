#include "keys/pkcs11_key_store.h"

#include <atomic>
#include <barrier>
#include <cstdlib>
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <p11-kit/pkcs11.h>
#include <thread>

#include "crypto/errors.h"
#include "keys/errors.h"
#include "keys/folder_for_tests.h"
#include "keys/pkcs11_token.h"

// There when the leak sanitizer is.
extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier): the sanitizer's own names
void __lsan_disable() __attribute__((weak));
void __lsan_enable() __attribute__((weak));
// NOLINTEND(bugprone-reserved-identifier)
}

namespace chancery::keys {
namespace {

using crypto::SignatureAlgorithm;

// SoftHSM 2.6 loses the name of an Edwards curve each time that it reads one.
class LeaksOfSoftHsm final {
 public:
  explicit LeaksOfSoftHsm(crypto::KeySpec spec)
      : ignored_(spec == crypto::kEd25519 && __lsan_disable != nullptr) {
    if (ignored_) {
      __lsan_disable();
    }
  }
  LeaksOfSoftHsm(const LeaksOfSoftHsm&) = delete;
  LeaksOfSoftHsm& operator=(const LeaksOfSoftHsm&) = delete;
  ~LeaksOfSoftHsm() {
    if (ignored_) {
      __lsan_enable();
    }
  }

 private:
  bool ignored_;
};

constexpr const char* kModule = "/usr/lib/softhsm/libsofthsm2.so";
constexpr std::string_view kPin = "correct-pin-4711";

// A real SoftHSM token, and a second pair of hands on the same library.
class Token : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directory(tokens_);
    folder_.write("softhsm2.conf", "directories.tokendir = " + tokens_.string() +
                                       "\nobjectstore.backend = file\nlog.level = ERROR\n");
    setenv("SOFTHSM2_CONF", (folder_ / "softhsm2.conf").c_str(), 1);
    init_token("chancery test");
    store_ = open_store();
  }

  static void init_token(const std::string& label) {
    const std::string command = "softhsm2-util --init-token --free --label '" + label +
                                "' --so-pin 12345678 --pin " + std::string(kPin) + " >/dev/null";
    ASSERT_EQ(std::system(command.c_str()), 0);
  }

  static Pkcs11Settings settings_with(std::size_t max_sessions, std::string_view pin = kPin) {
    Pkcs11Settings settings;
    settings.module_path = kModule;
    settings.token_label = "chancery test";
    settings.pin = Secret(pin);
    settings.max_sessions = max_sessions;
    settings.retry_for = std::chrono::milliseconds(1500);
    return settings;
  }

  std::unique_ptr<Pkcs11KeyStore> open_store(std::string_view pin = kPin,
                                             std::size_t max_sessions = 4) {
    return Pkcs11KeyStore::load(settings_with(max_sessions, pin), random_).value();
  }

  std::shared_ptr<const Signer> make_signer(crypto::KeySpec spec) {
    const auto ref = store_->generate("key", spec);
    EXPECT_TRUE(ref) << ref.error().log_line();
    const auto signer = store_->open(*ref, Urgency::issuance);
    EXPECT_TRUE(signer) << signer.error().log_line();
    return *signer;
  }

  void expect_signs(const Signer& signer) {
    const auto algorithm = crypto::default_signature_algorithm(signer.public_key().spec());
    const auto signature = signer.sign(algorithm, message_);
    ASSERT_TRUE(signature) << signature.error().log_line();
    EXPECT_TRUE(signer.public_key().verify(algorithm, message_, *signature));
  }

  static CK_FUNCTION_LIST& functions() {
    void* const library = dlopen(kModule, RTLD_NOW | RTLD_LOCAL);
    CK_FUNCTION_LIST* list = nullptr;
    reinterpret_cast<CK_C_GetFunctionList>(dlsym(library, "C_GetFunctionList"))(&list);
    return *list;
  }

  static std::vector<CK_SLOT_ID> slots() {
    std::vector<CK_SLOT_ID> found(8);
    CK_ULONG count = found.size();
    EXPECT_EQ(functions().C_GetSlotList(CK_TRUE, found.data(), &count), CKR_OK);
    found.resize(count);
    return found;
  }

  static void close_all_sessions_behind_its_back() {
    for (const CK_SLOT_ID slot : slots()) {
      ASSERT_EQ(functions().C_CloseAllSessions(slot), CKR_OK);
    }
  }

  static CK_SESSION_HANDLE open_session_behind_its_back() {
    CK_SESSION_HANDLE session = 0;
    EXPECT_EQ(
        functions().C_OpenSession(slots().front(), CKF_SERIAL_SESSION, nullptr, nullptr, &session),
        CKR_OK);
    return session;
  }

  TestFolder folder_;
  const std::filesystem::path tokens_{folder_ / "tokens"};
  SystemRandom random_;
  const Bytes message_ = to_bytes(std::string_view("message"));
  std::unique_ptr<Pkcs11KeyStore> store_;
};

struct KindCase {
  crypto::KeySpec spec;
  std::vector<SignatureAlgorithm> algorithms;
};

class TokenKinds : public Token, public ::testing::WithParamInterface<KindCase> {};

TEST_P(TokenKinds, signs_with_every_algorithm_of_the_key_and_refuses_others) {
  const LeaksOfSoftHsm ignored(GetParam().spec);
  const auto signer = make_signer(GetParam().spec);
  EXPECT_EQ(signer->public_key().spec(), GetParam().spec);
  for (const SignatureAlgorithm algorithm : GetParam().algorithms) {
    const auto signature = signer->sign(algorithm, message_);
    ASSERT_TRUE(signature) << crypto::display_name(algorithm) << signature.error().log_line();
    EXPECT_TRUE(signer->public_key().verify(algorithm, message_, *signature));
    if (const auto hash = crypto::hash_of(algorithm)) {
      const auto again = signer->sign_digest(algorithm, crypto::hash(*hash, message_));
      ASSERT_TRUE(again) << again.error().log_line();
      EXPECT_TRUE(signer->public_key().verify(algorithm, message_, *again));
    }
  }
  for (const SignatureAlgorithm algorithm : crypto::all_signature_algorithms()) {
    if (!crypto::fits(algorithm, GetParam().spec)) {
      EXPECT_TRUE(
          signer->sign(algorithm, message_).error().is(crypto::kSignatureAlgorithmMismatch));
    }
  }
  EXPECT_TRUE(signer->sign_digest(GetParam().algorithms.front(), Bytes(20))
                  .error()
                  .is(crypto::kSignatureAlgorithmMismatch));
}

INSTANTIATE_TEST_SUITE_P(
    SoftHsm, TokenKinds,
    ::testing::Values(
        KindCase{crypto::kP256,
                 {SignatureAlgorithm::ecdsa_sha256, SignatureAlgorithm::ecdsa_sha384}},
        KindCase{crypto::kP384,
                 {SignatureAlgorithm::ecdsa_sha384, SignatureAlgorithm::ecdsa_sha512}},
        KindCase{crypto::kP521, {SignatureAlgorithm::ecdsa_sha512}},
        KindCase{crypto::kEd25519, {SignatureAlgorithm::ed25519}},
        KindCase{crypto::kRsa2048,
                 {SignatureAlgorithm::rsa_sha256, SignatureAlgorithm::rsa_sha384,
                  SignatureAlgorithm::rsa_sha512, SignatureAlgorithm::rsa_pss_sha256,
                  SignatureAlgorithm::rsa_pss_sha384, SignatureAlgorithm::rsa_pss_sha512}}));

TEST_F(Token, keys_cannot_be_taken_out) {
  static_cast<void>(make_signer(crypto::kP256));
  CK_ULONG count = 0;
  const CK_SESSION_HANDLE session = open_session_behind_its_back();
  CK_OBJECT_CLASS wanted = CKO_PRIVATE_KEY;
  CK_ATTRIBUTE filter{CKA_CLASS, &wanted, sizeof wanted};
  CK_OBJECT_HANDLE key = 0;
  ASSERT_EQ(functions().C_FindObjectsInit(session, &filter, 1), CKR_OK);
  ASSERT_EQ(functions().C_FindObjects(session, &key, 1, &count), CKR_OK);
  ASSERT_EQ(functions().C_FindObjectsFinal(session), CKR_OK);
  ASSERT_EQ(count, 1U);
  CK_ATTRIBUTE value{CKA_VALUE, nullptr, 0};
  EXPECT_EQ(functions().C_GetAttributeValue(session, key, &value, 1), CKR_ATTRIBUTE_SENSITIVE);
  for (const CK_ATTRIBUTE_TYPE type : {CKA_EXTRACTABLE, CKA_DERIVE, CKA_DECRYPT, CKA_UNWRAP}) {
    CK_BBOOL flag = CK_TRUE;
    CK_ATTRIBUTE attribute{type, &flag, 1};
    ASSERT_EQ(functions().C_GetAttributeValue(session, key, &attribute, 1), CKR_OK);
    EXPECT_EQ(flag, CK_FALSE) << type;
  }
  functions().C_CloseSession(session);
}

TEST_F(Token, destroyed_key_is_gone_with_its_public_half_and_its_signers_fail) {
  const KeyRef ref = store_->generate("old", crypto::kP256).value();
  const KeyRef other = store_->generate("other", crypto::kP256).value();
  const auto signer = store_->open(ref, Urgency::issuance).value();
  expect_signs(*signer);
  ASSERT_TRUE(store_->destroy(ref));
  EXPECT_TRUE(store_->destroy(ref).error().is(kKeyNotFound));
  EXPECT_TRUE(store_->open(ref, Urgency::issuance).error().is(kKeyNotFound));
  EXPECT_FALSE(signer->sign(SignatureAlgorithm::ecdsa_sha256, message_));
  expect_signs(**store_->open(other, Urgency::issuance));
  const CK_SESSION_HANDLE session = open_session_behind_its_back();
  ASSERT_EQ(functions().C_FindObjectsInit(session, nullptr, 0), CKR_OK);
  std::vector<CK_OBJECT_HANDLE> objects(8);
  CK_ULONG count = 0;
  ASSERT_EQ(functions().C_FindObjects(session, objects.data(), objects.size(), &count), CKR_OK);
  ASSERT_EQ(functions().C_FindObjectsFinal(session), CKR_OK);
  EXPECT_EQ(count, 2U) << "both halves of the other key, and nothing else";
  functions().C_CloseSession(session);
}

TEST_F(Token, key_is_not_backed_up_out_of_it) {
  const KeyRef ref = store_->generate("key", crypto::kP256).value();
  const auto wrap = crypto::SealingKey::generate(random_);
  EXPECT_TRUE(store_->back_up(ref, wrap).error().is(kKeyNotExtractable));
}

// The one session is held; certificates come for it, and then a list: the list gets it first.
TEST_F(Token, work_for_status_goes_before_that_for_issuance) {
  Pkcs11Settings settings = settings_with(1);
  settings.retry_for = std::chrono::minutes(1);
  auto module = Pkcs11Module::load(settings.module_path).value();
  Pkcs11Token token(std::move(module), std::move(settings));
  std::vector<Urgency> served;  // under the session, so by one at a time
  std::vector<std::thread> threads;
  const auto come = [&](Urgency urgency) {
    threads.emplace_back([&, urgency] {
      EXPECT_TRUE(token.run(Access::read, urgency, [&](Pkcs11Session&) -> Called<void> {
        served.push_back(urgency);
        return {};
      }));
    });
  };
  const auto hold = [&](Pkcs11Session&) -> Called<void> {
    for (int i = 0; i < 4; ++i) {
      come(Urgency::issuance);
    }
    come(Urgency::status);
    // Nothing tells that they wait; who is later than this makes no harm but for the list.
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    return {};
  };
  EXPECT_TRUE(token.run(Access::read, Urgency::issuance, hold));
  for (auto& thread : threads) {
    thread.join();
  }
  ASSERT_EQ(served.size(), 5U);
  EXPECT_EQ(served.front(), Urgency::status);
}

TEST_F(Token, key_is_found_by_another_store_and_by_the_uri_of_other_tools) {
  const KeyRef ref = store_->generate("root", crypto::kP256).value();
  const auto signer = store_->open(ref, Urgency::issuance).value();
  store_ = nullptr;
  store_ = open_store();
  for (const std::string& text :
       {ref.text(), std::string("pkcs11:object=root"),
        std::string("pkcs11:model=SoftHSM%20v2;manufacturer=SoftHSM%20project;"
                    "token=chancery%20test;object=root;type=private")}) {
    const auto again = store_->open(KeyRef::parse(text).value(), Urgency::issuance);
    ASSERT_TRUE(again) << text << again.error().log_line();
    EXPECT_EQ((*again)->public_key(), signer->public_key());
  }
  expect_signs(*signer);
}

TEST_F(Token, existing_label_is_not_used_twice_and_keys_are_listed) {
  const KeyRef b = store_->generate("b", crypto::kP256).value();
  const KeyRef a = store_->generate("a", crypto::kP256).value();
  EXPECT_TRUE(store_->generate("a", crypto::kP256).error().is(kKeyExists));
  EXPECT_EQ(store_->list().value(), (std::vector{a, b}));
}

TEST_F(Token, references_that_do_not_name_exactly_one_key_are_told_apart) {
  ASSERT_TRUE(store_->generate("a", crypto::kP256));
  const std::string add = std::string("pkcs11-tool --module ") + kModule +
                          " --token-label 'chancery test' --login --pin " + std::string(kPin) +
                          " --keypairgen --key-type EC:prime256v1 --label twin --id ";
  ASSERT_EQ(std::system((add + "01 >/dev/null 2>&1").c_str()), 0);
  ASSERT_EQ(std::system((add + "02 >/dev/null 2>&1").c_str()), 0);
  store_ = nullptr;
  store_ = open_store();
  const auto open = [&](const char* text) {
    return store_->open(KeyRef::parse(text).value(), Urgency::issuance);
  };
  EXPECT_TRUE(open("pkcs11:object=twin").error().is(kKeyAmbiguous));
  EXPECT_TRUE(open("pkcs11:object=twin;id=%02"));
  EXPECT_TRUE(open("pkcs11:object=none").error().is(kKeyNotFound));
  EXPECT_TRUE(open("pkcs11:token=another;object=a").error().is(kKeyNotFound));
  EXPECT_TRUE(open("software:a").error().is(kKeyRefMalformed));
}

TEST_F(Token, refuses_labels_and_keys_that_it_could_not_use) {
  EXPECT_TRUE(store_->generate("a b", crypto::kP256).error().is(kKeyLabelMalformed));
  EXPECT_TRUE(
      store_->generate("a", {crypto::KeyType::rsa, 512}).error().is(crypto::kKeyUnsupported));
}

TEST_F(Token, signer_goes_on_when_all_sessions_were_closed_behind_its_back) {
  const auto signer = make_signer(crypto::kP256);
  expect_signs(*signer);
  for (int i = 0; i < 3; ++i) {
    close_all_sessions_behind_its_back();
    expect_signs(*signer);
  }
  EXPECT_TRUE(store_->list());
  close_all_sessions_behind_its_back();
  EXPECT_TRUE(store_->generate("another", crypto::kP256));
}

TEST_F(Token, signer_goes_on_when_the_user_was_logged_out_behind_its_back) {
  const auto signer = make_signer(crypto::kP256);
  const CK_SESSION_HANDLE session = open_session_behind_its_back();
  ASSERT_EQ(functions().C_Logout(session), CKR_OK);
  expect_signs(*signer);
}

TEST_F(Token, signer_goes_on_when_the_module_was_finalized_behind_its_back) {
  const auto signer = make_signer(crypto::kP256);
  expect_signs(*signer);
  ASSERT_EQ(functions().C_Finalize(nullptr), CKR_OK);
  expect_signs(*signer);
}

TEST_F(Token, that_is_taken_away_and_comes_back_signs_again_without_a_restart) {
  const auto signer = make_signer(crypto::kP256);
  std::filesystem::rename(tokens_, folder_ / "taken");
  std::filesystem::create_directory(tokens_);
  ASSERT_EQ(functions().C_Finalize(nullptr), CKR_OK);
  const auto while_away = signer->sign(SignatureAlgorithm::ecdsa_sha256, message_);
  ASSERT_FALSE(while_away);
  EXPECT_TRUE(while_away.error().is(kTokenUnavailable)) << while_away.error().log_line();
  EXPECT_EQ(while_away.error().error_class(), ErrorClass::unavailable);

  std::filesystem::remove(tokens_);
  std::filesystem::rename(folder_ / "taken", tokens_);
  expect_signs(*signer);
}

TEST_F(Token, that_comes_back_during_the_retries_costs_no_error_at_all) {
  const auto signer = make_signer(crypto::kP256);
  std::filesystem::rename(tokens_, folder_ / "taken");
  std::filesystem::create_directory(tokens_);
  ASSERT_EQ(functions().C_Finalize(nullptr), CKR_OK);
  std::jthread waiting([&] { expect_signs(*signer); });
  std::filesystem::remove(tokens_);
  std::filesystem::rename(folder_ / "taken", tokens_);
}

TEST_F(Token, may_be_absent_when_the_store_is_opened) {
  const KeyRef ref = store_->generate("root", crypto::kP256).value();
  store_ = nullptr;
  std::filesystem::rename(tokens_, folder_ / "taken");
  store_ = open_store();
  EXPECT_TRUE(store_->open(ref, Urgency::issuance).error().is(kTokenUnavailable));
  std::filesystem::rename(folder_ / "taken", tokens_);
  const auto signer = store_->open(ref, Urgency::issuance);
  ASSERT_TRUE(signer) << signer.error().log_line();
  expect_signs(**signer);
}

TEST_F(Token, key_that_was_deleted_is_reported_and_not_waited_for_without_end) {
  const auto signer = make_signer(crypto::kP256);
  std::filesystem::remove_all(tokens_);
  std::filesystem::create_directory(tokens_);
  init_token("chancery test");
  ASSERT_EQ(functions().C_Finalize(nullptr), CKR_OK);
  const auto signature = signer->sign(SignatureAlgorithm::ecdsa_sha256, message_);
  ASSERT_FALSE(signature);
  EXPECT_TRUE(signature.error().is(kTokenUnavailable)) << signature.error().log_line();
}

TEST_F(Token, wrong_pin_is_sent_once_and_never_shown) {
  store_ = nullptr;
  const auto store = open_store("wrong-pin-0815");
  for (int i = 0; i < 20; ++i) {
    const auto refs = store->list();
    ASSERT_FALSE(refs);
    EXPECT_TRUE(refs.error().is(kTokenPinRefused)) << refs.error().log_line();
    EXPECT_EQ(refs.error().log_line().find("wrong-pin"), std::string::npos);
  }
  CK_TOKEN_INFO info{};
  ASSERT_EQ(functions().C_GetTokenInfo(slots().front(), &info), CKR_OK);
  EXPECT_EQ(info.flags & (CKF_USER_PIN_FINAL_TRY | CKF_USER_PIN_LOCKED), 0U);
  EXPECT_TRUE(open_store()->list());
}

// Between the rounds and not in them: SoftHSM itself frees a session that a call is still using.
TEST_F(Token, many_threads_go_on_signing_when_their_sessions_are_closed_between_rounds) {
  constexpr int kThreads = 6;
  constexpr int kRounds = 8;
  const auto signer = make_signer(crypto::kP256);
  std::atomic<int> good = 0;
  std::barrier round(kThreads, []() noexcept { close_all_sessions_behind_its_back(); });
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads * kRounds; i += kRounds) {
      threads.emplace_back([&, i] {
        for (int n = i; n < i + kRounds; ++n) {
          const Bytes message{static_cast<std::uint8_t>(n)};
          const auto signature = signer->sign(SignatureAlgorithm::ecdsa_sha256, message);
          EXPECT_TRUE(signature) << signature.error().log_line();
          good += signature && signer->public_key().verify(SignatureAlgorithm::ecdsa_sha256,
                                                           message, *signature)
                      ? 1
                      : 0;
          round.arrive_and_wait();
        }
      });
    }
  }
  EXPECT_EQ(good, kThreads * kRounds);
}

TEST_F(Token, many_threads_outlive_a_restart_of_the_module) {
  const auto signer = make_signer(crypto::kP256);
  ASSERT_EQ(functions().C_Finalize(nullptr), CKR_OK);
  std::vector<std::jthread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&] { expect_signs(*signer); });
  }
}

TEST(Pkcs11Module, that_is_missing_or_no_module_is_refused) {
  SystemRandom random;
  for (const char* path : {"/nonexistent.so", "/etc/passwd", "/lib/x86_64-linux-gnu/libm.so.6"}) {
    Pkcs11Settings settings;
    settings.module_path = path;
    const auto store = Pkcs11KeyStore::load(std::move(settings), random);
    ASSERT_FALSE(store) << path;
    EXPECT_TRUE(store.error().is(kTokenModuleUnusable));
    EXPECT_EQ(store.error().message().find(path), std::string::npos);
  }
}

}  // namespace
}  // namespace chancery::keys
